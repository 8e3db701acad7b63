/** Catches the rejections that nobody handles while the tests of a file run (concurrency P-15). */
import { afterAll, beforeAll } from "vitest";

export interface RejectionWatch {
  /** The unhandled rejections since the last look; Node reports them after a turn of the event loop. */
  sinceLastLook(): Promise<unknown[]>;
}

export function watchRejections(): RejectionWatch {
  let seen: unknown[] = [];
  const note = (reason: unknown) => seen.push(reason);
  beforeAll(() => void process.on("unhandledRejection", note));
  afterAll(() => void process.off("unhandledRejection", note));
  return {
    async sinceLastLook() {
      for (let turns = 0; turns < 2; turns++) await new Promise((resolve) => setImmediate(resolve));
      const found = seen;
      seen = [];
      return found;
    },
  };
}
