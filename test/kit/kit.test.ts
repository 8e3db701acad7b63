/** The readers of fixtures and documents: a mistake here would let other tests pass for the wrong reason. */
import { describe, expect, test } from "vitest";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import { parseExpectation, readConformanceAreas, renderResult } from "./conformance-cases.ts";
import { readExamples, renderOutcome } from "./examples.ts";
import { readFences } from "./markdown.ts";
import { quotedDisplay } from "./quoted-display.ts";

describe("conformance cases", () => {
  test("all of them are found", () => {
    if (process.env.FILTER) return;
    expect([...readConformanceAreas().values()].flat()).toHaveLength(782);
  });

  test("trailing ## lines are split off, in any order", () => {
    const text = "printed\n=> list [1,\n2]\n";
    expect(parseExpectation(text)).toEqual({ text, elapsedMs: undefined, aborted: undefined });
    expect(parseExpectation(`${text}## elapsed 5\n## aborted 2\n`)).toEqual({ text, elapsedMs: 5, aborted: 2 });
    expect(parseExpectation(`${text}## aborted 0\n`)).toEqual({ text, elapsedMs: undefined, aborted: 0 });
  });

  test("a result has the printed text, a newline if it lacks one, and the result line", () => {
    expect(renderResult("", { type: "value", value: 1 })).toBe("=> int 1\n");
    expect(renderResult("a\n", { type: "value", value: "x" })).toBe("a\n=> string x\n");
    const error = { type: "error", kind: "TypeError", line: 3, column: 7, message: "bad" } as const;
    expect(renderResult("a", error)).toBe("a\n!! TypeError 3 bad\n");
  });
});

describe("examples of the specification", () => {
  const [fence] = readFences(
    "# 1.2 Title\n\n  ```ion\n  1 + 1   // => 2\n\n  let x = 1;\n  x / 0   // !! RuntimeError 2:1 no  (LD5)\n  ```\n",
  );

  test("a fence knows its language, its heading and its first line", () => {
    expect(fence).toMatchObject({ language: "ion", heading: "1.2 Title", line: 4 });
  });

  test("programs are separated by blank lines; the last line's comment is the outcome", () => {
    expect(readExamples(fence!)).toEqual([
      { source: "1 + 1   // => 2", line: 4, heading: "1.2 Title", expected: "2" },
      {
        source: "let x = 1;\nx / 0   // !! RuntimeError 2:1 no  (LD5)",
        line: 6,
        heading: "1.2 Title",
        expected: "!! RuntimeError 2:1 no",
      },
    ]);
  });

  test("a fence that is never closed is an error", () => {
    expect(() => readFences("```ion\n1\n")).toThrow("never closed");
  });

  test("an error outcome is rendered as the comment writes it", () => {
    const error = { type: "error", kind: "RuntimeError", line: 2, column: 1, message: "no" } as const;
    expect(renderOutcome(error)).toBe("!! RuntimeError 2:1 no");
  });
});

test("quoted display quotes strings at every depth", () => {
  const list = List.of(["a\n", new Some('"'), NONE, new Tuple(["b"]), new Float(1)]);
  expect(quotedDisplay(list)).toBe('["a\\n", Some("\\""), None, ("b",), 1.0]');
  expect(quotedDisplay(Dict.from([["k", "v"]]))).toBe('#{"k": "v"}');
});
