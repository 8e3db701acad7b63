/** How long does it take until `ion run` has shown the output of a script of one line? Whole commands, from start to end. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../dist/src/bin/ion.cjs", import.meta.url));

export function createRows() {
  const folder = mkdtempSync(join(tmpdir(), "ion-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  const script = join(folder, "hello.ion");
  writeFileSync(script, 'io::println("hello")\n');
  return [
    {
      name: "first result of ion run hello.ion",
      ion: () => run(COMMAND, "run", script) === "hello\n",
      js: () => run("-e", "0") === "",
      expected: true,
      must: 2,
      goal: 1.3,
    },
  ];
}

/** What Node prints with these arguments. */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
