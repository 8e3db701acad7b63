/**
 * Reads the command line: which verb, which options, which operands. `run` takes everything after the script as the
 * script's own arguments, verbatim (embedding 2.12). Invariant of the result: only options of the verb, values checked
 * against their choices. Everything else is a `UsageError`.
 */
import { parseArgs } from "node:util";
import { closestName } from "../diagnostics/similar-names.ts";
import { UsageError } from "./failure.ts";
import { isVerb, OPTIONS, type OptionRow, optionsOf, type Verb } from "./options.ts";

export interface CommandLine {
  readonly verb: Verb;
  /** False when `ion FILE` was written without a verb. */
  readonly isVerbWritten: boolean;
  readonly options: ParsedOptions;
  /** `run`: the script (if any) and then its arguments; else the operands. */
  readonly operands: readonly string[];
  /** Everything, as it was written. */
  readonly args: readonly string[];
}

export class ParsedOptions {
  readonly #values: Readonly<Record<string, string | boolean | undefined>>;

  constructor(values: Readonly<Record<string, string | boolean | undefined>>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** The value of an option that takes one. */
  value(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" ? value : undefined;
  }

  /** The value as a whole number from 1. */
  count(name: string): number | undefined {
    const text = this.value(name);
    if (text === undefined) return undefined;
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
      throw new UsageError(`option '--${name}' expects a whole number from 1, got '${text}'`);
    }
    return number;
  }
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  const { verb, isVerbWritten, rest } = findVerb(args);
  const rows = optionsOf(verb);
  if (verb !== "run") return { verb, isVerbWritten, args, ...parseStrictly(rest, rows) };
  const end = findFirstOperand(rest)?.index ?? rest.length;
  const { options, operands } = parseStrictly(rest.slice(0, end), rows);
  return { verb, isVerbWritten, args, options, operands: [...operands, ...rest.slice(end)] };
}

/** The verb, also where something else is wrong with the command line. */
export function verbOf(args: readonly string[]): Verb {
  return findVerb(args).verb;
}

/** The first operand is the verb if it is one; `ion -e CODE build` and `ion -- build` run a script. */
function findVerb(args: readonly string[]): { verb: Verb; isVerbWritten: boolean; rest: readonly string[] } {
  const first = findFirstOperand(args);
  if (first === undefined || !isVerb(first.value) || first.isScriptOperand) {
    return { verb: "run", isVerbWritten: false, rest: args };
  }
  return { verb: first.value, isVerbWritten: true, rest: args.toSpliced(first.index, 1) };
}

interface FirstOperand {
  readonly value: string;
  readonly index: number;
  /** True after `-e CODE` or `--`: the operand cannot be a verb. */
  readonly isScriptOperand: boolean;
}

function findFirstOperand(args: readonly string[]): FirstOperand | undefined {
  const { tokens } = parseArgs({
    args: withBareValues(args, OPTIONS),
    options: parseConfig(OPTIONS),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const first = tokens.find((token) => token.kind === "positional");
  if (first === undefined) return undefined;
  const before = tokens.filter(({ index }) => index < first.index);
  const isScriptOperand = before.some(
    (token) => token.kind === "option-terminator" || (token.kind === "option" && token.name === "eval"),
  );
  return { value: first.value, index: first.index, isScriptOperand };
}

function parseStrictly(
  args: readonly string[],
  rows: readonly OptionRow[],
): { options: ParsedOptions; operands: readonly string[] } {
  const { values, positionals } = parseOrRefuse(withBareValues(args, rows), rows);
  for (const row of rows) {
    const value = values[row.name];
    if (value === undefined) continue;
    if (row.choices && !row.choices.includes(String(value))) {
      throw new UsageError(`option '--${row.name}' expects one of ${row.choices.join(", ")}, got '${value}'`);
    }
  }
  return { options: new ParsedOptions(values), operands: positionals };
}

interface ParsedArguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

function parseOrRefuse(args: string[], rows: readonly OptionRow[]): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({ args, options: parseConfig(rows), allowPositionals: true });
    return { values, positionals };
  } catch (error) {
    // parseArgs throws for what is wrong with the arguments and nothing else; the first sentence says what it is.
    const sentence = String((error as Error).message).split(/\. |\.?\n/)[0]!;
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1) + suggestion(sentence, rows));
  }
}

const UNKNOWN = /^Unknown option '--([\w-]+)'/;

function suggestion(sentence: string, rows: readonly OptionRow[]): string {
  const name = UNKNOWN.exec(sentence)?.[1];
  if (name === undefined) return "";
  const similar = closestName(
    name,
    rows.map((row) => row.name),
  );
  return similar === null ? "" : `, did you mean '--${similar}'?`;
}

function parseConfig(rows: readonly OptionRow[]) {
  return Object.fromEntries(
    rows.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short && { short }) },
    ]),
  );
}

/** `--sourcemap` → `--sourcemap=linked`: parseArgs knows no optional values. */
function withBareValues(args: readonly string[], rows: readonly OptionRow[]): string[] {
  const bareValues = new Map(rows.flatMap(({ name, bareValue }) => (bareValue ? [[`--${name}`, bareValue]] : [])));
  const end = args.indexOf("--");
  return args.map((arg, index) => {
    const bareValue = end === -1 || index < end ? bareValues.get(arg) : undefined;
    return bareValue === undefined ? arg : `${arg}=${bareValue}`;
  });
}
