/** What Tab offers in a REPL (embedding 2.12). */
import { describe, expect, test } from "vitest";
import { ParsedOptions } from "../../../src/cli/command-line.ts";
import { completeLine } from "../../../src/cli/repl/completion.ts";
import { Session } from "../../../src/cli/repl/session.ts";

const session = new Session(new ParsedOptions({}));
session.engine.eval('let total = 1; let names = ["a"]; fn tally(x) { x }');

describe("embedding 2.12: Tab completes", () => {
  test("globals of the session, builtins, modules and keywords", () => {
    expect(completeLine("let x = ta", session)).toEqual([["tally"], "ta"]);
    expect(completeLine("t", session)[0]).toEqual(["tally", "timeout", "total", "true", "try", "type_of"]);
    expect(completeLine("ma", session)[0]).toEqual(["match", "math"]);
  });

  test("the members of a module", () => {
    expect(completeLine("1 + math::sq", session)).toEqual([["sqrt"], "sq"]);
    expect(completeLine("nothing::", session)[0]).toEqual([]);
  });

  test("the methods of a literal or of what a name is bound to", () => {
    expect(completeLine('"a".ch', session)[0]).toEqual(["char_len", "chars"]);
    expect(completeLine('"a".', session)[0]).not.toContain("map");
    expect(completeLine("names.so", session)[0]).toEqual(["sort", "sort_by"]);
    expect(completeLine("[1].fo", session)[0]).toEqual(["fold"]);
  });

  test("all methods where the type is not known, none behind a number", () => {
    expect(completeLine("f(x).is_n", session)[0]).toEqual(["is_none"]);
    expect(completeLine("1.", session)[0]).toEqual([]);
  });

  test("the commands", () => {
    expect(completeLine(":r", session)).toEqual([[":reset"], ":r"]);
  });
});
