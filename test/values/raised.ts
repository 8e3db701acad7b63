import { RaisedError } from "../../runtime/errors.ts";

/** Kind and message of the error that `body` raises, `type: cannot add int and string`; anything else escapes. */
export function raisedBy(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    if (error instanceof RaisedError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new Error("nothing was raised");
}
