import { describe, expect, test } from "vitest";
import { initialLogLevel } from "../../runtime/stdlib/log-level.ts";
import type { LogLevel } from "../../runtime/stdlib/manifest.ts";
import { platform } from "../../runtime/stdlib/node/platform.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { dict, list, resultOf } from "../methods/kit.ts";
import { errorOf, Library, platformWith } from "./kit.ts";

/** A library with the standard sink, whose lines are recorded. */
function recordingLibrary(): { library: Library; lines: string[] } {
  const lines: string[] = [];
  const library = new Library(platformWith({ writeDiagnostic: (line) => void lines.push(line) }));
  return { library, lines };
}

function platformWithLogLevel(value: string | undefined) {
  return platformWith({
    process: { ...platform.process!, variable: (name) => (name === "ION_LOG" ? value : undefined) },
  });
}

describe("records", () => {
  test("stdlib 5.7: one line with level, message and fields, values as display text", () => {
    const { library, lines } = recordingLibrary();
    library.services.logLevel = "trace";
    expect(library.call("log::info", "hi", dict({ a: 1, b: "x y", c: list(1, "q"), d: NONE }))).toBeUndefined();
    library.call("log::warn", "no fields", dict());
    for (const name of ["trace", "debug", "error"]) library.call(`log::${name}`, list(1));
    expect(lines).toEqual([
      "INFO hi [a=1 b=x y c=[1, q] d=None]\n",
      "WARN no fields\n",
      "TRACE [1]\n",
      "DEBUG [1]\n",
      "ERROR [1]\n",
    ]);
  });

  test("stdlib 5.7: only levels within the threshold are written", () => {
    const { library, lines } = recordingLibrary();
    library.call("log::set_level", "warn");
    for (const name of ["trace", "debug", "info", "warn", "error"]) library.call(`log::${name}`, name);
    library.call("log::set_level", "off");
    library.call("log::error", "silent");
    expect(lines).toEqual(["WARN warn\n", "ERROR error\n"]);
  });

  test("stdlib 5.7: below the threshold nothing else of the call is checked", () => {
    const { library } = recordingLibrary();
    library.services.logLevel = "error";
    expect(library.call("log::trace")).toBeUndefined();
    expect(library.call("log::warn", "a", "b", "c")).toBeUndefined();
  });

  test.each<[Value[], string]>([
    [[], "requires 1 or 2 arguments: message, [fields]"],
    [["a", dict(), 3], "requires 1 or 2 arguments: message, [fields]"],
    [["a", "b"], "invalid fields: string"],
    [["a", NONE], "invalid fields: Option"],
    [["a", undefined], "invalid fields: ()"],
  ])("stdlib 5.7: log::error with the arguments %j is refused: %s", (args, text) => {
    const error = errorOf(() => recordingLibrary().library.call("log::error", ...args));
    expect([error.kind, error.message]).toEqual(["runtime", text]);
  });
});

describe("levels", () => {
  const level = (...args: Value[]) => resultOf(() => recordingLibrary().library.call("log::level", ...args));

  test("stdlib 5.7: set_level takes every name in any case, level answers the canonical one", () => {
    const { library } = recordingLibrary();
    const names = {
      OFF: "off",
      none: "off",
      Err: "error",
      error: "error",
      WARNING: "warn",
      info: "info",
      Debug: "debug",
    };
    for (const [name, canonical] of Object.entries(names)) {
      expect(library.call("log::set_level", name)).toBeUndefined();
      expect(library.call("log::level")).toBe(canonical);
    }
  });

  test.each<[Value[], string]>([
    [[], "takes 1 argument: name"],
    [["info", 1], "takes 1 argument: name"],
    [[1], "requires a string"],
    [["loud"], "unknown level: loud"],
    [[" info"], "unknown level:  info"],
    [["constructor"], "unknown level: constructor"],
  ])("stdlib 5.7: set_level and enabled refuse the arguments %j: %s", (args, text) => {
    const { library } = recordingLibrary();
    expect(errorOf(() => library.call("log::set_level", ...args)).message).toBe(text);
    expect(errorOf(() => library.call("log::enabled", ...args)).message).toBe(text);
  });

  test("stdlib 5.7: level takes no arguments", () => {
    expect(level(1)).toBe("R takes no arguments");
  });

  test("stdlib 5.7: enabled answers whether a record would be written; off always is", () => {
    const { library } = recordingLibrary();
    library.services.logLevel = "warn";
    const enabled = (name: string) => library.call("log::enabled", name);
    expect(["off", "error", "warn", "info", "trace"].map(enabled)).toEqual([true, true, true, false, false]);
    library.services.logLevel = "off";
    expect(["off", "error"].map(enabled)).toEqual([true, false]);
  });

  test.each([
    [undefined, "info"],
    ["", "info"],
    [" Debug\n", "debug"],
    ["warning", "warn"],
    ["loud", "info"],
  ])("stdlib 5.7: ION_LOG=%j starts at %s", (value, expected) => {
    expect(initialLogLevel(platformWithLogLevel(value))).toBe(expected);
  });

  test("stdlib 5.7: without a process the threshold starts at info", () => {
    expect(initialLogLevel(platformWith({ process: null }))).toBe("info");
  });
});

describe("the embedder's handler", () => {
  test("stdlib 5.7: replaces the standard one, is asked first and gets the fields in order", () => {
    const library = new Library(platformWith({ writeDiagnostic: () => expect.fail("the standard sink is replaced") }));
    const records: unknown[] = [];
    library.services.logSink = {
      enabled: (level: LogLevel) => level !== "debug",
      log: (level, message, fields) => void records.push([level, message, fields]),
    };
    library.services.logLevel = "off";
    library.call("log::debug");
    library.call("log::trace", 5, dict({ b: 1, a: NONE }));
    expect(library.call("log::enabled", "debug")).toBe(false);
    expect(records).toEqual([
      [
        "trace",
        "5",
        [
          ["b", 1],
          ["a", NONE],
        ],
      ],
    ]);
  });

  test("a handler that throws is a RuntimeError with its message at the call", () => {
    const library = new Library();
    const failure = new Error("sink broke");
    const broken = () => {
      throw failure;
    };
    library.services.logSink = { enabled: () => true, log: broken };
    const inLog = errorOf(() => library.call("log::error", "x"));
    expect([inLog.kind, inLog.message, inLog.cause]).toEqual(["runtime", "sink broke", failure]);
    library.services.logSink = { enabled: broken, log: broken };
    expect(errorOf(() => library.call("log::error", "x")).message).toBe("sink broke");
    expect(errorOf(() => library.call("log::enabled", "info")).message).toBe("sink broke");
  });
});
