import { describe, expect, test } from "vitest";
import type { RaisedError } from "../../runtime/errors.ts";
import type { Outcome } from "../../runtime/machine/machine.ts";
import { ObjectValue } from "../../runtime/machine/object.ts";
import {
  invokeMethod,
  invokeMethod0,
  invokeMethod1,
  invokeMethod2,
  methodKeywordsError,
  selector,
} from "../../runtime/methods/dispatch.ts";
import { STANDARD_METHODS } from "../../runtime/methods/index.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { IonModule, NativeFunction } from "../../runtime/values/function.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import type { Value } from "../../runtime/values/value.ts";
import { bytes, call, dict, float, fn0, list, plainFunction, resultOf, setOf, settle, tuple } from "./kit.ts";

class Handle extends ObjectValue {
  override get typeName(): string {
    return "AsyncTask";
  }

  override displayText(): string {
    return "<AsyncTask>";
  }

  override invoke(name: string, args: readonly Value[]): Outcome {
    return `${name}/${args.length}`;
  }
}

const builtin = new NativeFunction("len", false, () => 0);

describe("stdlib 2: unknown methods", () => {
  test.each<[Value, string]>([
    [list(), "list has no method 'foo'"],
    ["", "string has no method 'foo'"],
    [dict({ foo: builtin }), "dict has no method 'foo'"],
    [tuple(1), "tuple has no method 'foo'"],
    [setOf(), "set has no method 'foo'"],
    [bytes(""), "bytes has no method 'foo'"],
    [NONE, "Option has no method 'foo'"],
    [new Some(1), "Option has no method 'foo'"],
    [new Ok(1), "Result has no method 'foo'"],
    [new Err(1), "Result has no method 'foo'"],
    [1, "int has no method 'foo'"],
    [2n ** 60n, "int has no method 'foo'"],
    [float(1), "float has no method 'foo'"],
    [true, "bool has no method 'foo'"],
    [undefined, "() has no method 'foo'"],
    [plainFunction(fn0(() => 1)), "fn has no method 'foo'"],
    [builtin, "builtin_fn has no method 'foo'"],
    [new IonModule("math", new Map([["foo", builtin]])), "module has no method 'foo'"],
    [new Range(0, 2 ** 40, false), "list has no method 'foo'"],
    [new Cell(1), "no method 'foo' on cell"],
  ])("%#: %s", (receiver, message) => {
    expect(resultOf(() => call(receiver, "foo"))).toBe(`T ${message}`);
  });

  test("they carry the hint", () => {
    let raised: unknown;
    try {
      call(1, "foo");
    } catch (error) {
      raised = error;
    }
    expect((raised as RaisedError).hint).toBe("unknown-method");
  });

  test.each(["constructor", "__proto__", "toString", "at"])("JavaScript's '%s' is no Ion method", (name) => {
    for (const receiver of ["", list(), dict(), 1]) {
      expect(resultOf(() => call(receiver, name))).toMatch(/ has no method '/);
    }
  });
});

describe("stdlib 4.0: to_string", () => {
  test.each<[Value, string]>([
    [1, "1"],
    [float(1), "1.0"],
    [true, "true"],
    [undefined, "()"],
    [builtin, "<builtin len>"],
    [new IonModule("math", new Map()), "<module math>"],
    [new Handle(), "<AsyncTask>"],
  ])("exists on every value: %#", (receiver, text) => {
    expect(call(receiver, "to_string", "surplus", "arguments")).toBe(text);
  });
});

describe("method calls", () => {
  test("objects with identity answer for themselves", () => {
    const handle = new Handle();
    expect(call(handle, "cancel")).toBe("cancel/0");
    expect(invokeMethod0(handle, selector("cancel"))).toBe("cancel/0");
    expect(invokeMethod1(handle, selector("send"), 1)).toBe("send/1");
    expect(invokeMethod2(handle, selector("send"), 1, 2)).toBe("send/2");
  });

  test("stdlib 1.3: surplus arguments are ignored", () => {
    expect(call(list(1), "len", 9)).toBe(1);
    expect(call("a", "trim", 1, 2, 3)).toBe("a");
  });

  test("a name has one selector", () => {
    expect(selector("len")).toBe(selector("len"));
  });

  test("keyword arguments are refused (language 4.9)", () => {
    expect(methodKeywordsError()).toMatchObject({
      kind: "runtime",
      message: "methods do not support keyword arguments",
    });
  });

  test("the entries for zero, one and two arguments agree with the general one", () => {
    const receivers = [list(1, 2), dict({ a: 1 }), setOf(1), "ab", new Range(0, 3, false), bytes("ab"), new Some(1)];
    const samples: Value[] = [1, "a", undefined];
    const outcome = (start: () => Outcome) => resultOf(() => settle(start));
    for (const { name } of STANDARD_METHODS) {
      const method = selector(name);
      for (const receiver of receivers) {
        expect(outcome(() => invokeMethod0(receiver, method))).toBe(outcome(() => invokeMethod(receiver, method, [])));
        for (const a of samples) {
          const one = outcome(() => invokeMethod(receiver, method, [a]));
          expect(outcome(() => invokeMethod1(receiver, method, a))).toBe(one);
          for (const b of samples) {
            const two = outcome(() => invokeMethod(receiver, method, [a, b]));
            expect(outcome(() => invokeMethod2(receiver, method, a, b))).toBe(two);
          }
        }
      }
    }
  });
});
