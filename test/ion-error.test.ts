/** The error that the host sees, its texts and its stack (language 5.1, 5.4; embedding 2.8). */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { toIonError } from "../runtime/error-conversion.ts";
import { nameError, type RaisedError, runtimeError, type SourceModule } from "../runtime/errors.ts";
import { raisedFromHost } from "../runtime/host/host-error.ts";
import { IonError } from "../runtime/ion-error.ts";

const SOURCE = "let total = 1;\nlet avg = total / count;\r\nend";
const MODULE: SourceModule = {
  name: "orders.ion",
  url: "file:///app/orders.ion",
  lineStarts: [0, 15, 41],
  source: SOURCE,
};

const red = (text: string): string => `\x1b[1;31m${text}\x1b[0m`;
const blue = (text: string): string => `\x1b[34m${text}\x1b[0m`;

describe("language 5.1: the error record", () => {
  test.each([
    ["lex", "LexError", "ion.lex_error", "lex error"],
    ["parse", "ParseError", "ion.parse_error", "parse error"],
    ["runtime", "RuntimeError", "ion.runtime_error", "runtime error"],
    ["type", "TypeError", "ion.type_error", "type error"],
    ["name", "NameError", "ion.name_error", "name error"],
    ["propagated_err", "PropagatedErr", "ion.propagated_error", "propagated error"],
    ["propagated_none", "PropagatedNone", "ion.propagated_none", "propagated none"],
  ] as const)("%s: one-line form, code and public message", (kind, title, code, publicMessage) => {
    const error = new IonError("m", { kind, line: 3, column: 9 });
    expect([error.display(), error.code, error.publicMessage]).toEqual([`${title} at 3:9: m`, code, publicMessage]);
  });

  test("the message is the Ion message alone, and unknown positions are 0", () => {
    const error = new IonError("bad", { kind: "type" });
    expect([error.message, error.name, error.line, error.column, error.additional]).toEqual([
      "bad",
      "IonError",
      0,
      0,
      [],
    ]);
  });

  test("the source text is not enumerable", () => {
    const error = new IonError("m", { source: SOURCE });
    expect(error.source).toBe(SOURCE);
    expect(Object.keys(error)).not.toContain("source");
  });
});

describe("language 5.4: the source-excerpt form", () => {
  test("header, excerpt, caret and help, with ANSI colors", () => {
    const error = new IonError("undefined variable: x", { kind: "name", line: 2, column: 1, hint: "look" });
    expect(error.formatWithSource("let y = 1;\nx + y")).toBe(
      `${red("error[name]")}: undefined variable: x\n` +
        `   ${blue("|")}\n` +
        ` ${blue("2 |")} x + y\n` +
        `   ${blue("|")} ${red("^")}\n` +
        " \x1b[1;36mhelp\x1b[0m: look\n",
    );
  });

  test("the gutter is as wide as the line number", () => {
    const error = new IonError("m", { line: 12, column: 3 });
    const lines = error.formatWithSource(`${"\n".repeat(11)}  x`).split("\n");
    expect(lines.slice(1, 4)).toEqual([`    ${blue("|")}`, ` ${blue("12 |")}   x`, `    ${blue("|")}   ${red("^")}`]);
  });

  test("carets stand under wide characters, combining marks and tabs", () => {
    const caretLine = (text: string, column: number): string =>
      new IonError("m", { line: 1, column })
        .formatWithSource(text)
        .split("\n")[3]!
        .replace(blue("|"), "|")
        .replace(red("^"), "^");
    expect(caretLine("日本x", 3)).toBe("   |     ^");
    expect(caretLine("e\u0301x", 3)).toBe("   |  ^");
    expect(caretLine("\t\u{1f600}x", 4)).toBe("   | \t  ^");
  });

  test("no caret where the column is 0 or more than one past the end, but the space stays", () => {
    const lastLine = (column: number): string =>
      new IonError("m", { line: 1, column }).formatWithSource("ab").split("\n")[3]!;
    expect([0, 4].map(lastLine)).toEqual([`   ${blue("|")} `, `   ${blue("|")} `]);
    expect(lastLine(3)).toBe(`   ${blue("|")}   ${red("^")}`);
  });

  test("no excerpt where the line is 0 or beyond the source", () => {
    expect(new IonError("m").formatWithSource("a")).toBe(`${red("error[runtime]")}: m\n`);
    expect(new IonError("m", { line: 2, column: 1 }).formatWithSource("a")).toBe(`${red("error[runtime]")}: m\n`);
  });

  test("additional errors follow after an empty line each", () => {
    const additional = [new IonError("second", { kind: "parse" })];
    expect(new IonError("first", { kind: "parse", additional }).formatWithSource("")).toBe(
      `${red("error[parse]")}: first\n\n${red("error[parse]")}: second\n`,
    );
  });
});

