/** `ion build --standalone` (embedding D31): modules that run where the package is not installed. */
import { existsSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ScratchProject } from "../kit/scratch-project.ts";

const project = new ScratchProject({
  "src/main.ion": 'fn read(path) { fs::read(path) }\nfn fail() { 1 / 0 }\nsleep(1);\nf"{os::args()}"',
  "src/sub/other.ion": "fn double(f) { f(21) * 2 }",
});
rmSync(project.path("node_modules"), { recursive: true });

describe("ion build --standalone", () => {
  test("all modules share one copy at the top of the output, and need nothing else", async () => {
    await project.runToEnd("ion", ["build", "src", "--outdir", "dist", "--standalone"]);
    expect(project.read("dist/main.mjs")).toContain('from "./ion-runtime.mjs"');
    expect(project.read("dist/sub/other.mjs")).toContain('from "../ion-runtime.mjs"');
    project.write({
      "run.mjs": `
        import main, { fail, read } from "./dist/main.mjs";
        import other, { double } from "./dist/sub/other.mjs";
        const { line } = await fail().catch((error) => error);
        other.bind({ same: 1 });
        console.log(JSON.stringify([await main.run({}, { args: ["x"] }), await read("text.txt"), line,
          await double((n) => n)]));
      `,
      "text.txt": "text",
    });
    const expected = ["[x]", "text", 2, 42];
    expect(JSON.parse(await project.runToEnd("node", ["run.mjs"]))).toEqual(expected);
    expect(JSON.parse(await project.runToEnd("node", ["--enable-source-maps", "run.mjs"]))).toEqual(expected);
  });

  test("without an outdir it stands in the folder that the outputs have in common", async () => {
    await project.runToEnd("ion", ["build", "src/sub/other.ion", "--standalone"]);
    expect(project.read("src/sub/other.mjs")).toContain('from "./ion-runtime.mjs"');
    expect(existsSync(project.path("src/sub/ion-runtime.mjs"))).toBe(true);
  });

  test("--no-sourcemap leaves its map out, too", async () => {
    await project.runToEnd("ion", ["build", "src/main.ion", "-o", "bare", "--standalone", "--no-sourcemap"]);
    expect(existsSync(project.path("bare/ion-runtime.mjs.map"))).toBe(false);
    expect(project.read("bare/ion-runtime.mjs")).not.toMatch(/^\/\/# sourceMappingURL=/m);
    await project.runToEnd("ion", ["build", "src/main.ion", "-o", "mapped", "--standalone"]);
    const map = JSON.parse(project.read("mapped/ion-runtime.mjs.map"));
    expect(map.sources.every((source: string) => source.startsWith("ion-runtime/"))).toBe(true);
    expect(map.ignoreList).toHaveLength(map.sources.length);
  });

  test.each(["--runtime=x", "--print", "--emit=js"])("with %s it is a usage error", async (option) => {
    const { exitCode, stderr } = await project.run("ion", ["build", "src/main.ion", "--standalone", option]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("exclude each other");
  });
});
