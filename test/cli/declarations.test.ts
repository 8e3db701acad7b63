/** `ion build --dts` and `ionlang/client` (embedding 2.9): TypeScript projects that import Ion. */
import { describe, expect, test } from "vitest";
import { acceptanceProgram } from "../kit/acceptance-programs.ts";
import { ScratchProject } from "../kit/scratch-project.ts";

const FLAGS = [
  ...["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--ignoreConfig", "--types", "node"],
  ...["--target", "es2022", "--lib", "es2023,esnext.disposable", "--module", "nodenext", "--allowArbitraryExtensions"],
];

const ORDERS = `
fn total(items, rate = 1.5, *more) { 0 }
fn class(from = 1, name) { name }
fn find(query, /, limit = 3, *, exact = "*/", **options) { query }
fn total(
    items,
    rate = 2,
) { items }
let answer = 42;
`;

const project = new ScratchProject({ "src/orders.ion": ORDERS, "src/empty.ion": "1" }, ["typescript", "@types/node"]);

/** The findings of the type checker, without the file's path. */
async function typeErrors(code: string, main = "src/main.ts"): Promise<string[]> {
  project.write({ [main]: code });
  const { stdout } = await project.run(project.path("node_modules/typescript/bin/tsc"), [...FLAGS, main]);
  return stdout.split("\n").filter((line) => line.includes("error TS"));
}

describe("ion build --dts", () => {
  test("writes declarations beside the outputs and beside the sources", async () => {
    await project.runToEnd("ion", ["build", "src", "--outdir", "dist", "--dts"]);
    expect(project.read("dist/orders.d.mts")).toBe(`// Generated from orders.ion by ion build --dts.
import type { IonExport, IonInput, IonProgram } from "ionlang/runtime";

declare const $program: IonProgram;
export default $program;

/** fn total( items, rate = 2, ) */
export declare const total: IonExport<[items: IonInput, rate?: IonInput]>;

/** fn class(from = 1, name) */
export declare const class$: IonExport<[from: IonInput, name: IonInput]>;

/** fn find(query, /, limit = 3, *, exact = "*\\/", **options) */
export declare const find: IonExport<[query: IonInput, limit?: IonInput]>;
`);
    expect(project.read("src/orders.d.ion.ts")).toBe(project.read("dist/orders.d.mts"));
    expect(project.read("dist/empty.d.mts")).toContain('import type { IonProgram } from "ionlang/runtime";');
  });

  test.each(["./orders.ion", "../dist/orders.mjs"])("types %s", async (module) => {
    await project.runToEnd("ion", ["build", "src", "--outdir", "dist", "--dts"]);
    const right = `
      import type { IonFunction, IonOutput } from "ionlang";
      import orders, { class$, find, total } from ${JSON.stringify(module)};
      const value: IonOutput = await total([1, 2]);
      const many: IonOutput[] = [total.sync([1], 2), class$.sync(1, "x"), await find.invoke(["q"], { kwargs: { exact: 1 } })];
      const functions: IonFunction[] = [total, find];
      orders.bind({ total }).requires satisfies readonly string[];
      void [value, many, functions];
    `;
    expect(await typeErrors(right)).toEqual([]);
    const wrong = `import { find, total } from ${JSON.stringify(module)};\ntotal();\nfind.sync(1, 2, 3);\n`;
    expect(await typeErrors(wrong)).toEqual([
      expect.stringContaining("main.ts(2,1): error TS2554: Expected 1-2 arguments, but got 0."),
      expect.stringContaining("main.ts(3,17): error TS2554: Expected 1-2 arguments, but got 3."),
    ]);
  });

  test("with --print or --emit it is a usage error", async () => {
    const { exitCode, stderr } = await project.run("ion", ["build", "src/empty.ion", "--print", "--dts"]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--print and --dts exclude each other")]);
  });
});

/** The acceptance programs of embedding.md that import Ion, with Ion files of the same functions. */
describe("D4: the acceptance programs, unmodified, under strict TypeScript", () => {
  const header = 'import assert from "node:assert/strict";\nimport type { IonError } from "ionlang";\n';
  const greet = { "acceptance/greet.ion": "fn greet(name) { name }\nfn args() { [] }", "acceptance/broken.ion": "1" };
  const pipeline = { "acceptance/pipeline.ion": "fn worker(s) { int(s) / 0 }\nworker(1)" };

  test.each([
    ["A11", greet],
    ["A12", pipeline],
  ])("%s, with the declarations of ion build --dts", async (id, files: Readonly<Record<string, string>>) => {
    project.write(files);
    await project.runToEnd("ion", ["build", ...Object.keys(files), "--outdir", "dist", "--dts"]);
    expect(await typeErrors(`${header}${acceptanceProgram(id)}`, "acceptance/main.ts")).toEqual([]);
    const wrong =
      id === "A11" ? 'import { greet } from "./greet.ion";\ngreet();\n' : 'import p from "./pipeline.ion";\np.abi.x;\n';
    expect(await typeErrors(wrong, "acceptance/main.ts")).toEqual([expect.stringContaining("error TS")]);
  });

  test("A11, with nothing but ionlang/client", async () => {
    const sources = Object.entries(greet).map(([name, text]) => [name.replace("acceptance", "untyped"), text]);
    project.write(Object.fromEntries(sources));
    const code = `/// <reference types="ionlang/client" />\n${header}${acceptanceProgram("A11")}`;
    expect(await typeErrors(code, "untyped/main.ts")).toEqual([]);
  });
});

describe("ionlang/client", () => {
  test("without declarations .ion files cannot be imported, with it they are untyped", async () => {
    project.write({ "src/untyped.ion": "fn f() { 1 }" });
    const use = 'import program, { f } from "./untyped.ion";\nprogram.run();\nf.sync();\n';
    expect(await typeErrors(use)).toEqual([expect.stringContaining("error TS")]);
    expect(await typeErrors(`/// <reference types="ionlang/client" />\n${use}`)).toEqual([]);
  });
});
