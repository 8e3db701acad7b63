/**
 * What a compiled module brings into a bundle (embedding 2.1 D2, D3; 2.11 requirement 5): no compiler, nothing of Node
 * where there is none, and how much it is.
 */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { describe, expect, test } from "vitest";
import { BUILTIN_DOCS, METHOD_DOCS } from "../../runtime/builtins/docs-manifest.ts";
import { BUILTIN_PARAMS, METHOD_NAMES } from "../../runtime/builtins/manifest.ts";
import { STD_MODULE_NAMES, STD_MODULES } from "../../runtime/stdlib/manifest.ts";
import ion from "../../src/integrations/esbuild.ts";
import { ScratchProject } from "../kit/scratch-project.ts";
import { REPOSITORY } from "../kit/source-files.ts";

/** Minified and compressed, in bytes. They grow only with a reason. */
const MOST_BYTES = {
  /** What every compiled module brings into a bundle. */
  core: 41_000,
  /** With all modules of the library: the whole entry `ionlang/runtime`. */
  everything: 68_000,
};

const project = new ScratchProject({
  "app.js": 'import { total } from "./app.ion"; console.log(await total([1, 2]));',
  "app.ion": "fn total(xs) { xs.fold(0, |a, b| a + b) }",
  "words.js": 'import { words } from "./words.ion"; console.log(await words("b a b"));',
  "words.ion": 'fn words(text) { text.split(" ").sort().unique().join("-") }',
  "unknown.js": 'import { f } from "./unknown.ion"; console.log(await f([1]).catch((error) => error.message));',
  "unknown.ion": "fn f(xs) { xs.length() }",
  "pipe.js": 'import { pipe } from "./pipe.ion"; console.log(await pipe(3));',
  "pipe.ion": "fn pipe(n) { let (tx, rx) = channel(1); async { spawn tx.send(range(n)); rx.recv().unwrap().len() } }",
  "log.js": 'import { note } from "./log.ion"; console.log(await note(1));',
  "log.ion": "fn note(x) { log::info(json::encode(x)) }",
  "everything.js": 'export * from "ionlang/runtime";',
  "types.js": 'import { IonError } from "ionlang/runtime"; console.log(1);',
});

async function bundle(entry: string, options: BuildOptions = {}): Promise<{ code: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [project.path(entry)],
    absWorkingDir: project.folder,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "esm",
    plugins: [ion()],
    ...options,
  });
  return { code: outputFiles![0]!.text, metafile: metafile! };
}

/** The files of which something is left in the bundle. */
async function usedFiles(entry: string): Promise<string[]> {
  const { metafile } = await bundle(entry);
  const used = Object.entries(Object.values(metafile.outputs)[0]!.inputs).filter(([, of]) => of.bytesInOutput > 0);
  return used.map(([path]) => path);
}

describe("a bundle of a compiled module", () => {
  test("has the runtime and nothing else of the package", async () => {
    const { metafile } = await bundle("app.js");
    const foreign = Object.keys(metafile.inputs).filter((path) => !/\/dist\/runtime\//.test(path));
    expect(foreign.sort()).toEqual(["app.ion", "app.js"]);
  });

  test("imports nothing of Node for a browser, and the platform of Node for Node", async () => {
    const browser = await bundle("app.js");
    const node = await bundle("app.js", { platform: "node" });
    const importsOf = ({ metafile }: { metafile: Metafile }): string[] =>
      Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(importsOf(browser)).toEqual([]);
    expect(importsOf(node)).toContain("node:fs");
    expect(browser.code).not.toContain("node:");
  });

  test("runs", async () => {
    const { code } = await bundle("app.js");
    project.write({ "dist/app.mjs": code });
    expect(await project.runToEnd("node", ["dist/app.mjs"])).toBe("3\n");
  });

  test("has no texts for people who look something up", async () => {
    const { code } = await bundle("everything.js");
    for (const doc of [METHOD_DOCS.list!.map!, BUILTIN_DOCS.len!, STD_MODULES.json.encode.doc]) {
      expect(code).not.toContain(doc);
    }
  });

  test("what is not used of the runtime is left out", async () => {
    const { code } = await bundle("types.js");
    expect(code).toBe("console.log(1);\n");
  });

  test.each([
    ["core", "app.js"],
    ["everything", "everything.js"],
  ] as const)("D2: %s stays below its limit", async (what, entry) => {
    const { code } = await bundle(entry);
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(MOST_BYTES[what]);
  });

  test.each([
    ["app.js", ["fold"]],
    ["words.js", ["split", "sort", "unique", "join"]],
    ["unknown.js", []],
  ])("of the methods, %s has those that its program mentions", async (entry, expected) => {
    const { code } = await bundle(entry, { minify: false });
    const names = [...METHOD_NAMES].filter((name) => code.includes(`var $${name} = {`));
    expect(names.sort()).toEqual([...expected].sort());
  });

  test.each([
    ["words.js", "a-b"],
    ["unknown.js", "list has no method 'length'"],
    ["pipe.js", "3"],
  ])("%s runs with them alone", async (entry, output) => {
    const { code } = await bundle(entry);
    project.write({ [`dist/${entry}`]: code });
    expect(await project.runToEnd("node", [`dist/${entry}`])).toBe(`${output}\n`);
  });

  test("of the builtins, it has those that programs mention, and what they need", async () => {
    const builtinsOf = async (entry: string): Promise<string[]> => {
      const { code } = await bundle(entry, { minify: false });
      return Object.keys(BUILTIN_PARAMS).filter((name) => new RegExp(`[bB]uiltin\\("${name}", `).test(code));
    };
    expect(await builtinsOf("app.js")).toEqual([]);
    expect(await builtinsOf("pipe.js")).toEqual(["range", "channel"]);
    const hasChannels = async (entry: string): Promise<boolean> => {
      const paths = await usedFiles(entry);
      return paths.some((path) => path.endsWith("/runtime/scheduler/channel.js"));
    };
    expect([await hasChannels("pipe.js"), await hasChannels("app.js")]).toEqual([true, false]);
  });

  test("it has the operations on tasks if its program has tasks", async () => {
    const hasTasks = async (entry: string): Promise<boolean> => {
      const paths = await usedFiles(entry);
      return paths.some((path) => path.endsWith("/runtime/program/task-context.js"));
    };
    expect([await hasTasks("pipe.js"), await hasTasks("app.js")]).toEqual([true, false]);
  });

  test("of the library, it has the modules that programs mention", async () => {
    const paths = await usedFiles("log.js");
    const modules = STD_MODULE_NAMES.filter((name) =>
      paths.some((path) => path.endsWith(`/runtime/stdlib/${name}.js`)),
    );
    expect(modules).toEqual(["json", "log"]);
  });
});

describe("embedding 2.11, requirement 5: the maps of the package", () => {
  const maps = readdirSync(`${REPOSITORY}dist`, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".map"),
  );

  test("the runtime and its standalone copy have some", () => {
    expect(maps).toContain("runtime/index.js.map");
    expect(maps).toContain("runtime/standalone/ion-runtime.mjs.map");
  });

  test("each tells debuggers to ignore all its sources", () => {
    const incomplete = maps.filter((file) => {
      const map = JSON.parse(readFileSync(`${REPOSITORY}dist/${file}`, "utf8"));
      const all = JSON.stringify(map.sources.map((_: unknown, index: number) => index));
      return JSON.stringify(map.ignoreList) !== all || JSON.stringify(map.x_google_ignoreList) !== all;
    });
    expect(incomplete).toEqual([]);
  });
});
