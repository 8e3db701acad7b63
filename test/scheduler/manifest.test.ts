/** The manifest agrees with the builtins it lists and with what the classes answer to. */
import { describe, expect, test } from "vitest";
import { BUILTIN_PARAMS } from "../../runtime/builtins/manifest.ts";
import { CONCURRENCY_BUILTINS, OBJECT_METHODS, type OperationInfo } from "../../runtime/scheduler/manifest.ts";
import { createBuiltins } from "../kit/builtins.ts";
import { createTestHost } from "../kit/hosts.ts";

/** Binds `x` to a value of each type, such that none of its methods would wait forever. */
const SETUP = {
  AsyncTask: "let x = spawn 1.to_string();",
  AsyncChannelSender: "let (x, rx) = channel(1);",
  AsyncChannelReceiver: "let (tx, x) = channel(1); tx.send(1);",
};

describe("the manifest", () => {
  test("stdlib 3: lists the builtins of the scheduler with the parameters that the compiler knows", () => {
    const waiting = [...createBuiltins()].filter(([, { isAsync }]) => isAsync).map(([name]) => name);
    expect(waiting.sort()).toEqual(Object.keys(CONCURRENCY_BUILTINS).sort());
    for (const [name, { params }] of Object.entries(CONCURRENCY_BUILTINS)) expect(BUILTIN_PARAMS[name]).toBe(params);
  });

  test("has a doc line for each entry", () => {
    const operations: OperationInfo[] = [CONCURRENCY_BUILTINS, ...Object.values(OBJECT_METHODS)].flatMap((infos) =>
      Object.values<OperationInfo>(infos),
    );
    for (const { doc } of operations) expect(doc).toMatch(/^[A-Z].{5,90}\.$/);
  });

  for (const [type, methods] of Object.entries(OBJECT_METHODS)) {
    test.each(Object.keys(methods))(`stdlib 4.11, 4.12: ${type} answers to %s`, async (name) => {
      const source = `async { ${SETUP[type as keyof typeof SETUP]} type_of(x) + try { x.${name}(0); "" } catch e { e } }`;
      const outcome = await createTestHost().engine.evalAsync(source);
      expect(outcome).toContain(type);
      expect(outcome).not.toMatch(/no method/);
    });

    test(`stdlib 2: ${type} answers to nothing else`, async () => {
      const source = `async { ${SETUP[type as keyof typeof SETUP]} x.foo() }`;
      await expect(createTestHost().engine.evalAsync(source)).rejects.toThrow(/no method 'foo'/);
    });
  }
});
