/** How long does it take until `ion run` has shown the output of a script of one line? Whole commands, from start to end. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("kit/hello.ion", import.meta.url));
const COMMAND = fileURLToPath(new URL("../dist/src/bin/ion.cjs", import.meta.url));

export function createRows() {
  return [
    {
      name: "first result of ion run hello.ion",
      ion: () => run(COMMAND, "run", SCRIPT) === "hello\n",
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
