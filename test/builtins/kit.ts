/** What the tests of builtins share: a table of calls with their results. */
import { expect, test } from "vitest";
import type { NativeCall } from "../../runtime/builtins/native.ts";
import type { Value } from "../../runtime/values/value.ts";
import { createBuiltins } from "../kit/builtins.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { resultOf } from "../methods/kit.ts";

const builtins = createBuiltins();

/** One call: the arguments, and the result in the notation of `resultOf`. */
export type CallRow = readonly [args: readonly Value[], expected: string];

export function builtinCases(name: string, rows: readonly CallRow[]): void {
  callCases(name, (args) => builtins.get(name)!.call(args, null) as Value, rows);
}

export function callCases(name: string, call: NativeCall, rows: readonly CallRow[]): void {
  for (const [args, expected] of rows) {
    test(`stdlib 3 ${name}: ${name}(${args.map(quotedDisplay).join(", ")}) is ${expected}`, () => {
      expect(resultOf(() => call(args) as Value)).toBe(expected);
    });
  }
}
