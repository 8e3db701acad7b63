/** `ionlang/register` in processes of their own (embedding 2.10, D32). A11 itself: test/acceptance/modules.test.ts. */
import { describe, expect, test } from "vitest";
import { ScratchProject } from "../kit/scratch-project.ts";

const REGISTER = ["--import", "ionlang/register"];

const project = new ScratchProject({
  "greet.ion":
    '#!/usr/bin/env ion\nfn greet(name) { f"hello {name}" }\nfn fail(x) {\n  x / 0\n}\nfn where() {\n  stack()\n}\n',
  "sub/broken.ion": 'let text = "é";\nlet x = ;\nlet y = 1\nlet z = 3;',
});

/** Runs a module under the hook and answers what it prints as JSON. */
async function run(code: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  project.write({ "main.mjs": code });
  return JSON.parse(await project.runToEnd("node", [...REGISTER, "main.mjs"], env));
}

describe("embedding 2.10: importing an .ion file", () => {
  test("a `#!` line is blanked, line numbers stay", async () => {
    const found = await run(`
      import { fail, greet } from "./greet.ion";
      const { line, sourceName, stack } = await fail(1).catch((error) => error);
      console.log(JSON.stringify([await greet("Ada"), line, sourceName, stack.split("\\n")[1]]));
    `);
    expect(found).toEqual(["hello Ada", 4, "greet.ion", `    at fail (${project.url("greet.ion")}:4:3)`]);
  });

  test("a query makes a module of its own, and the program keeps its name", async () => {
    const found = await run(`
      const modules = [await import("./greet.ion"), await import("./greet.ion?v=2"), await import("./greet.ion")];
      const [first, second, again] = modules.map((module) => module.default);
      console.log(JSON.stringify([first === again, first === second, second.name]));
    `);
    expect(found).toEqual([true, false, "greet.ion"]);
  });

  test("the functions of a class of errors are those of the package", async () => {
    const found = await run(`
      import { IonError, IonProgram, getDefaultEngine } from "ionlang";
      import program, { fail } from "./greet.ion";
      const error = await fail(1).catch((error) => error);
      console.log(JSON.stringify([error instanceof IonError, program instanceof IonProgram,
        program.defaultEngine === getDefaultEngine()]));
    `);
    expect(found).toEqual([true, true, true]);
  });

  test("files with other extensions are not touched", async () => {
    project.write({ "plain.mjs": "export default 1;", "data.ions": "", "a.ion.mjs": "export default 2;" });
    const found = await run(`
      import one from "./plain.mjs";
      import two from "./a.ion.mjs?x.ion";
      const other = await import("./data.ions").catch((error) => error.code);
      console.log(JSON.stringify([one, two, other]));
    `);
    expect(found).toEqual([1, 2, "ERR_UNKNOWN_FILE_EXTENSION"]);
  });

  test("a file that is not there, and one that is no text", async () => {
    project.write({ "binary.ion": "\0" });
    const found = await run(`
      const failures = [import("./missing.ion"), import("./binary.ion")];
      const errors = await Promise.all(failures.map((failure) => failure.catch((error) => error)));
      console.log(JSON.stringify(errors.map(({ code, message }) => code ?? message)));
    `);
    expect(found).toEqual(["ERR_MODULE_NOT_FOUND", "cannot read binary.ion: it is not text (it has a NUL byte)"]);
  });
});

describe("embedding 2.10: an import of a program with a syntax error", () => {
  test("rejects with the IonError, class and fields intact", async () => {
    const found = await run(`
      import { IonError } from "ionlang";
      const error = await import("./sub/broken.ion").catch((error) => error);
      const { code, kind, line, column, hint, sourceName, additional } = error;
      const more = additional.map((error) => [error instanceof IonError, error.line, error.message]);
      console.log(JSON.stringify([error instanceof IonError, code, kind, line, column, hint, sourceName, more]));
    `);
    const hint = "a value is missing before this `;`";
    const more = [[true, 4, "expected Semicolon, found Let"]];
    expect(found).toEqual([true, "ion.parse_error", "parse", 2, 9, hint, "sub/broken.ion", more]);
  });

  test("its stack is the place in the file and nothing else; its message ends with the excerpt", async () => {
    const error = (await run(`
      const { message, stack } = await import("./sub/broken.ion?v=1").catch((error) => error);
      console.log(JSON.stringify({ message, stack }));
    `)) as { message: string; stack: string };
    expect(error.message).toMatch(/^unexpected token: Semicolon\n {2}--> sub\/broken\.ion:2:9\n.*\n 2 \| let x = ;\n/);
    const frames = error.stack.split("\n").filter((line) => line.startsWith("    at "));
    expect(frames).toEqual([`    at ${project.url("sub/broken.ion")}?v=1:2:9`]);
  });

  test("`format` shows the excerpt once", async () => {
    const text = await run(`
      const error = await import("./sub/broken.ion").catch((error) => error);
      console.log(JSON.stringify(error.format({ color: false })));
    `);
    expect(String(text).match(/unexpected token: Semicolon/g)).toHaveLength(1);
    expect(String(text).match(/2 \| let x = ;/g)).toHaveLength(1);
  });

  test("Node prints the excerpt when nobody catches it", async () => {
    project.write({ "main.mjs": 'import "./sub/broken.ion";' });
    const { exitCode, stderr } = await project.run("node", [...REGISTER, "main.mjs"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("   |\n 2 | let x = ;\n   |         ^\n help: a value is missing");
  });

  test("all imports fail alike", async () => {
    const found = await run(`
      const attempts = [1, 2].map(() => import("./sub/broken.ion").catch((error) => error));
      const [one, two] = await Promise.all(attempts);
      console.log(JSON.stringify([one === two, one.line]));
    `);
    expect(found).toEqual([true, 2]);
  });
});

describe("embedding 2.10, 2.11: source maps", () => {
  const STACK = `
    import program, { where } from "./greet.ion";
    program.bind({ stack: () => new Error().stack });
    const frame = (await where()).split("\\n").find((line) => line.includes("greet.ion"));
    console.log(JSON.stringify(frame));
  `;

  test("the stack of a host function shows the line of the .ion file", async () => {
    const frame = await run(STACK);
    expect(frame).toMatch(/where \(.*greet\.ion:7:3\)$/);
  });

  test("ION_SOURCE_MAPS=0 leaves them off", async () => {
    const frame = await run(STACK, { ION_SOURCE_MAPS: "0" });
    expect(frame).toMatch(/greet\.ion:\d+:\d+\)$/);
    expect(frame).not.toMatch(/greet\.ion:7:/);
  });
});
