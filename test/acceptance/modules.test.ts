/**
 * The acceptance programs A10 to A12 of embedding.md, part 3, unmodified: the precompiled module, made by the function
 * and by the command, the register hook, and the stack of an error. Their Ion files are the ones in their first lines.
 */
import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import { acceptanceProgram } from "../kit/acceptance-programs.ts";
import { ScratchProject } from "../kit/scratch-project.ts";

const ASSERT = 'import assert from "node:assert/strict";\n';
const A10_HEADER = `${ASSERT}import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { compile, type HostContext } from "ionlang";
`;

test("A10: a precompiled module", async () => {
  const program = acceptanceProgram("A10");
  const project = new ScratchProject({ "orders.ion": ionFileOf(program, "orders.ion") });
  project.write({ "main.mjs": stripTypes(A10_HEADER + program) });
  expect(await project.run("node", ["main.mjs"])).toMatchObject({ exitCode: 0 });
});

test("A11: the register hook", async () => {
  const program = acceptanceProgram("A11");
  const project = new ScratchProject({ "greet.ion": ionFileOf(program, "greet.ion"), "broken.ion": "let x = ;" });
  project.write({ "main.mjs": stripTypes(ASSERT + program) });
  const result = await project.run("node", ["--import", "ionlang/register", "main.mjs", "3", "4"]);
  expect(result).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test.each([[[]], [["--enable-source-maps"]]])(
  "A12: a source-mapped stack with the spawn site, node %s",
  async (flags) => {
    const program = acceptanceProgram("A12");
    const lines = [...program.matchAll(/^\/\/ \d (.*)$/gm)].map(([, line]) => line);
    expect(lines).toHaveLength(9);
    const code = program.replace("./pipeline.ion", "./pipeline.mjs");
    const project = new ScratchProject({ "pipeline.ion": lines.join("\n"), "main.mjs": stripTypes(ASSERT + code) });
    await project.runToEnd("ion", ["build", "pipeline.ion"]);
    expect(await project.run("node", [...flags, "main.mjs"])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    project.write({ "main.mjs": stripTypes(ASSERT + program) });
    const hooked = await project.run("node", [...flags, "--import", "ionlang/register", "main.mjs"]);
    expect(hooked).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  },
);

/** `// greet.ion:  fn greet(name) …` */
function ionFileOf(program: string, name: string): string {
  const prefix = `// ${name}:`;
  const line = program.split("\n").find((text) => text.startsWith(prefix));
  if (line === undefined) throw new Error(`the program shows no ${name}`);
  return line.slice(prefix.length);
}

function stripTypes(code: string): string {
  return transformSync(code, { loader: "ts", target: "es2022", tsconfigRaw: "{}" }).code;
}
