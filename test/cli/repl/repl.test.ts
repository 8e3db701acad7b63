/** `ion repl` (embedding 2.12): in a pseudo-terminal, and from a pipe. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { CLI_MAIN, runCli } from "../../kit/cli.ts";
import { useTempDir } from "../../kit/temp-dir.ts";
import { NO_TERMINAL, Terminal } from "../../kit/terminal.ts";

const cwd = useTempDir();
let home = 0;
const open: Terminal[] = [];

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.kill();
});

/** A session with a home folder of its own, at its first prompt. */
async function startSession(history?: string): Promise<{ terminal: Terminal; historyFile: string }> {
  const HOME = join(cwd, `home-${++home}`);
  mkdirSync(HOME);
  const historyFile = join(HOME, ".ion_history");
  if (history !== undefined) writeFileSync(historyFile, history);
  const terminal = new Terminal(`"${process.execPath}" "${CLI_MAIN}"`, { cwd, env: { HOME } });
  open.push(terminal);
  await terminal.waitFor("ion> ");
  return { terminal, historyFile };
}

/** Types a line and waits for what it shows and the next prompt. */
async function enter(terminal: Terminal, line: string, shown: string, prompt = "ion> "): Promise<void> {
  terminal.type(`${line}\n`);
  await terminal.waitFor(shown);
  await terminal.waitFor(prompt);
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

describe.skipIf(NO_TERMINAL !== null)(`embedding 2.12: the REPL at a terminal ${NO_TERMINAL ?? ""}`, () => {
  test("D37: ion alone starts it; names last; values print, unit does not; Ctrl-D ends it with 0", async () => {
    const { terminal } = await startSession();
    await enter(terminal, "let n = 20", "let n = 20");
    await enter(terminal, "n * 2 + 2", "\n42\n");
    await enter(terminal, '["a", None]', "\n[a, None]\n");
    terminal.type(CTRL_D);
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.text).not.toContain("()");
  }, 60_000);

  test("incomplete input goes on, decided by the parser; a blank line submits", async () => {
    const { terminal } = await startSession();
    await enter(terminal, "fn f(a) {", "fn f(a) {", "...> ");
    await enter(terminal, 'a + "}".len()', "len()", "...> ");
    await enter(terminal, "}", "}");
    await enter(terminal, "f(1)", "\n2\n");
    await enter(terminal, "[1,", "[1,", "...> ");
    await enter(terminal, "", "error[parse]: unexpected token: Eof");
    terminal.type(":quit\n");
    expect(await terminal.exitCode).toBe(0);
  }, 60_000);

  test("an error is shown in red and does not end the session", async () => {
    const { terminal } = await startSession();
    await enter(terminal, "1 / 0", "error[runtime]: division by zero");
    expect(terminal.raw).toContain("\u001b[");
    await enter(terminal, "2 + 3", "\n5\n");
  }, 60_000);

  test("Ctrl-C cancels a waiting and a computing entry, drops a line, and ends at an empty prompt the second time", async () => {
    const { terminal } = await startSession();
    terminal.type('io::println("wai" + "ting"); sleep(3600000)\n');
    await terminal.waitFor("\nwaiting\n");
    terminal.type(CTRL_C);
    await terminal.waitFor("cancelled");
    await terminal.waitFor("ion> ");
    terminal.type('io::println("bu" + "sy"); while true {}\n');
    await terminal.waitFor("\nbusy\n");
    terminal.type(CTRL_C);
    await terminal.waitFor("cancelled");
    await terminal.waitFor("ion> ");
    terminal.type("let dropped");
    await terminal.waitFor("dropped");
    terminal.type(CTRL_C);
    await terminal.waitFor("^C");
    await enter(terminal, "1 + 1", "\n2\n");
    terminal.type(CTRL_C);
    await terminal.waitFor("(Ctrl-C again or Ctrl-D ends)");
    terminal.type(CTRL_C);
    expect(await terminal.exitCode).toBe(0);
  }, 60_000);

  test("Tab completes, and the history lasts from session to session", async () => {
    const { terminal, historyFile } = await startSession('"from " + "before"\n');
    terminal.type("\u001b[A");
    await terminal.waitFor('"from " + "before"');
    await enter(terminal, "", "\nfrom before\n");
    terminal.type("math::sq\t");
    await terminal.waitFor("math::sqrt");
    await enter(terminal, "(16)", "\n4.0\n");
    terminal.type(CTRL_D);
    await terminal.exitCode;
    expect(readFileSync(historyFile, "utf8")).toBe('"from " + "before"\n"from " + "before"\nmath::sqrt(16)\n');
  }, 60_000);
});

describe("embedding 2.12: the REPL from a pipe", () => {
  const session = (input: string) => runCli(["repl"], { cwd, input });

  test("prints values and no prompts", async () => {
    const result = await session('let x = 2\nfn f(n) {\n  n * x\n}\nf(21)\nio::println("out")\n"text"');
    expect(result).toEqual({ exitCode: 0, stdout: "42\nout\ntext\n", stderr: "" });
  });

  test("an error does not stop it, but the exit code tells", async () => {
    const { exitCode, stdout, stderr } = await session("1 / 0\n1 + 1\n");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "2\n" });
    expect(stderr).toContain("--> <repl:1>:1:1");
  });

  test("what is incomplete at the end is an error", async () => {
    const { exitCode, stderr } = await session("[1,\n");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("unexpected token: Eof");
  });

  test("the commands :type, :load, :reset, :vm, :help, :quit", async () => {
    writeFileSync(join(cwd, "lib.ion"), "let loaded = 7;");
    const input = ":type [1]\n:load lib.ion\nloaded\n:vm\n:help math::sqrt\n:reset\n:type 1.5\n:q\n99\n";
    const { exitCode, stdout, stderr } = await session(input);
    expect(stdout).toBe("list\n7\nmath::sqrt(x)  The square root as a float.\nfloat\n");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("a command that is unknown or lacks its argument", async () => {
    const { exitCode, stderr } = await session(":nope\n:load\n:load gone.ion\n");
    expect(stderr).toBe(
      "there is no command ':nope'; the commands are :help, :type, :load, :reset, :quit, :vm\n" +
        "write ':load FILE'\nion: cannot read gone.ion: no such file or directory\n",
    );
    expect(exitCode).toBe(1);
  });
});