describe("embedding 2.8: raised errors become IonErrors", () => {
  const raised = (): RaisedError => {
    const error = runtimeError("division by zero", "division-by-zero").locate(MODULE, 25);
    error.frames = [
      { kind: "call", name: "average", module: MODULE, at: 0 },
      { kind: "spawn", name: "worker", module: MODULE, at: 41 },
    ];
    return error;
  };

  test("offsets become lines and columns, hints become texts, records become frames", () => {
    const error = toIonError(raised());
    expect([error.line, error.column, error.sourceName, error.hint]).toEqual([
      2,
      11,
      "orders.ion",
      "test the divisor first, or use try/catch",
    ]);
    expect(error.frames).toEqual([
      { kind: "call", name: "average", file: "orders.ion", line: 2, column: 11 },
      { kind: "call", name: "worker", file: "orders.ion", line: 1, column: 1 },
      { kind: "spawn", name: "<main>", file: "orders.ion", line: 3, column: 1 },
    ]);
  });

  test("format: the excerpt with a location line and the frames", () => {
    expect(toIonError(raised()).format({ color: false })).toBe(
      [
        "error[runtime]: division by zero",
        "  --> orders.ion:2:11",
        "   |",
        " 2 | let avg = total / count;",
        "   |           ^",
        " help: test the divisor first, or use try/catch",
        " at average (orders.ion:2:11)",
        " at worker (orders.ion:1:1)",
        " spawned at <main> (orders.ion:3:1)",
      ].join("\n"),
    );
  });

  test("stack: Ion frames in V8's shape with URLs, then the host, without the runtime", () => {
    const [header, ...lines] = toIonError(raised()).stack!.split("\n");
    expect(header).toBe("IonError [ion.runtime_error]: division by zero");
    expect(lines.slice(0, 3)).toEqual([
      "    at average (file:///app/orders.ion:2:11)",
      "    at worker (file:///app/orders.ion:1:1)",
      "    at async <main> (file:///app/orders.ion:3:1)",
    ]);
    expect(lines[3]).toContain("ion-error.test.ts");
    expect(lines.filter((line) => line.includes("/runtime/"))).toEqual([]);
  });

  test("an error that is looked at twice is one object", () => {
    const error = raised();
    expect(toIonError(error)).toBe(toIonError(error));
  });

  test("H-4: an IonError of the host stays itself when it has a position, else it gets the call's", () => {
    const positioned = new IonError("bad", { kind: "type", line: 7, column: 1 });
    expect(toIonError(raisedFromHost(positioned).locate(MODULE, 0))).toBe(positioned);
    const bare = toIonError(raisedFromHost(new IonError("bad", { kind: "type" })).locate(MODULE, 15));
    expect([bare.kind, bare.message, bare.line, bare.cause]).toEqual(["type", "bad", 2, undefined]);
  });

  test("H-4: anything else keeps its message and is the cause", () => {
    const original = new RangeError("disk full");
    const error = toIonError(raisedFromHost(original));
    expect([error.kind, error.message, error.cause]).toEqual(["runtime", "disk full", original]);
    expect(toIonError(raisedFromHost("text")).message).toBe("text");
  });

  test("an exhausted native stack is the call-depth error", () => {
    expect(toIonError(new RangeError("Maximum call stack size exceeded")).message).toBe("maximum call depth exceeded");
  });
});

describe("for people and tools", () => {
  const error = toIonError(nameError("undefined variable: count", "undefined-variable").locate(MODULE, 33));

  test("toJSON has what a log needs, and no source text", () => {
    const json = JSON.parse(JSON.stringify(error));
    expect(json).toMatchObject({ name: "IonError", kind: "name", code: "ion.name_error", line: 2, column: 19 });
    expect(json).not.toHaveProperty("source");
  });

  test("util.inspect shows message, code, position, excerpt and cause", () => {
    const withCause = new IonError("m", { cause: new Error("below") });
    expect(inspect(error)).toMatch(
      /IonError \[ion\.name_error\]: undefined[\s\S]*orders\.ion:2:19[\s\S]*2 \| let avg[\s\S]*\^[\s\S]*at <main>/,
    );
    expect(inspect(withCause)).toMatch(/\[cause\]: Error: below/);
    expect(inspect(error)).not.toMatch(/additional|frames:/);
  });

  test("instanceof recognises errors of another copy of the package by their brand", () => {
    class Foreign extends Error {}
    Object.defineProperty(Foreign.prototype, Symbol.for("ionlang.IonError"), { value: true });
    expect(new Foreign("x") instanceof IonError).toBe(true);
    expect(new Error("x") instanceof IonError).toBe(false);
    expect(IonError.isIonError({ message: "x" })).toBe(false);
  });

  test("D9: a kind that does not exist is the host's mistake", () => {
    expect(() => new IonError("x", { kind: "fatal" as "runtime" })).toThrow(
      expect.objectContaining({ code: "ion.host_misuse", message: expect.stringContaining("runtime, type, name") }),
    );
  });

  test("instanceof of a subclass means the subclass", () => {
    class Special extends IonError {}
    expect(new Special("x") instanceof Special).toBe(true);
    expect(error instanceof Special).toBe(false);
  });
});
