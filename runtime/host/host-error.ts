/** What host code throws becomes an Ion error at the call (concurrency H-4, embedding 2.7). */
import { RaisedError } from "../errors.ts";
import { IonError } from "../ion-error.ts";
import { fromNativeOverflow } from "../machine/machine.ts";
import { thrownText } from "./conversion.ts";
import { IonConversionError } from "./conversion-error.ts";

/**
 * The error to raise for what a host function threw. An IonError keeps kind, message and position, an exhausted stack is
 * the call-depth error (2.3), and anything else is a RuntimeError with its message. The original is kept as `cause`.
 */
export function raisedFromHost(thrown: unknown): RaisedError {
  const error = fromNativeOverflow(thrown);
  const raised = isRaised(error) ? error : raisedAs(error);
  if (raised !== thrown) raised.cause = thrown;
  return raised;
}

function isRaised(thrown: unknown): thrown is RaisedError {
  try {
    return thrown instanceof RaisedError;
  } catch {
    // A proxy whose traps throw is none.
    return false;
  }
}

function raisedAs(thrown: unknown): RaisedError {
  return IonError.isIonError(thrown)
    ? new RaisedError(thrown.kind, thrown.message)
    : new RaisedError("runtime", thrownText(thrown));
}

/** A failed conversion at the boundary: a TypeError that says what did not fit (embedding 2.7). */
export function raisedFromConversion(what: string, thrown: unknown): RaisedError {
  if (!(thrown instanceof IonConversionError)) return raisedFromHost(thrown);
  const raised = new RaisedError("type", `${what}: ${thrown.message}`);
  raised.cause = thrown;
  return raised;
}
