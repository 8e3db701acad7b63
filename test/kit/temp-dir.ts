/** Scratch folders of tests, removed when the test file ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** A fresh folder that is removed after the tests of the calling file or group. */
export function useTempDir(): string {
  const path = mkdtempSync(join(tmpdir(), "ion-test-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Gives the programs of a test file a temporary folder of their own: several files may use the same fixed names. */
export function isolateTempDir(): void {
  const path = useTempDir();
  const before = process.env.TMPDIR;
  beforeAll(() => {
    process.env.TMPDIR = path;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
}
