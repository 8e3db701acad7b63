/**
 * L-3: under the blocking backend the programs of the conformance areas `conc-*` do what they do under `evalAsync`, at
 * the same virtual times, but for what the two dialects say differently. The helper functions of the host, which are
 * asynchronous there, are written in Ion here.
 */
import { describe, expect, test } from "vitest";
import { type ConformanceCase, readConformanceAreas, renderResult } from "../kit/conformance-cases.ts";
import type { TestHost } from "../kit/hosts.ts";
import { outcomeOf } from "../kit/outcome.ts";
import { createLegacyHost } from "./kit.ts";

const HELPERS = `
fn delay(ms, value = ()) { sleep(ms); value }
fn http_get(url) { sleep(10); f"GET {url} -> 200 OK" }
fn fail_after(ms, message) { sleep(ms); raise(message) }
`;

const TEXTS = "a type name, display or error text of the dialect";
const WHOLE = "the operand is evaluated whole in the child";
const RUN_TIME = "where spawn and select may stand is a rule of the running program";
const HOST = "about what only a host function is";

/** Cases that end otherwise here. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "conc-async-spawn/defaults-in-child": WHOLE,
  "conc-async-spawn/spawn-method-calls": WHOLE,
  "conc-async-spawn/spawn-order-of-args": WHOLE,
  "conc-await-handles/type-and-display": TEXTS,
  "conc-channels/send-after-close": TEXTS,
  "conc-channels/shared-ends": TEXTS,
  "conc-channels/types-and-display": TEXTS,
  "conc-errors/cannot-await": HOST,
  "conc-errors/cannot-spawn": WHOLE,
  "conc-errors/caught-then-goes-on": TEXTS,
  "conc-errors/channel-arguments": TEXTS,
  "conc-errors/channel-methods": TEXTS,
  "conc-errors/handle-methods": TEXTS,
  "conc-errors/iterate-receiver": TEXTS,
  "conc-errors/select-outside": RUN_TIME,
  "conc-errors/send-on-closed-uncaught": TEXTS,
  "conc-errors/spawn-at-top": RUN_TIME,
  "conc-errors/spawn-binding-errors": WHOLE,
  "conc-errors/spawn-in-fn-of-block": RUN_TIME,
  "conc-errors/spawn-in-lambda": RUN_TIME,
  "conc-errors/spawn-name": WHOLE,
  "conc-errors/spawn-number": WHOLE,
  "conc-errors/timeout-arguments": TEXTS,
  "conc-host-calls/host-function-values": HOST,
  "conc-order/arguments-checked-first": TEXTS,
  "conc-order/host-timers-first": HOST,
  "conc-programs/pub-sub-broker": "compares channel ends, which are never equal",
  "conc-select/args-before-anything": WHOLE,
  "conc-select/argument-error": WHOLE,
  "conc-select/pattern-mismatch": TEXTS,
};

const cases = [...readConformanceAreas()]
  .filter(([area]) => area.startsWith("conc-"))
  .flatMap(([, found]) => found)
  // A host function that calls back needs the asynchronous backend.
  .filter(({ source }) => !source.includes("call_back"));

describe("L-3", () => {
  for (const conformanceCase of cases) {
    const { id, expected } = conformanceCase;
    const reason = DIFFERENT[id];
    test(reason === undefined ? id : `${id} differs: ${reason}`, () => {
      const { text, host } = run(conformanceCase);
      if (reason !== undefined) return expect(text).not.toBe(expected.text);
      expect(text).toBe(expected.text);
      if (expected.elapsedMs !== undefined) expect(host.clock.elapsed, "elapsed ms").toBe(expected.elapsedMs);
    });
  }
});

test("every row of the table names a case", () => {
  if (process.env.FILTER) return;
  const ids = new Set(cases.map(({ id }) => id));
  expect(Object.keys(DIFFERENT).filter((id) => !ids.has(id))).toEqual([]);
});

function run({ source }: ConformanceCase): { text: string; host: TestHost } {
  const host = createLegacyHost();
  host.engine.registerFn("raise", (message) => {
    throw new Error(String(message));
  });
  host.engine.eval(HELPERS);
  const outcome = outcomeOf(() => host.engine.eval(source, { raw: true }));
  return { text: renderResult(host.printed(), outcome), host };
}
