/** `ion check` and the compatible `ion --check` (embedding 2.12, 1.12). */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const cwd = useTempDir();
mkdirSync(join(cwd, "src/deep"), { recursive: true });
mkdirSync(join(cwd, "src/node_modules"), { recursive: true });
writeFileSync(join(cwd, "src/good.ion"), "let x = 1; x");
writeFileSync(join(cwd, "src/bad.ion"), "let x = ;\nlet y = 1\nlet z = 3;");
writeFileSync(join(cwd, "src/deep/lexical.ion"), 'let x = "abc');
writeFileSync(join(cwd, "src/node_modules/other.ion"), "let");
writeFileSync(join(cwd, "src/notes.txt"), "not Ion");

const BAD_LINES = [
  `${join("src", "bad.ion")}:1:9: error[parse]: unexpected token: Semicolon`,
  `${join("src", "bad.ion")}:3:1: error[parse]: expected Semicolon, found Let`,
];
const LEXICAL_LINE = `${join("src", "deep", "lexical.ion")}:1:9: error[lex]: unterminated string`;

describe("embedding 2.12: ion check", () => {
  test("a correct file: silence and exit 0", async () => {
    expect(await runCli(["check", "src/good.ion"], { cwd })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("one line per error, all errors, then a count; exit 1", async () => {
    const { exitCode, stderr } = await runCli(["check", join("src", "bad.ion")], { cwd });
    expect(stderr).toBe(`${BAD_LINES.join("\n")}\n2 errors\n`);
    expect(exitCode).toBe(1);
  });

  test("a folder stands for the .ion files below it", async () => {
    const { stderr } = await runCli(["check", "src"], { cwd });
    expect(stderr).toBe(`${[...BAD_LINES, LEXICAL_LINE].join("\n")}\n3 errors\n`);
  });

  test("stdin is named <stdin>", async () => {
    const { exitCode, stderr } = await runCli(["check", "-"], { input: "1 +" });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("<stdin>:1:4: error[parse]: unexpected token: Eof\n1 error\n");
  });

  test("rules that hold before a program runs are checked too", async () => {
    const { stderr } = await runCli(["check", "-"], { input: "break;" });
    expect(stderr).toBe("<stdin>:1:1: error[runtime]: break outside of loop\n1 error\n");
  });

  test("a warning is shown and counted, and the check succeeds", async () => {
    const { exitCode, stderr } = await runCli(["check", "-"], { input: "var total = 0;\ntotal" });
    expect(stderr).toBe("<stdin>:1:1: warning[parse]: 'var' is a statement of its own\n0 errors, 1 warning\n");
    expect(exitCode).toBe(0);
  });

  test("--json prints one array on stdout", async () => {
    const { exitCode, stdout, stderr } = await runCli(["check", "--json", join("src", "bad.ion"), "src/good.ion"], {
      cwd,
    });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject([
      {
        file: join("src", "bad.ion"),
        severity: "error",
        kind: "parse",
        line: 1,
        column: 9,
        message: "unexpected token: Semicolon",
      },
      { file: join("src", "bad.ion"), line: 3, column: 1 },
    ]);
    expect((await runCli(["check", "--json", "src/good.ion"], { cwd })).stdout).toBe("[]\n");
  });

  test("a file that cannot be read does not hide the others", async () => {
    const { exitCode, stderr } = await runCli(["check", "gone.ion", join("src", "bad.ion")], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`ion: cannot read gone.ion: no such file or directory\n${BAD_LINES.join("\n")}\n2 errors\n`);
  });

  test("a folder without programs is an error", async () => {
    mkdirSync(join(cwd, "none"), { recursive: true });
    const { exitCode, stderr } = await runCli(["check", "none"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("ion: no .ion files in none\n");
  });
});

describe("embedding 1.12: ion --check keeps the reference's line shape", () => {
  test("silent on success", async () => {
    expect(await runCli(["--check", "src/good.ion"], { cwd })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  test("LABEL: ParseError at L:C: message", async () => {
    const { exitCode, stderr } = await runCli(["--check", "-"], { input: "let x = ;" });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("<stdin>: ParseError at 1:9: unexpected token: Semicolon\n");
  });

  test("LABEL: lex error: …", async () => {
    const { stderr } = await runCli(["--check", "-"], { input: "$" });
    expect(stderr).toBe("<stdin>: lex error: LexError at 1:1: unexpected character: $\n");
  });
});
