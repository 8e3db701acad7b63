/** `ionlang/vite`, `ionlang/rollup` and `ionlang/esbuild` (embedding 2.10): real builds of examples/bundlers, and runs. */
import { type Plugin as EsbuildPlugin, build as esbuild } from "esbuild";
import { type Plugin as RollupPlugin, rollup } from "rollup";
import type { Plugin as VitePlugin } from "vite";
import { beforeAll, describe, expect, test } from "vitest";
import ionEsbuild from "../../src/integrations/esbuild.ts";
import ionRollup, { type PluginOptions } from "../../src/integrations/rollup.ts";
import ionVite from "../../src/integrations/vite.ts";
import { ScratchProject } from "../kit/scratch-project.ts";
import { originalPlaceOf } from "../kit/source-map-of.ts";

const EXPECTED = "total 12\naverage 3\nsrc/prices.ion:13 division by zero\n";

const project = new ScratchProject({}, ["vite", "rollup", "esbuild"]);
beforeAll(() => project.copy("examples/bundlers"));

describe("the example project", () => {
  test("rollup, the runtime left outside", async () => {
    await project.runToEnd("rollup", ["-c", "--silent"]);
    expect(await project.runToEnd("node", ["dist/rollup/main.js"])).toBe(EXPECTED);
    expect(project.read("dist/rollup/main.js")).toContain("from 'ionlang/runtime'");
  });

  test("esbuild, everything in one file", async () => {
    await project.runToEnd("node", ["esbuild.config.js"]);
    expect(await project.runToEnd("node", ["dist/esbuild/main.js"])).toBe(EXPECTED);
    expect(project.read("dist/esbuild/main.js")).not.toMatch(/from\s*"ionlang/);
  });

  test("vite, as a page and for a server", { timeout: 60_000 }, async () => {
    await project.runToEnd("vite", ["build", "--logLevel=warn"]);
    expect(project.read("dist/vite/index.html")).toMatch(/<script type="module".* src="\/assets\/index-.*\.js">/);
    await project.runToEnd("vite", ["build", "--logLevel=warn", "--ssr=src/main.js", "--outDir=dist/ssr"]);
    expect(await project.runToEnd("node", ["dist/ssr/main.js"])).toBe(EXPECTED);
  });

  test.each(["rollup", "esbuild"])("%s: the map of the bundle leads to the .ion file", async (bundler) => {
    const [code, map] = [`dist/${bundler}/main.js`, `dist/${bundler}/main.js.map`].map((name) => project.read(name));
    const place = await originalPlaceOf(".divide(", code!, map!);
    expect(place).toMatchObject({ source: "../../src/prices.ion", line: 13 });
    expect(JSON.parse(map!).sourcesContent[JSON.parse(map!).sources.indexOf(place.source)]).toContain("fn average");
  });
});

async function rollupOf(files: Readonly<Record<string, string>>, options?: PluginOptions): Promise<string> {
  project.write(files);
  const bundle = await rollup({
    input: project.path(Object.keys(files)[0]!),
    external: /^ionlang/,
    plugins: [ionRollup(options) satisfies RollupPlugin],
  });
  const { output } = await bundle.generate({ format: "es" });
  return output[0].code;
}

const BROKEN = {
  "broken.js": 'import "./broken.ion";',
  "broken.ion": '// é\nlet text = "é"; let x = ;\nlet y = 1\nlet z = 2;',
};

describe("rollup and vite", () => {
  test("an error has id, loc and frame", async () => {
    const error = await rollupOf(BROKEN).catch((error) => error);
    const file = project.path("broken.ion");
    expect(error).toMatchObject({
      plugin: "ion",
      hook: "transform",
      id: file,
      loc: { file, line: 2, column: 24 },
      message: expect.stringContaining("unexpected token: Semicolon"),
      frame: expect.stringMatching(
        /^ {3}\|\n 2 \| let text = "é"; let x = ;\n {3}\| {25}\^\n help: a value is missing/,
      ),
    });
  });

  test("?raw and ?url are left to the bundler", () => {
    const { transform } = ionRollup();
    const context = { error: () => expect.unreachable() };
    const path = project.path("a.ion");
    for (const query of ["?raw", "?url", "?v=1&raw", "?raw=1"]) {
      expect(transform.call(context, "1", path + query)).toBeNull();
    }
    for (const query of ["", "?v=1", "?t=12&import"]) {
      expect(transform.call(context, "1", path + query)?.code).toContain("$program");
    }
  });

  test("other files and virtual modules are left alone", () => {
    const { transform } = ionRollup();
    const context = { error: () => expect.unreachable() };
    for (const id of ["/x/a.js", "/x/a.ion.js", "\0virtual.ion", "/x/a.js?b.ion"]) {
      expect(transform.call(context, "1", id)).toBeNull();
    }
  });

  test("include and exclude take expressions and globs", () => {
    const context = { error: () => expect.unreachable() };
    const isTaken = (options: PluginOptions, id: string): boolean =>
      ionRollup(options).transform.call(context, "1", `${process.cwd()}/${id}`) !== null;
    expect(isTaken({ exclude: "src/old/**" }, "src/old/a.ion")).toBe(false);
    expect(isTaken({ exclude: "src/old/**" }, "src/new/a.ion")).toBe(true);
    expect(isTaken({ include: ["lib/*.ion", /\/special\//g] }, "src/a.ion")).toBe(false);
    expect(isTaken({ include: ["lib/*.ion", /\/special\//g] }, "lib/a.ion")).toBe(true);
    expect(isTaken({ include: [`${process.cwd()}/lib/*.script`] }, "lib/a.script")).toBe(true);
    expect(isTaken({ include: /\.ion$/, exclude: [/special/] }, "special/a.ion")).toBe(false);
  });

  test("a `#!` line is blanked; runtime says what the module imports; no absolute path gets in", async () => {
    const files = { "bang.js": 'export * from "./bang.ion";', "bang.ion": "#!/usr/bin/env ion\nfn f() { 1 }" };
    const code = await rollupOf(files, { runtime: "ionlang/runtime?mine" });
    expect(code).toContain("from 'ionlang/runtime?mine'");
    expect(code).not.toContain("import.meta");
  });

  test("what nobody imports is left out", async () => {
    const one = await rollupOf({
      "shake.js": 'import { used } from "./used.ion"; import "./unused.ion"; console.log(used);',
      "used.ion": "fn used() { 1 } fn other() { 2 }",
      "unused.ion": 'fn forgotten() { "forgotten" }',
    });
    expect(one).toContain('$p.function("used")');
    expect(one).not.toContain('$p.function("other")');
    expect(one).not.toContain("forgotten");
    const none = await rollupOf({ "none.js": 'import { used } from "./used.ion"; console.log(1);' });
    expect(none.replace("import 'ionlang/runtime';", "").trim()).toBe("console.log(1);");
  });
});

describe("vite", () => {
  test("the plugin is Rollup's, and one of Vite's", () => {
    expect((ionVite satisfies () => VitePlugin) === ionRollup).toBe(true);
  });

  test("?raw gives the text, ?url the address", { timeout: 60_000 }, async () => {
    project.write({
      "queries.js": `
        import { f } from "./query.ion";
        import text from "./query.ion?raw";
        import url from "./query.ion?url";
        console.log(await f(), text, url.slice(0, 9));
      `,
      "query.ion": "fn f() { 42 }",
    });
    const output = "--outDir=dist/queries";
    await project.runToEnd("vite", ["build", "--logLevel=warn", "--ssr=queries.js", output]);
    expect(await project.runToEnd("node", ["dist/queries/queries.js"])).toMatch(
      /^42 fn f\(\) \{ 42 \} (data:|\/assets\/)/,
    );
  });

  test("an error names file, line and column, with the excerpt", { timeout: 60_000 }, async () => {
    project.write(BROKEN);
    const { exitCode, stderr } = await project.run("vite", ["build", "--ssr=broken.js", "--outDir=dist/broken"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("unexpected token: Semicolon");
    expect(stderr).toContain("broken.ion:2:24");
    expect(stderr).toContain(' 2 | let text = "é"; let x = ;');
  });
});

describe("esbuild", () => {
  const build = (entry: string, options: PluginOptions = {}) =>
    esbuild({
      entryPoints: [project.path(entry)],
      absWorkingDir: project.folder,
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent",
      external: ["ionlang/runtime"],
      plugins: [ionEsbuild(options) satisfies EsbuildPlugin],
    });

  test("every error has its location, in bytes, and its hint", async () => {
    project.write(BROKEN);
    const { errors } = (await build("broken.js").catch((error) => error)) as Awaited<ReturnType<typeof build>>;
    expect(errors.map(({ text, location, notes }) => [text, location, notes[0]?.text])).toMatchObject([
      ["unexpected token: Semicolon", { line: 2, column: 25, length: 1 }, "a value is missing before this `;`"],
      ["expected Semicolon, found Let", { line: 4, column: 0, length: 3 }, "this statement needs a `;`"],
    ]);
    expect(errors[0]!.location).toMatchObject({ lineText: 'let text = "é"; let x = ;' });
    expect(errors[0]!.location!.file).toMatch(/broken\.ion$/);
  });

  test("?raw is left alone", async () => {
    project.write({ "raw.js": 'import "./query.ion?raw";', "query.ion": "1" });
    const { errors } = (await build("raw.js").catch((error) => error)) as Awaited<ReturnType<typeof build>>;
    expect(errors[0]!.text).toContain("No loader is configured");
  });

  test("a script for older pages has no import.meta, and no warning about it", async () => {
    project.write({
      "iife.js": 'import { f } from "./query.ion"; f().then(console.log);',
      "query.ion": "fn f() { 42 }",
    });
    const { warnings, outputFiles } = await esbuild({
      entryPoints: [project.path("iife.js")],
      absWorkingDir: project.folder,
      bundle: true,
      write: false,
      format: "iife",
      logLevel: "silent",
      plugins: [ionEsbuild()],
    });
    // The runtime is silent where it is installed: esbuild shows no warnings about node_modules.
    expect(warnings.filter(({ location }) => location?.file.endsWith(".ion"))).toEqual([]);
    project.write({ "dist/iife.cjs": outputFiles[0]!.text });
    expect(await project.runToEnd("node", ["dist/iife.cjs"])).toBe("42\n");
  });

  test("two builds give the same bytes", async () => {
    const first = await build("src/main.js");
    const second = await build("src/main.js");
    expect(second.outputFiles[0]!.text).toBe(first.outputFiles[0]!.text);
    expect(first.outputFiles[0]!.text).not.toContain(project.folder);
  });
});
