/** The cap on log calls at compile time (stdlib 5.7, embedding 1.8). */
import { describe, expect, test } from "vitest";
import { defineProgram } from "../../runtime/engine/ion-program.ts";
import { ABI_VERSION } from "../../runtime/program/manifest.ts";
import type { LogLevel } from "../../runtime/stdlib/manifest.ts";
import { compileSource, isCompiled } from "../../src/compile.ts";
import { compile } from "../../src/compiler.ts";
import { Engine } from "../../src/index.ts";
import { resolveOptions } from "../../src/options.ts";

/** What a program logs and evaluates when it is compiled with a cap. */
function run(source: string, logCap: LogLevel): unknown[] {
  const seen: unknown[] = [];
  const log = { log: (level: string, message: string) => void seen.push(`${level} ${message}`) };
  const engine = new Engine({ log, logLevel: "trace" }).registerFn("touch", () => void seen.push("touched"));
  const compiled = compileSource(source, resolveOptions({ format: "script", logCap }));
  if (!isCompiled(compiled)) throw new Error("does not compile");
  // biome-ignore lint/security/noGlobalEval: the compiled program of this test.
  const indirectEval = eval;
  const main = indirectEval(compiled.code);
  seen.push(engine.run(defineProgram({ abi: ABI_VERSION, ...compiled.metadata }, main)));
  return seen;
}

describe("logCap", () => {
  test.each([
    ["trace", ["error x", "warn x", "info x", "debug x", "trace x", 1]],
    ["info", ["error x", "warn x", "info x", 1]],
    ["off", [1]],
  ] as const)("%s keeps the levels up to it", (cap, expected) => {
    const calls = ["error", "warn", "info", "debug", "trace"].map((level) => `log::${level}("x");`);
    expect(run(`${calls.join(" ")} 1`, cap)).toEqual(expected);
  });

  test("a capped call is unit, and its arguments are not evaluated", () => {
    expect(run("let v = log::debug(touch(), #{a: touch()}); fn f() { log::trace(touch()) } [v, f()]", "info")).toEqual([
      [undefined, undefined],
    ]);
  });

  test("calls that are not written literally stay, and so do the other functions of the module", () => {
    expect(run('use log::debug; debug("used"); let l = log::debug; l("alias"); log::level()', "off")).toEqual([
      "debug used",
      "debug alias",
      "trace",
    ]);
  });

  test("a `log` of the program's own is not the library's", () => {
    expect(run("let log = #{debug: touch}; log::debug()", "off")).toContain("touched");
  });

  test("compile takes it, and says so when it is no level", () => {
    expect(compile('log::debug("x")', { logCap: "info" }).code).not.toContain("debug");
    expect(() => compile("1", { logCap: "loud" as never })).toThrow(RangeError);
  });
});
