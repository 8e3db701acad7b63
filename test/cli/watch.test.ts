/** `--watch` and the progress of long builds (embedding 2.12); what needs a terminal has one. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { CLI_MAIN, runCli } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";
import { NO_TERMINAL, Terminal } from "../kit/terminal.ts";

const root = useTempDir();
let count = 0;
const open: Terminal[] = [];

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.kill();
});

function project(files: Readonly<Record<string, string>>): string {
  const folder = join(root, `project-${++count}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function start(args: string, cwd: string): Terminal {
  const terminal = new Terminal(`"${process.execPath}" "${CLI_MAIN}" ${args}`, { cwd });
  open.push(terminal);
  return terminal;
}

const CTRL_C = "\u0003";
const CLEAR_SCREEN = "\u001b[2J";

describe.skipIf(NO_TERMINAL !== null)(`embedding 2.12: --watch ${NO_TERMINAL ?? ""}`, () => {
  test("run: again after each change, also after an error; Ctrl-C exits 130", async () => {
    const cwd = project({ "a.ion": 'io::println("first"); os::args()' });
    const terminal = start("run --watch a.ion x", cwd);
    await terminal.waitFor("first\n[x]\nion: waiting for changes of a.ion");
    expect(terminal.raw).not.toContain(CLEAR_SCREEN);
    writeFileSync(join(cwd, "a.ion"), "1 / 0");
    await terminal.waitFor("error[runtime]: division by zero");
    await terminal.waitFor("ion: waiting for changes of a.ion");
    expect(terminal.raw).toContain(CLEAR_SCREEN);
    writeFileSync(join(cwd, "a.ion"), '"third"');
    await terminal.waitFor("third\nion: waiting for changes of a.ion");
    terminal.type(CTRL_C);
    expect(await terminal.exitCode).toBe(130);
  }, 60_000);

  test("run: a change cancels the old run first, even one that never pauses", async () => {
    const cwd = project({ "a.ion": 'io::println("sleeps"); sleep(3600000)' });
    const terminal = start("--watch a.ion", cwd);
    await terminal.waitFor("sleeps");
    writeFileSync(
      join(cwd, "a.ion"),
      'fn f(n) { if n < 2 { n } else { f(n - 1) + f(n - 2) } }\nio::println("computes");\nf(200)',
    );
    await terminal.waitFor("computes");
    writeFileSync(join(cwd, "a.ion"), '"done"');
    await terminal.waitFor("done\nion: waiting");
  }, 60_000);

  test("build: again after a change and for a new file; an error does not end it", async () => {
    const cwd = project({ "a.ion": "1" });
    const terminal = start("build . --outdir dist --watch", cwd);
    await terminal.waitFor("a.ion → dist/a.mjs");
    await terminal.waitFor("ion: waiting for changes of .");
    writeFileSync(join(cwd, "a.ion"), "let x = ;");
    await terminal.waitFor("error[parse]");
    await terminal.waitFor("ion: waiting");
    writeFileSync(join(cwd, "a.ion"), "2");
    await terminal.waitFor("a.ion → dist/a.mjs");
    await terminal.waitFor("ion: waiting");
    writeFileSync(join(cwd, "b.ion"), "3");
    await terminal.waitFor("b.ion → dist/b.mjs");
    expect(existsSync(join(cwd, "dist/b.mjs"))).toBe(true);
    terminal.type(CTRL_C);
    expect(await terminal.exitCode).toBe(130);
  }, 60_000);

  test("check: again after a change, also of a file that was gone", async () => {
    const cwd = project({ "a.ion": "let x = ;" });
    const terminal = start("check --watch a.ion", cwd);
    await terminal.waitFor("a.ion:1:9");
    await terminal.waitFor("ion: waiting");
    rmSync(join(cwd, "a.ion"));
    await terminal.waitFor("cannot read a.ion");
    await terminal.waitFor("ion: waiting");
    writeFileSync(join(cwd, "a.ion"), "let y = ;");
    await terminal.waitFor("a.ion:1:9");
  }, 60_000);
});

describe("embedding 2.12: the progress of a build", () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}.ion`, `${index}`]));

  test.skipIf(NO_TERMINAL !== null)(
    `a terminal sees files done / total ${NO_TERMINAL ?? ""}`,
    async () => {
      const terminal = start("build . --outdir dist", project(files));
      expect(await terminal.exitCode).toBe(0);
      expect(terminal.text).toContain("compiling 1/12compiling 2/12");
      expect(terminal.raw).toContain("compiling 12/12\r\u001b[K");
    },
    60_000,
  );

  test("a pipe sees nothing of it", async () => {
    const { stderr } = await runCli(["build", ".", "--outdir", "dist"], { cwd: project(files) });
    expect(stderr).not.toContain("compiling");
    expect(stderr.trim().split("\n")).toHaveLength(12);
  });
});
