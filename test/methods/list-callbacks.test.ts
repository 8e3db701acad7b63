import { describe, expect, test } from "vitest";
import { runtimeError } from "../../runtime/errors.ts";
import { machine } from "../../runtime/machine/machine.ts";
import { NativeFunction } from "../../runtime/values/function.ts";
import { Range } from "../../runtime/values/range.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import {
  Callback,
  call,
  fn0,
  fn1,
  fn2,
  list,
  mapFunction,
  methodCases,
  plainFunction,
  type Row,
  resultOf,
  suspendingFunction,
  tuple,
} from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.2 list", name, rows);

const FORMS = [
  ["plain", plainFunction],
  ["suspending", suspendingFunction],
] as const;

const double = fn1((x) => (x as number) * 2);
const add = fn2((a, b) => (a as number) + (b as number));
const fail = fn1(() => {
  throw runtimeError("callback failed");
});

describe("results", () => {
  cases("map", [
    [list(1, 2), [double], "[2, 4]"],
    [list(), [5], "[]"],
    [new Range(0, 3, false), [double], "[0, 2, 4]"],
    [list(1), [], "R map requires a function argument"],
    [list(1), [5], "T cannot call int"],
    [list(1), [fail], "R callback failed"],
    [list(1), [fn0(() => 1)], "R function ''<lambda>'' got 1 positional arguments but accepts 0"],
    [list(1), [fn2(() => 1)], "R missing argument 'b'"],
  ]);
  cases("filter", [
    [list(1, 2, 3), [fn1((x) => (x as number) > 1)], "[2, 3]"],
    [list(0, "", list(), undefined, 1), [fn1((x) => x)], '["", [], 1]'],
    [list(1), [], "R filter requires a function argument"],
    [list(1), [fail], "R callback failed"],
  ]);
  cases("flat_map", [
    [list(1, 2), [fn1((x) => list(x, x))], "[1, 1, 2, 2]"],
    [list(1, 2), [fn1((x) => tuple(x))], "[(1,), (2,)]"],
    [list(1), [], "R flat_map requires a function argument"],
  ]);
  cases("fold", [
    [list(1, 2, 3), [10, add], "16"],
    [list(), ["init", 5], '"init"'],
    [list(1), [undefined, fn2((acc, x) => list(acc, x))], "[(), 1]"],
    [list(1), [0], "R fold requires an initial value and a function"],
    [list(1), [], "R fold requires a function argument"],
    [list(1), [0, 5], "T cannot call int"],
  ]);
  cases("reduce", [
    [list(1, 2, 3), [fn2((a, b) => list(a, b))], "[[1, 2], 3]"],
    [list("only"), [5], '"only"'],
    [list(), [add], "R reduce on empty list"],
    [list(), [], "R reduce requires a function argument"],
  ]);
  cases("any", [
    [list(0, 1), [fn1((x) => x)], "true"],
    [list(0), [fn1((x) => x)], "false"],
    [list(), [fail], "false"],
    [list(1), [], "R any requires a function argument"],
  ]);
  cases("all", [
    [list("", 1), [fn1((x) => x)], "true"],
    [list(1, 0), [fn1((x) => x)], "false"],
    [list(), [fail], "true"],
    [list(1), [], "R all requires a function argument"],
  ]);
});

describe.each(FORMS)("stdlib 7, %s callbacks", (_form, make) => {
  function recording(arity: number, body: (...args: Value[]) => Value): [calls: string[], callback: Value] {
    const calls: string[] = [];
    const callback = make(
      new Callback(arity, (...args) => {
        calls.push(args.map(quotedDisplay).join(" "));
        return body(...args);
      }),
    );
    return [calls, callback];
  }

  test("items are processed strictly one after the other, from the left", () => {
    const [calls, callback] = recording(1, (x) => x);
    call(list(3, 1, 2), "map", callback);
    expect(calls).toEqual(["3", "1", "2"]);
  });

  test("any and all stop at the first decision", () => {
    const [calls, callback] = recording(1, (x) => x === 2);
    expect(call(list(1, 2, 3), "any", callback)).toBe(true);
    expect(call(list(2, 1, 2), "all", callback)).toBe(false);
    expect(calls).toEqual(["1", "2", "2", "1"]);
  });

  test("an error in a callback ends the method at once", () => {
    const [calls, callback] = recording(1, (x) => {
      if (x === 2) throw runtimeError("stop");
      return x;
    });
    expect(resultOf(() => call(list(1, 2, 3), "map", callback))).toBe("R stop");
    expect(calls).toEqual(["1", "2"]);
  });

  test("callbacks may use callback methods, to any depth", () => {
    let innermost = make(double);
    let nested: Value = list(1, 2);
    for (let depth = 0; depth < 5; depth++) {
      const f = innermost;
      innermost = mapFunction(f);
      nested = list(nested, nested);
    }
    const flat = quotedDisplay(call(nested, "map", innermost));
    expect(flat).toBe(quotedDisplay(nested).replaceAll("2", "4").replaceAll("1", "2"));
  });

  test("an error passes through nested methods", () => {
    const inner = mapFunction(make(fail));
    expect(resultOf(() => call(list(list(1)), "map", inner))).toBe("R callback failed");
  });

  test("the method works on the list as it was at the call", () => {
    let current = list(1, 2, 3);
    const grow = make(
      fn1((x) => {
        current = current.with(2, 9).push(0);
        return x;
      }),
    );
    expect(quotedDisplay(call(current, "map", grow))).toBe("[1, 2, 3]");
  });

  test("the number of active calls is the same afterwards", () => {
    const depth = machine.depth;
    call(list(1, 2), "map", make(double));
    expect(machine.depth).toBe(depth);
  });
});

describe("callables (stdlib 7)", () => {
  test("builtins are accepted", () => {
    const negate = new NativeFunction("negate", false, (args) => -(args[0] as number));
    expect(quotedDisplay(call(list(1, 2), "map", negate))).toBe("[-1, -2]");
  });

  test("a callback's Err is a result like any other", () => {
    const results = call(list(1), "map", plainFunction(fn1((x) => (x === 1 ? new Err("a") : new Ok(x)))));
    expect(quotedDisplay(results)).toBe('[Err("a")]');
  });
});
