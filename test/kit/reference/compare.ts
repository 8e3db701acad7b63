/** Runs a program in the reference evaluator and in an engine, with results in one notation. */
import { SourceFile } from "../../../src/source.ts";
import type { Program } from "../../../src/syntax/ast.ts";
import { parse } from "../../../src/syntax/parser/parse.ts";
import { createTestHost, type TestHost } from "../hosts.ts";
import { type Outcome, outcomeOf, outcomeOfAsync } from "../outcome.ts";
import { quotedDisplay } from "../quoted-display.ts";
import { Evaluator, TooMuchWork } from "./evaluator.ts";
import { display, Failure, type Value } from "./values.ts";

/** `=> VALUE` or `!! KIND LINE:COLUMN MESSAGE`, and what passed through `t` on the way. */
export interface Result {
  readonly end: string;
  readonly notes: string;
}

/** The programs of `ionProgram` stand on the lines after the one that defines `t`. */
const FIRST_LINE = "\n";

const NOTE = "let log = cell([]); fn t(v) { log.update(|l| l.push(v));";

/** Definitions of `t` by what its calls do. */
export const PRELUDES = {
  plain: `${NOTE} v }${FIRST_LINE}`,
  /** Every call may suspend; the host answers every second one at once. */
  suspending: `${NOTE} now_or_later(v) }${FIRST_LINE}`,
} as const;

export function parseProgram(text: string): { readonly file: SourceFile; readonly program: Program } {
  const file = new SourceFile("program.ion", FIRST_LINE + text);
  const { program, diagnostics } = parse(file);
  if (diagnostics.length > 0) throw new Error(`${diagnostics[0]!.message} at ${diagnostics[0]!.start} in:\n${text}`);
  return { file, program };
}

/** What the program should do; null when it runs too long to be of use. */
export function referenceResult(text: string): Result | null {
  const { file, program } = parseProgram(text);
  const evaluator = new Evaluator();
  const notes = () => `[${evaluator.notes.map(showValue).join(", ")}]`;
  try {
    const value = evaluator.program(program.body);
    return { end: `=> ${showValue(value)}`, notes: notes() };
  } catch (error) {
    if (error instanceof TooMuchWork) return null;
    if (!(error instanceof Failure)) throw error;
    const { line, column } = file.positionAt(error.at);
    return { end: `!! ${error.kind} ${line}:${column} ${error.message}`, notes: notes() };
  }
}

export function evalResult(text: string, prelude: keyof typeof PRELUDES): Result {
  const host = createHost();
  const outcome = outcomeOf(() => host.engine.eval(PRELUDES[prelude] + text, { raw: true }));
  return { end: show(outcome), notes: notesOf(host) };
}

export async function evalAsyncResult(text: string, prelude: keyof typeof PRELUDES): Promise<Result> {
  const host = createHost();
  const outcome = await outcomeOfAsync(() => host.engine.evalAsync(PRELUDES[prelude] + text, { raw: true }));
  return { end: show(outcome), notes: notesOf(host) };
}

/** One to three top-level statements in turn are an evaluation of their own on one engine. */
export async function piecewiseResult(text: string, prelude: keyof typeof PRELUDES): Promise<Result> {
  const host = createHost();
  host.engine.eval(PRELUDES[prelude]);
  const { file, program } = parseProgram(text);
  let outcome: Outcome = { type: "value", value: undefined };
  let start = 0;
  for (let first = 0, length = 1; first < program.body.length; first += length, length = (length % 3) + 1) {
    const { end } = program.body[Math.min(first + length, program.body.length) - 1]!;
    const piece = file.text.slice(start, end);
    outcome = await outcomeOfAsync(() => host.engine.evalAsync(piece, { raw: true }));
    if (outcome.type === "error") break;
    start = end;
  }
  return { end: show(outcome), notes: notesOf(host) };
}

function createHost(): TestHost {
  const host = createTestHost();
  let calls = 0;
  host.engine.registerAsyncFn("now_or_later", ({ signal }, value) => {
    if (calls++ % 2 === 0) return value;
    return host.clock.sleep(1, { signal }).then(() => value);
  });
  return host;
}

function notesOf(host: TestHost): string {
  const outcome = outcomeOf(() => host.engine.eval("log.get()", { raw: true }));
  return outcome.type === "value" ? quotedDisplay(outcome.value) : show(outcome);
}

function show(outcome: Outcome): string {
  if (outcome.type === "value") return `=> ${quotedDisplay(outcome.value)}`;
  return `!! ${outcome.kind} ${outcome.line}:${outcome.column} ${outcome.message}`;
}

function showValue(value: Value): string {
  return display(value, (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
}
