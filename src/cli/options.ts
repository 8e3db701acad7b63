/** The verbs and options of the command line (embedding 2.12): one table, from which parsing and `--help` derive. */

export const VERBS = ["run", "build", "check", "repl", "fmt"] as const;
export type Verb = (typeof VERBS)[number];

export function isVerb(word: string): word is Verb {
  return (VERBS as readonly string[]).includes(word);
}

export const USAGE: Readonly<Record<Verb, string>> = {
  run: "ion [run] [options] FILE|- [arguments...]",
  build: "ion build [options] FILE|DIR|GLOB...",
  check: "ion check [options] FILE|DIR|-...",
  repl: "ion repl [options]",
  fmt: "ion fmt",
};

export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; without it the option is a switch. */
  readonly value?: string;
  /** The value of the option when it is written without one; then a value must follow a `=`. */
  readonly bareValue?: string;
  readonly choices?: readonly string[];
  /** `all`: every verb. */
  readonly verbs: readonly Verb[] | "all";
  readonly help: string;
}

export const LOG_LEVELS = ["off", "error", "warn", "info", "debug", "trace"] as const;
export const STAGES = ["tokens", "ast", "analysis", "js", "map"] as const;
export const MAP_MODES = ["linked", "inline", "external"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];
export type Stage = (typeof STAGES)[number];
export type MapMode = (typeof MAP_MODES)[number];

export const OPTIONS: readonly OptionRow[] = [
  { name: "help", short: "h", verbs: "all", help: "print this help" },
  { name: "version", short: "v", verbs: "all", help: "print the version" },
  { name: "color", verbs: "all", help: "color messages even when stderr is no terminal" },
  { name: "no-color", verbs: "all", help: "never color messages" },

  { name: "eval", short: "e", value: "CODE", verbs: ["run"], help: "run CODE instead of a file" },
  { name: "no-print", verbs: ["run"], help: "do not print the value of the program" },
  { name: "watch", verbs: ["run", "build", "check"], help: "repeat when a file changes" },
  { name: "inspect", value: "PORT", bareValue: "9229", verbs: ["run"], help: "let a debugger attach" },
  {
    name: "inspect-brk",
    value: "PORT",
    bareValue: "9229",
    verbs: ["run"],
    help: "wait for a debugger, and stop on the first statement",
  },
  { name: "max-depth", value: "N", verbs: ["run"], help: "limit nested calls to N (default 10000)" },
  { name: "log", value: "LEVEL", choices: LOG_LEVELS, verbs: ["run"], help: "show log messages from LEVEL upwards" },
  { name: "check", verbs: ["run"], help: "only check the file; same as 'ion check', one line per error" },
  { name: "vm", verbs: ["run"], help: "accepted and ignored" },

  { name: "outdir", short: "o", value: "DIR", verbs: ["build"], help: "write below DIR (default: beside the source)" },
  { name: "outfile", value: "FILE", verbs: ["build"], help: "write the one output to FILE" },
  { name: "root", value: "DIR", verbs: ["build"], help: "the folder that DIR mirrors (default: common folder)" },
  {
    name: "sourcemap",
    value: "MODE",
    bareValue: "linked",
    choices: MAP_MODES,
    verbs: ["build"],
    help: "where the source map goes (default linked)",
  },
  { name: "no-sourcemap", verbs: ["build"], help: "write no source map" },
  { name: "no-sources-content", verbs: ["build"], help: "leave the Ion source out of the map" },
  { name: "dts", verbs: ["build"], help: "write declaration files for TypeScript" },
  { name: "standalone", verbs: ["build"], help: "write a copy of the runtime beside the output" },
  { name: "runtime", value: "SPEC", verbs: ["build"], help: "import the runtime from SPEC (default ionlang/runtime)" },
  {
    name: "log-cap",
    value: "LEVEL",
    choices: LOG_LEVELS,
    verbs: ["build"],
    help: "leave out log calls that say more than LEVEL",
  },
  { name: "print", short: "p", verbs: ["build"], help: "print the JavaScript instead of writing it" },
  { name: "emit", value: "STAGE", choices: STAGES, verbs: ["build"], help: "print what a stage of the compiler makes" },

  { name: "json", verbs: ["check"], help: "print the findings as a JSON array" },
];

export function optionsOf(verb: Verb): OptionRow[] {
  return OPTIONS.filter(({ verbs }) => verbs === "all" || verbs.includes(verb));
}
