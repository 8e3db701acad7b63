/** `ion build` (embedding 2.12, D36): layout, source maps, stages, and that nothing is written when a file fails. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const base = useTempDir();
let projects = 0;

/** A fresh folder with these files. */
function project(files: Readonly<Record<string, string>>): string {
  const cwd = join(base, `project-${projects++}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function readMap(path: string): { sources: string[]; sourcesContent?: string[]; file?: string; version: number } {
  return JSON.parse(readFileSync(path, "utf8"));
}

const TWO = { "src/main.ion": "fn total(xs) { xs.len() } total([1])", "src/a/b.ion": "1 + 1" };

describe("stdlib 5.7: --log-cap", () => {
  test("leaves out the calls that say more than the level", async () => {
    const cwd = project({ "a.ion": 'log::debug("much"); log::warn("little"); 1' });
    await runCli(["build", "a.ion", "--log-cap", "warn"], { cwd });
    const code = readFileSync(join(cwd, "a.mjs"), "utf8");
    expect(code).toContain("little");
    expect(code).not.toContain("much");
  });
});

describe("embedding 2.12: where ion build writes", () => {
  test("--outdir mirrors the folder, .mjs and .mjs.map", async () => {
    const cwd = project(TWO);
    const { exitCode, stdout, stderr } = await runCli(["build", "src", "--outdir", "dist"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toBe("");
    expect(listFiles(join(cwd, "dist"))).toEqual(["a/b.mjs", "a/b.mjs.map", "main.mjs", "main.mjs.map"]);
    expect(stderr).toMatch(
      /^src\/a\/b\.ion → dist\/a\/b\.mjs \(\d+\.\d kB\)\nsrc\/main\.ion → dist\/main\.mjs \(\d+\.\d kB\)\n$/,
    );
  });

  test("the root is the common folder of the inputs", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/a/b.ion", "src/main.ion", "-o", "out"], { cwd });
    expect(listFiles(join(cwd, "out"))).toEqual(["a/b.mjs", "a/b.mjs.map", "main.mjs", "main.mjs.map"]);
  });

  test("--root names it", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/a/b.ion", "-o", "out", "--root", "."], { cwd });
    expect(listFiles(join(cwd, "out"))).toEqual(["src/a/b.mjs", "src/a/b.mjs.map"]);
  });

  test("an input outside of the root is refused", async () => {
    const cwd = project(TWO);
    const { exitCode, stderr } = await runCli(["build", "src/main.ion", "-o", "out", "--root", "src/a"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("src/main.ion is outside of the root folder src/a");
  });

  test("without --outdir the module goes beside its source", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/a/b.ion"], { cwd });
    expect(listFiles(join(cwd, "src"))).toEqual(["a/b.ion", "a/b.mjs", "a/b.mjs.map", "main.ion"]);
  });

  test("--outfile names the one output, stdin included", async () => {
    const cwd = project(TWO);
    expect((await runCli(["build", "src/main.ion", "--outfile", "x/y.mjs"], { cwd })).exitCode).toBe(0);
    expect((await runCli(["build", "-", "--outfile", "x/z.mjs"], { cwd, input: "1" })).exitCode).toBe(0);
    expect(listFiles(join(cwd, "x"))).toEqual(["y.mjs", "y.mjs.map", "z.mjs", "z.mjs.map"]);
  });

  test("--outfile with several inputs is a usage error", async () => {
    const cwd = project(TWO);
    const { exitCode, stderr } = await runCli(["build", "src", "--outfile", "x.mjs"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("option '--outfile' works with one input, got 2");
  });

  test("a pattern stands for the files that match", async () => {
    const cwd = project({ ...TWO, "src/a/c.txt": "" });
    await runCli(["build", "src/**/*.ion", "-o", "out"], { cwd });
    expect(listFiles(join(cwd, "out"))).toEqual(["a/b.mjs", "a/b.mjs.map", "main.mjs", "main.mjs.map"]);
    const { exitCode, stderr } = await runCli(["build", "src/*.oin"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("ion: no files match src/*.oin\n");
  });

  test("two inputs for one output are refused", async () => {
    const cwd = project({ "a.ion": "1", a: "2" });
    const { exitCode, stderr } = await runCli(["build", "a.ion", "a"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("ion: cannot write a.mjs: both a.ion and a compile to it\n");
  });

  test("an output that cannot be written", async () => {
    const cwd = project({ "a.ion": "1", out: "a file" });
    const { exitCode, stderr } = await runCli(["build", "a.ion", "-o", "out"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("ion: cannot write out/a.mjs: a file of that name is in the way\n");
  });
});

describe("embedding 2.12: a file that fails", () => {
  test("all errors are shown under the user's path, nothing is written, exit 1", async () => {
    const cwd = project({ "src/a.ion": "1", "src/b.ion": "let x = ;", "src/c.ion": "let y = ;" });
    const { exitCode, stderr } = await runCli(["build", "src", "-o", "dist"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("src/b.ion:1:9");
    expect(stderr).toContain("src/c.ion:1:9");
    expect(listFiles(join(cwd, "dist"))).toEqual([]);
  });
});

test("embedding 2.12: warnings are shown, and the module is written", async () => {
  const cwd = project({ "src/a.ion": "var total = 0;\ntotal", "src/b.ion": "1" });
  const { exitCode, stderr } = await runCli(["build", "src", "-o", "dist"], { cwd });
  expect(stderr).toMatch(/^src\/a\.ion:1:1: warning\[parse\]: 'var' is a statement of its own\nsrc\/a\.ion → /);
  expect(exitCode).toBe(0);
  expect(listFiles(join(cwd, "dist"))).toContain("a.mjs");
});

describe("embedding 2.11, 2.12: source maps of ion build", () => {
  test("linked is the default: a map file, its source relative to the map", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src", "-o", "dist"], { cwd });
    expect(readFileSync(join(cwd, "dist/a/b.mjs"), "utf8")).toMatch(/\n\/\/# sourceMappingURL=b\.mjs\.map\n$/);
    expect(readMap(join(cwd, "dist/a/b.mjs.map"))).toMatchObject({
      version: 3,
      file: "b.mjs",
      sources: ["../../src/a/b.ion"],
      sourcesContent: ["1 + 1"],
    });
  });

  test("inline", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/main.ion", "--outfile", "x.mjs", "--sourcemap=inline"], { cwd });
    expect(listFiles(cwd)).toContain("x.mjs");
    expect(listFiles(cwd)).not.toContain("x.mjs.map");
    const [, base64] = /sourceMappingURL=data:application\/json;base64,(\S+)\n$/.exec(
      readFileSync(join(cwd, "x.mjs"), "utf8"),
    )!;
    expect(JSON.parse(Buffer.from(base64!, "base64").toString()).sources).toEqual(["src/main.ion"]);
  });

  test("external: a map that nothing points to", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/main.ion", "--outfile", "x.mjs", "--sourcemap=external"], { cwd });
    expect(existsSync(join(cwd, "x.mjs.map"))).toBe(true);
    expect(readFileSync(join(cwd, "x.mjs"), "utf8")).not.toContain("sourceMappingURL");
  });

  test("--no-sourcemap", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/main.ion", "--outfile", "x.mjs", "--no-sourcemap"], { cwd });
    expect(existsSync(join(cwd, "x.mjs.map"))).toBe(false);
    expect(readFileSync(join(cwd, "x.mjs"), "utf8")).not.toContain("sourceMappingURL");
  });

  test("--no-sources-content", async () => {
    const cwd = project(TWO);
    await runCli(["build", "src/main.ion", "--outfile", "x.mjs", "--no-sources-content"], { cwd });
    expect(readMap(join(cwd, "x.mjs.map")).sourcesContent).toBeUndefined();
  });
});

describe("embedding 2.12: what ion build prints", () => {
  test("-p prints the module and writes nothing", async () => {
    const cwd = project(TWO);
    const { exitCode, stdout } = await runCli(["build", "-p", "src/main.ion"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('from "ionlang/runtime"');
    expect(stdout).not.toContain("sourceMappingURL");
    expect(listFiles(cwd)).toEqual(["src/a/b.ion", "src/main.ion"]);
  });

  test("--runtime rewrites the import of the runtime", async () => {
    const { stdout } = await runCli(["build", "-p", "-", "--runtime", "./ion-runtime.js"], { input: "1" });
    expect(stdout).toContain('from "./ion-runtime.js"');
  });

  test.each([
    ["tokens", /^1:1 Let\n1:5 Ident\("x"\)\n1:7 Eq\n1:9 Int\(1\)\n1:10 Semicolon\n1:11 Eof\n$/],
    ["ast", /"type": "Program"/],
    ["analysis", /never suspends/],
    ["js", /from "ionlang\/runtime"/],
    ["map", /"version":3/],
  ])("--emit %s", async (stage, expected) => {
    const { exitCode, stdout } = await runCli(["build", "--emit", stage, "-"], { input: "let x = 1;" });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(expected);
  });

  test("the output is the same every time", async () => {
    const cwd = project(TWO);
    const first = await runCli(["build", "-p", "src/main.ion"], { cwd });
    const second = await runCli(["build", "-p", "src/main.ion"], { cwd });
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).not.toContain(cwd);
  });
});
