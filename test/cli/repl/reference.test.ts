/** What `:help NAME` tells in a REPL (embedding 2.12). */
import { describe, expect, test } from "vitest";
import { ParsedOptions } from "../../../src/cli/command-line.ts";
import { KEYWORD_HELP } from "../../../src/cli/repl/keyword-help.ts";
import { describeName } from "../../../src/cli/repl/reference.ts";
import { Session } from "../../../src/cli/repl/session.ts";
import { KEYWORDS } from "../../../src/syntax/token.ts";

const session = new Session(new ParsedOptions({}));
session.engine.eval("let total = 1;");
const help = (name: string) => describeName(name, session);

describe("embedding 2.12: :help NAME", () => {
  test.each([
    ["len", /^len\(x\) {2}\S/],
    ["sleep", /^sleep\(ms\) {2}\S/],
    ["math", /^module math\n {2}math::PI +\S/],
    ["math::sqrt", /^math::sqrt\(x\) {2}The square root/],
    ["sqrt", /^math::sqrt\(x\) {2}The square root/],
    ["list", /^methods of list\n {2}\.len\(\) +\S/],
    ["sort_by", /^list\.sort_by\(f\) {2}.*\nrange\.sort_by\(f\)/],
    ["dict.keys", /^dict\.keys\(\) {2}\S[^\n]*$/],
    ["AsyncTask", /^methods of AsyncTask\n/],
    ["match", /^match {2}chooses by pattern/],
    ["total", /^total is a name of this session, of type int$/],
  ])("%s", (name, text) => {
    expect(help(name)).toMatch(text);
  });

  test("an unknown name is compared with the known ones", () => {
    expect(help("lenn")).toBe("nothing is known about 'lenn'; did you mean 'len'?");
    expect(help("math::sqr")).toBe("nothing is known about 'math::sqr'; did you mean 'math::sqrt'?");
    expect(help("xyzzy_plugh")).toBe("nothing is known about 'xyzzy_plugh'");
  });

  test("every keyword has a line", () => {
    expect([...KEYWORD_HELP.keys()].sort()).toEqual([...KEYWORDS.keys()].sort());
  });
});
