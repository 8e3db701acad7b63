/** `ion run` (embedding 2.12): what a script prints, its arguments, exit codes, signals. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLI_MAIN, runCli } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const cwd = useTempDir();

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(cwd, name), content);
  return name;
}

describe("embedding 2.12: ion run", () => {
  test("everything after the script goes to os::args(), dashes included", async () => {
    const file = write("a.ion", "os::args()");
    const result = await runCli([file, "x", "--y", "-e", "--", "--help"], { cwd });
    expect(result).toEqual({ exitCode: 0, stdout: "[x, --y, -e, --, --help]\n", stderr: "" });
  });

  test("`ion run FILE` is `ion FILE`", async () => {
    const file = write("verb.ion", "os::args()");
    expect((await runCli(["run", file, "run"], { cwd })).stdout).toBe("[run]\n");
  });

  test("the final value is printed in Display form", async () => {
    expect((await runCli(["-e", '["a", Some(1.0), None]'])).stdout).toBe("[a, Some(1.0), None]\n");
  });

  test("a final unit is not printed", async () => {
    expect((await runCli(["-e", "let x = 1;"])).stdout).toBe("");
  });

  test("--no-print leaves out the value, not the output", async () => {
    expect((await runCli(["--no-print", "-e", 'io::println("out"); 5'])).stdout).toBe("out\n");
  });

  test("-e CODE passes the operands as arguments, verbs included", async () => {
    expect((await runCli(["-e", "os::args()", "build", "--x"])).stdout).toBe("[build, --x]\n");
  });

  test("print and eprintln go to stdout and stderr", async () => {
    const result = await runCli(["-e", 'io::print("o"); io::eprintln("e")']);
    expect(result).toEqual({ exitCode: 0, stdout: "o", stderr: "e\n" });
  });

  test("`-` reads the program from stdin", async () => {
    expect((await runCli(["-", "x"], { input: "os::args()" })).stdout).toBe("[x]\n");
  });

  test("D37: without arguments a piped stdin is the program", async () => {
    expect(await runCli([], { input: "1+2" })).toEqual({ exitCode: 0, stdout: "3\n", stderr: "" });
  });

  test("the top level may wait", async () => {
    expect((await runCli(["-e", "sleep(1); async { let t = spawn sleep(1); t.await; 7 }"])).stdout).toBe("7\n");
  });

  test("a final Err(…) or None exits 0", async () => {
    expect(await runCli(["-e", 'Err("bad")'])).toEqual({ exitCode: 0, stdout: "Err(bad)\n", stderr: "" });
    expect((await runCli(["-e", "None"])).exitCode).toBe(0);
  });

  test("a #! line is blanked and counts as a line", async () => {
    const file = write("shebang.ion", "#!/usr/bin/env ion\n1 / 0");
    const { exitCode, stderr } = await runCli([file], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("shebang.ion:2:1");
  });

  test("a byte order mark is no part of the program", async () => {
    const file = write("bom.ion", "\uFEFF1 + 1");
    expect((await runCli([file], { cwd })).stdout).toBe("2\n");
  });

  test("an empty file is a program without a value", async () => {
    const file = write("empty.ion", "");
    expect(await runCli([file], { cwd })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("--max-depth limits nested calls", async () => {
    const code = "fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } }";
    expect((await runCli(["--max-depth", "50", "-e", `${code} f(49)`])).stdout).toBe("49\n");
    const { exitCode, stderr } = await runCli(["--max-depth=50", "-e", `${code} f(50)`]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("maximum call depth exceeded");
  });

  test("--log sets the level", async () => {
    const code = 'log::debug("seen")';
    expect((await runCli(["--log", "debug", "-e", code])).stderr).toContain("seen");
    expect((await runCli(["--log", "warn", "-e", code])).stderr).toBe("");
  });

  test("--vm is accepted and ignored", async () => {
    expect((await runCli(["--vm", "-e", "1"])).stdout).toBe("1\n");
  });
});

describe("embedding 2.12: a script that fails", () => {
  test("a runtime error is shown with its excerpt on stderr, exit 1", async () => {
    const { exitCode, stdout, stderr } = await runCli(["-"], { input: "let a = 1 / 0;" });
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("error[runtime]: division by zero\n");
    expect(stderr).toContain("<stdin>:1:9");
    expect(stderr).toMatch(/1 \| let a = 1 \/ 0;\n +\| {9}\^\n/);
  });

  test("every parse error is shown", async () => {
    const { exitCode, stderr } = await runCli(["-e", "let x = ;\nlet y = ;"]);
    expect(exitCode).toBe(1);
    expect(stderr.match(/error\[parse\]/g)).toHaveLength(2);
  });

  test("colors are off without a terminal, and on with --color", async () => {
    const escape = "\u001b[";
    expect((await runCli(["-e", "1 / 0"])).stderr).not.toContain(escape);
    expect((await runCli(["--color", "-e", "1 / 0"])).stderr).toContain(escape);
    expect((await runCli(["-e", "1 / 0"], { env: { FORCE_COLOR: "1" } })).stderr).toContain(escape);
    expect((await runCli(["--no-color", "-e", "1 / 0"], { env: { FORCE_COLOR: "1" } })).stderr).not.toContain(escape);
  });

  test.each([
    ["missing.ion", "no such file or directory"],
    ["folder", "it is a directory"],
    ["binary.ion", "it is not text (it has a NUL byte)"],
    ["latin1.ion", "it is not valid UTF-8"],
  ])("a file that cannot be read: %j", async (name, reason) => {
    mkdirSync(join(cwd, "folder"), { recursive: true });
    write("binary.ion", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]));
    write("latin1.ion", new Uint8Array([0x22, 0xe9, 0x22]));
    expect(await runCli([name], { cwd })).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `ion: cannot read ${name}: ${reason}\n`,
    });
  });

  test.each([
    ['"abc', "unterminated string"],
    ['"""abc', "unterminated triple-quoted string"],
    ['f"{1', "unterminated string"],
    ['b"abc', "unterminated byte string"],
    ["fn f() {", "expected RBrace, found Eof"],
    ["[1, 2", "Eof"],
    ["#{a: 1", "Eof"],
    ["(1 +", "unexpected token: Eof"],
    ["match 1 {", "Eof"],
  ])("what is never closed is a clear error: %s", async (code, message) => {
    const { exitCode, stderr } = await runCli(["-e", code]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at .*\.js:/m);
  });

  test("deep nesting is an error or a value, never a JavaScript stack trace", async () => {
    const { stderr } = await runCli(["-"], { input: `${"(".repeat(100_000)}1${")".repeat(100_000)}` });
    expect(stderr).not.toMatch(/RangeError|internal error|\.js:/);
  });

  test("endless recursion is Ion's error", async () => {
    const { exitCode, stderr } = await runCli(["-e", "fn f(n) { 1 + f(n) } f(1)"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("maximum call depth exceeded");
  });

  test("a file of 10 MB runs", { timeout: 60_000 }, async () => {
    const file = write("big.ion", `let text = "${"x".repeat(10_000_000)}";\ntext.len()`);
    expect((await runCli([file], { cwd })).stdout).toBe("10000000\n");
  });
});

describe("embedding 2.12: output that fails", () => {
  test("a reader that goes away ends the program quietly", async () => {
    const { exitCode, stderr } = await runCli(["-e", "for i in 0..1000000 { io::println(i); }"], {
      onOutput: (_text, child) => child.stdout!.destroy(),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  test.runIf(existsSync("/dev/full"))("a full device is an error", () => {
    const result = spawnSync("sh", ["-c", `"${process.execPath}" "${CLI_MAIN}" -e 1 > /dev/full`], {
      encoding: "utf8",
    });
    expect(result.stderr).toBe("ion: cannot write <stdout>: no space left on the device\n");
    expect(result.status).toBe(1);
  });
});

describe("embedding 2.12: signals", () => {
  const waiting = 'io::println("ready"); try { sleep(3600000) } catch e { io::println("caught") }';

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s cancels the program, exit %i", async (signal, exitCode) => {
    const result = await runCli(["-e", waiting], { onOutput: (_text, child) => child.kill(signal) });
    expect(result).toEqual({ exitCode, stdout: "ready\n", stderr: "" });
  });

  test("a computing loop can be interrupted", async () => {
    const code = 'io::println("ready"); while true {}';
    const result = await runCli(["-e", code], { onOutput: (_text, child) => child.kill("SIGINT") });
    expect(result.exitCode).toBe(130);
  });
});
