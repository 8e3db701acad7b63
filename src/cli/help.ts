/** `--help`, generated from the option table (embedding 2.12). */
import { EXIT_OK } from "./failure.ts";
import { OPTIONS, type OptionRow, optionsOf, USAGE, type Verb } from "./options.ts";

const SUMMARY: Readonly<Record<Verb, string>> = {
  run: "Runs an Ion program and prints its value. FILE '-' reads the program from stdin.",
  build: "Compiles Ion programs to JavaScript modules (.mjs) with source maps.",
  check: "Reports what is wrong with Ion programs without running them.",
  repl: "Starts an interactive session; ':help' in it lists what it can do.",
  fmt: "Formats Ion programs (not available).",
};

/** The help of one verb, or the overview. */
export function helpText(verb: Verb | undefined): string {
  if (verb === undefined) return overview();
  return `Usage: ${USAGE[verb]}\n\n${SUMMARY[verb]}\n\nOptions:\n${optionLines(optionsOf(verb))}`;
}

function overview(): string {
  const verbs = Object.values(USAGE).map((usage) => `  ${usage}\n`);
  const groups = (["run", "build", "check"] as const).map((verb) => {
    const own = OPTIONS.filter(({ verbs }) => verbs !== "all" && verbs[0] === verb);
    return `Options of ion ${verb}:\n${optionLines(own)}`;
  });
  const common = `Common options:\n${optionLines(OPTIONS.filter(({ verbs }) => verbs === "all"))}`;
  const exits = "Exit codes: 0 success, 1 the program or a file failed, 2 wrong usage, 130 and 143 signals.\n";
  return `Usage:\n${verbs.join("")}\n${groups.join("\n")}\n${common}\n${exits}`;
}

function optionLines(rows: readonly OptionRow[]): string {
  const lines = rows.map((row) => [spelling(row), description(row)] as const);
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}

function spelling({ name, short, value, bareValue }: OptionRow): string {
  const argument = value === undefined ? "" : bareValue === undefined ? ` ${value}` : `[=${value}]`;
  return `${short ? `-${short}, ` : "    "}--${name}${argument}`;
}

function description({ help, choices }: OptionRow): string {
  return choices ? `${help}: ${choices.join(", ")}` : help;
}

export function helpCommand(verb: Verb | undefined): () => Promise<number> {
  return async () => {
    process.stdout.write(helpText(verb));
    return EXIT_OK;
  };
}
