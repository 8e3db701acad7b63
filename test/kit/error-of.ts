/** What a call throws. */
import type { IonError } from "../../src/index.ts";

/** The error that `run` throws; fails where it throws none. */
export function errorOf(run: () => unknown): IonError {
  try {
    run();
  } catch (thrown) {
    return thrown as IonError;
  }
  throw new Error("no error");
}
