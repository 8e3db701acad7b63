/** The documented examples of the legacy backend (concurrency 9.1). */
import { expect, test } from "vitest";
import { createLegacyHost, legacyResult } from "./kit.ts";

test.each([
  ["async { let t = spawn 1 + 2; t.await }", "3"],
  [
    `async {
         let (tx, rx) = channel(2);
         spawn { tx.send(10); tx.send(20); tx.send(30); tx.close(); };
         let mut sum = 0;
         while let Some(v) = rx.recv() { sum += v; }
         sum
     }`,
    "60",
  ],
  ["async { let h = spawn { sleep(10); 1 }; sleep(50); h.await }", "1"],
  ["timeout(1000, || 42)", "Some(42)"],
  ["async { let t = spawn 42; let _v = t.await; t.cancel(); t.is_cancelled() }", "true"],
  ["spawn 42", "!! RuntimeError 1:1 spawn is only allowed inside async {}"],
])("9.1: %s", (source, expected) => {
  expect(legacyResult(source)).toBe(expected);
});

test("9.1: a timeout over a loop that would run for minutes is None", () => {
  let now = 0;
  const host = createLegacyHost({ clock: { now: () => now++, setTimer: () => () => {} } });
  const source = "timeout(5, || { let mut i = 0; while i < 10000000000 { i = i + 1; } i })";
  expect(legacyResult(source, host)).toBe("None");
});
