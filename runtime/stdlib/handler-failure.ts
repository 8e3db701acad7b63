/** What a throw of an embedder's handler becomes at the call of the library function (concurrency H-4, H-10). */
import { RaisedError, runtimeError } from "../errors.ts";

/** A RuntimeError with the message of what was thrown, which is kept as its cause. */
export function handlerFailure(thrown: unknown): RaisedError {
  if (thrown instanceof RaisedError) return thrown;
  const error = runtimeError(messageOf(thrown));
  error.cause = thrown;
  return error;
}

function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    // An object that cannot be turned into text must not break the report of the failure.
    return "unknown error";
  }
}
