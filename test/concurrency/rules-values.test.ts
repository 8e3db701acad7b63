/** Rules of concurrency.md, chapters 3 and 7 (handles and channels as values), on compiled Ion source. */
import { describe, expect, test } from "vitest";
import { evaluate, type Program } from "./kit/evaluate.ts";
import { Stage } from "./kit/stage.ts";

const agrees = async (source: string, outcome: string) => expect((await evaluate(source)).outcome).toBe(outcome);

test.each<Program>([
  ["async { let t = spawn delay(1, 42); t.await; t.cancel(); [t.is_cancelled(), t.await] }", "[true, 42]"],
  [
    "async { let t = spawn delay(9, 1); [t.is_finished(), t.await_timeout(2), t.await_timeout(20)] }",
    "[false, None, Some(1)]",
  ],
])("T-8: handles have the methods of the documents: %s", agrees);

test.each<Program>([
  [
    "fn bad() { sleep(5); 1 / 0 } async { let h = spawn bad(); try { h.await_timeout(2); sleep(10) } catch e { e } }",
    "!! RuntimeError 1:22 division by zero",
  ],
  [
    "fn bad() { sleep(5); 1 / 0 } async { let h = spawn bad(); try { h.await_timeout(9); sleep(10) } catch e { e } }",
    '"division by zero"',
  ],
])("T-4, B-5: await_timeout counts as a waiter until it gives None: %s", agrees);

describe("T-9: a handle is a value", () => {
  test.each<Program>([
    ["type_of(h)", '"AsyncTask"'],
    ['f"{h}"', '"<AsyncTask>"'],
    ["h.to_string()", '"<AsyncTask>"'],
    ["json::encode(h)", '"null"'],
    ["if h { 1 } else { 2 }", "1"],
    ["[h == h, h == g, h == 1, h != g]", "[true, false, false, true]"],
    ["h < g", "!! TypeError 1:63 cannot compare AsyncTask and AsyncTask"],
    ["h.foo()", "!! TypeError 1:63 AsyncTask has no method 'foo'"],
    ["h.foo", "!! TypeError 1:63 cannot access field 'foo' on AsyncTask"],
    ["h.is_finished(a: 1)", "!! RuntimeError 1:63 methods do not support keyword arguments"],
    ["let f: fn = h; f", "!! TypeError 1:63 type mismatch: expected fn, got AsyncTask"],
    ["h.await_timeout()", "!! RuntimeError 1:63 await_timeout requires int (ms)"],
    ['h.await_timeout("1")', "!! RuntimeError 1:63 await_timeout requires int (ms)"],
  ])("%s", (expression, outcome) =>
    agrees(`async { let h = spawn delay(1, 1); let g = spawn delay(1, 1); ${expression} }`, outcome),
  );
});

test.each<Program>([
  [
    "let (tx, rx) = channel(2); let (a, b) = (tx, rx); a.send(1); tx.send(2); [rx.recv(), b.recv()]",
    "[Some(1), Some(2)]",
  ],
  [
    "let (tx, rx) = channel(1); let (a, b) = channel(1); [tx == tx, rx == rx, tx == a, rx == b]",
    "[true, true, false, false]",
  ],
  ["let (tx, rx) = channel(1); let copy = tx; copy.close(); try { tx.send(1) } catch e { e }", '"channel is closed"'],
])("K-2: every copy of an end is the same end: %s", agrees);

describe("K-10: nothing is closed because an end cannot be reached any more", () => {
  test("waiting for it is a deadlock, which names the place", async () => {
    await agrees(
      "fn make() { let (tx, rx) = channel(1); rx } make().recv()",
      "!! RuntimeError 1:45 deadlock: all tasks are waiting: main at 1:45 waits for a channel value",
    );
  });
});

test.each<Program>([
  ["let (tx, rx) = channel(1); for x in rx { x }", "!! TypeError 1:37 cannot iterate over AsyncChannelReceiver"],
  [
    "let (tx, rx) = channel(3); tx.send(1); tx.send(2); tx.close(); let mut s = 0; while let Some(v) = rx.recv() { s += v; } s",
    "3",
  ],
])("K-11: a receiver is no iterable: %s", agrees);

describe("K-12, K-13: ends are values, and the errors of their methods stand at the receiver", () => {
  test.each<Program>([
    ["[type_of(tx), type_of(rx)]", '["AsyncChannelSender", "AsyncChannelReceiver"]'],
    ["[tx.to_string(), rx.to_string()]", '["<AsyncChannelTx>", "<AsyncChannelRx>"]'],
    ["json::encode([tx, rx])", '"[null,null]"'],
    ["5 + tx.send()", "!! RuntimeError 1:32 send requires a value"],
    ["1; tx.recv()", "!! TypeError 1:31 no method 'recv' on AsyncChannelSender"],
    ["1; rx.send(1)", "!! TypeError 1:31 no method 'send' on AsyncChannelReceiver"],
    ["rx.recv_timeout()", "!! RuntimeError 1:28 recv_timeout requires int (ms)"],
    ["rx.recv_timeout(-1)", "!! RuntimeError 1:28 recv_timeout: ms must not be negative, got -1"],
    ["tx.close(); tx.send(1)", "!! RuntimeError 1:40 channel is closed"],
    ["rx.close(); tx.send(1)", "!! RuntimeError 1:40 channel send failed: channel is closed"],
    ["tx.send(v: 1)", "!! RuntimeError 1:28 methods do not support keyword arguments"],
  ])("%s", (expression, outcome) => agrees(`let (tx, rx) = channel(1); ${expression}`, outcome));
});

test("K-15: the buffer holds the capacity at most, and each parked sender one value", async () => {
  const stage = new Stage();
  await stage.run(`
    let (tx, rx) = watch(channel(3));
    fn put(v) { tx.send(v); note(v); }
    async { for v in 0..10 { spawn put(v); } sleep(1); note("full"); for _ in 0..10 { rx.recv(); } }`);
  expect(stage.notes.slice(0, 4)).toEqual(["0", "1", "2", "full"]);
  expect(stage.channels[0]!.capacity).toBe(3);
});
