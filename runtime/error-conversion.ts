/**
 * The edge where an error that Ion code raised becomes the `IonError` that the host sees: offsets become lines and
 * columns, call records become frames, hint ids become texts (embedding 2.8).
 */
import type { IonFrame } from "./error-format.ts";
import { HINTS } from "./error-hints.ts";
import type { LocatedFrame } from "./error-stack.ts";
import { type FrameRecord, NO_POSITION, RaisedError, type SourceModule } from "./errors.ts";
import { IonError, type IonErrorOptions } from "./ion-error.ts";
import { fromNativeOverflow } from "./machine/machine.ts";
import { positionAt } from "./source-position.ts";

type Entry = IonErrorOptions["entry"];

/** Which IonError each raised error became: who looks twice (two waiters of one task) sees one error object. */
const converted = new WeakMap<RaisedError, IonError>();

/**
 * The IonError of whatever left Ion code. `entry` is the public function by which the host came in; the stack goes on
 * with its caller. Anything but a raised error is a bug of the runtime and says so, with the original as `cause`.
 */
export function toIonError(thrown: unknown, entry?: Entry): IonError {
  const raised = fromNativeOverflow(thrown);
  if (IonError.isIonError(raised)) return raised;
  if (!(raised instanceof RaisedError)) {
    return new IonError(`internal error: ${String(raised)}`, { cause: raised, entry });
  }
  const known = converted.get(raised);
  if (known !== undefined) return known;
  const error = fromHostError(raised, entry) ?? new IonError(raised.message, optionsOf(raised, entry));
  converted.set(raised, error);
  return error;
}

/** An IonError that a host function threw stays what it is; only a missing position is filled in (concurrency H-4). */
function fromHostError(raised: RaisedError, entry: Entry): IonError | null {
  const original = raised.cause;
  if (!IonError.isIonError(original)) return null;
  if (original.line !== 0 || raised.at === NO_POSITION) return original;
  const { additional, cause } = original;
  return new IonError(original.message, {
    ...optionsOf(raised, entry),
    hint: original.hint ?? (raised.hint && HINTS[raised.hint]),
    additional,
    cause,
  });
}

function optionsOf(raised: RaisedError, entry: Entry): IonErrorOptions {
  const { kind, module, cause } = raised;
  const position = locate(module, raised.at);
  return {
    kind,
    line: position.line,
    column: position.column,
    sourceName: module?.name,
    sourceUrl: module?.url,
    source: module?.source,
    hint: raised.hint && HINTS[raised.hint],
    frames: framesOf(raised),
    cause,
    entry,
  };
}

/** The line of an Ion stack for a call that stands at `at`; line and column are 0 when that is unknown. */
export function callFrame(module: SourceModule | null, at: number): IonFrame {
  if (module === null) return Object.freeze({ kind: "call", name: MAIN, file: "<unknown>", line: 0, column: 0 });
  const { line, column } = locate(module, at);
  return Object.freeze({ kind: "call", name: functionAt(module, at) ?? MAIN, file: module.name, line, column });
}

/**
 * A record says where a function was called; a frame says which function stood where. So the place of each frame is
 * the one of the record before it, and the first one's is the place of the error.
 */
function framesOf(raised: RaisedError): LocatedFrame[] {
  const frames: LocatedFrame[] = [];
  let kind: FrameRecord["kind"] = "call";
  let { module, at } = raised;
  for (const record of raised.frames ?? []) {
    if (at !== NO_POSITION) frames.push(createFrame(kind, functionAt(module, at) ?? record.name, module, at));
    ({ kind, module, at } = record);
  }
  if (at !== NO_POSITION) frames.push(createFrame(kind, functionAt(module, at) ?? MAIN, module, at));
  return frames;
}

const MAIN = "<main>";

/** The innermost function whose text contains the offset; null when the module does not tell its functions. */
function functionAt(module: SourceModule | null, at: number): string | null {
  if (module?.functions === undefined) return null;
  const { functions } = module;
  let name = MAIN;
  let innermost = -1;
  for (let i = 0; i < functions.length; i += 3) {
    const start = functions[i + 1] as number;
    if (start <= at && at < (functions[i + 2] as number) && start > innermost) {
      innermost = start;
      name = functions[i] as string;
    }
  }
  return name;
}

function createFrame(kind: FrameRecord["kind"], name: string, module: SourceModule | null, at: number): LocatedFrame {
  const { line, column } = locate(module, at);
  return { kind, name, file: module?.name ?? "<unknown>", url: module?.url, line, column };
}

function locate(module: SourceModule | null, at: number): { line: number; column: number } {
  return module === null || at === NO_POSITION ? { line: 0, column: 0 } : positionAt(module.lineStarts, at);
}
