/**
 * The edge where an error that Ion code raised becomes the `IonError` that the host sees: offsets become lines and
 * columns, call records become frames, hint ids become texts (embedding 2.8).
 */

import { framesOf, locate } from "./error-frames.ts";
import { HINTS } from "./error-hints.ts";
import { NO_POSITION, RaisedError } from "./errors.ts";
import { IonError, type IonErrorOptions } from "./ion-error.ts";
import { fromNativeOverflow } from "./machine/machine.ts";

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
    hint: original.hint ?? hintOf(raised),
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
    hint: hintOf(raised),
    frames: framesOf(raised),
    cause,
    entry,
  };
}

/** What the compiler of the program knows better than the table. */
function hintOf({ hint, message, module, at }: RaisedError): string | undefined {
  const advice = at === NO_POSITION ? undefined : module?.adviseOn?.(message, at);
  return advice ?? (hint && HINTS[hint]);
}
