/** The command line itself (embedding 2.12, D34, D35): help, version, and wrong usage with exit code 2. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../src/cli/command-line.ts";
import { UsageError } from "../../src/cli/failure.ts";
import { isVerb, OPTIONS, USAGE } from "../../src/cli/options.ts";
import { VERSION } from "../../src/version.ts";
import { runCli } from "../kit/cli.ts";
import { REPOSITORY } from "../kit/source-files.ts";

/** The usage of the verb, and where there is more. */
function usageOf(verb: string): string {
  const isOther = isVerb(verb) && verb !== "run";
  return isOther ? `${USAGE[verb]} (see 'ion ${verb} --help')` : `${USAGE.run} (see 'ion --help')`;
}

describe("D35: wrong usage exits 2 with a message on stderr", () => {
  test.each([
    [["--nope"], "unknown option '--nope'"],
    [["--max-dept=5", "-e", "1"], "unknown option '--max-dept', did you mean '--max-depth'?"],
    [["build", "--oudir", "x", "a.ion"], "unknown option '--oudir', did you mean '--outdir'?"],
    [["--max-depth", "-5", "-e", "1"], "option '--max-depth' argument is ambiguous"],
    [["run"], "ion run needs a file, or '-' for stdin"],
    [["build"], "ion build needs a file or a folder"],
    [["check"], "ion check needs a file, a folder, or '-' for stdin"],
    [["fmt"], "fmt is not available"],
    [["repl", "x.ion"], "ion repl takes no file; ':load FILE' in the session runs one"],
    [["--check"], "ion --check needs a file, or '-' for stdin"],
    [["run", "--outdir", "x", "a.ion"], "unknown option '--outdir'"],
    [["--max-depth", "many", "-e", "1"], "option '--max-depth' expects a whole number from 1, got 'many'"],
    [["--max-depth=0", "-e", "1"], "option '--max-depth' expects a whole number from 1, got '0'"],
    [["--log", "loud", "-e", "1"], "option '--log' expects one of off, error, warn, info, debug, trace, got 'loud'"],
    [
      ["build", "--sourcemap=both", "a.ion"],
      "option '--sourcemap' expects one of linked, inline, external, got 'both'",
    ],
    [["build", "--emit", "wasm", "a.ion"], "option '--emit' expects one of tokens, ast, analysis, js, map, got 'wasm'"],
    [["build", "-p", "--outdir", "x", "a.ion"], "--print and --outdir exclude each other"],
    [["--watch", "-e", "1"], "--watch needs a file"],
    [["--watch", "-"], "--watch needs a file"],
    [["build", "--watch", "-"], "--watch needs files"],
    [["check", "--watch", "-"], "--watch needs files"],
    [["build", "--watch", "--print", "a.ion"], "--print and --watch exclude each other"],
    [["--inspect=here", "-e", "1"], "expected PORT or HOST:PORT, got 'here'"],
    [["--inspect=70000", "-e", "1"], "expected PORT or HOST:PORT, got '70000'"],
    [
      ["build", "--log-cap", "loud", "a.ion"],
      "option '--log-cap' expects one of off, error, warn, info, debug, trace, got 'loud'",
    ],
  ])("ion %j", async (args, message) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect(stderr).toBe(`ion: ${message}\nUsage: ${usageOf(args[0]!)}\n`);
    expect(stdout).toBe("");
    expect(exitCode).toBe(2);
  });

  test("a value that is missing", async () => {
    const { exitCode, stderr } = await runCli(["-e"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^ion: option '-e, --eval <value>' argument missing\n/);
  });
});

describe("help and version", () => {
  test.each([["--help"], ["-h"]])("ion %s names every option on stdout", async (flag) => {
    const { exitCode, stdout, stderr } = await runCli([flag]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    for (const { name } of OPTIONS) expect(stdout).toMatch(new RegExp(`--${name}[ [\\n]`));
  });

  test("the help of a verb has its own options only", async () => {
    const { stdout } = await runCli(["build", "--help"]);
    expect(stdout).toMatch(/^Usage: ion build /);
    expect(stdout).toContain("--outdir");
    expect(stdout).not.toContain("--max-depth");
  });

  test.each([["--version"], ["-v"]])("ion %s", async (flag) => {
    expect(await runCli([flag])).toEqual({ exitCode: 0, stdout: `ion ${VERSION}\n`, stderr: "" });
  });

  test("the version is the package's", () => {
    const manifest: { readonly version: string } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8"));
    expect(VERSION).toBe(manifest.version);
  });
});

describe("D34: verbs and operands", () => {
  test("a word that is a verb is the verb, also after options", () => {
    expect(parseCommandLine(["build", "a.ion"]).verb).toBe("build");
    expect(parseCommandLine(["--no-color", "check", "a.ion"])).toMatchObject({ verb: "check", operands: ["a.ion"] });
  });

  test("`./build` and `-- build` are files", () => {
    expect(parseCommandLine(["./build"])).toMatchObject({ verb: "run", operands: ["./build"] });
    expect(parseCommandLine(["--", "build"])).toMatchObject({ verb: "run", operands: ["build"] });
  });

  test("options of build may follow its operands", () => {
    const { options, operands } = parseCommandLine(["build", "a.ion", "-o", "dist", "b.ion"]);
    expect(options.value("outdir")).toBe("dist");
    expect(operands).toEqual(["a.ion", "b.ion"]);
  });

  test("--sourcemap alone is linked and takes no operand", () => {
    const { options, operands } = parseCommandLine(["build", "--sourcemap", "a.ion"]);
    expect(options.value("sourcemap")).toBe("linked");
    expect(operands).toEqual(["a.ion"]);
  });

  test("an option after the script belongs to the script", () => {
    expect(parseCommandLine(["a.ion", "--nope"]).operands).toEqual(["a.ion", "--nope"]);
    expect(() => parseCommandLine(["--nope", "a.ion"])).toThrow(UsageError);
  });
});
