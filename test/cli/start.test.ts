/** A script starts fast (embedding 2.12): it loads nothing of what other verbs need, and nothing of Node's that is slow. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const cwd = useTempDir();

/** Modules of Node that take milliseconds to load and that a script without their functions must do without. */
const SLOW = ["crypto", "fs/promises", "readline", "repl", "inspector", "child_process", "worker_threads"];

test("ion run loads no module that the script does not use", async () => {
  const spy = join(cwd, "spy.cjs");
  writeFileSync(
    spy,
    `process.on("exit", () => {
      const names = ${JSON.stringify(SLOW)};
      const loaded = names.filter((name) => process.moduleLoadList.includes("NativeModule " + name));
      const files = Object.keys(require.cache).filter((file) => file !== __filename);
      require("node:fs").writeSync(2, JSON.stringify({ loaded, files: files.length }));
    });`,
  );
  const { stdout, stderr } = await runCli(["-e", 'io::println("hello")'], {
    cwd,
    env: { NODE_OPTIONS: `--require ${spy}` },
  });
  expect(stdout).toBe("hello\n");
  expect(JSON.parse(stderr)).toEqual({ loaded: [], files: 2 });
});
