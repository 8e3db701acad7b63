/** L-3: type names, displays and error texts of the table in 9.1, to the letter. */
import { describe, expect, test } from "vitest";
import { legacyResult } from "./kit.ts";

const CHANNEL = "let (tx, rx) = channel(1); ";

describe("L-3: tasks", () => {
  test.each([
    ["type_of(t)", '"Task"'],
    ['[f"{t}", t.to_string(), str([t])]', '["<Task>", "<Task>", "[<Task>]"]'],
    ["json::encode([t])", '"[null]"'],
    ["[t == t, t != t, t == 1, [t] == [t]]", "[false, true, false, false]"],
    ["if t { 1 } else { 2 }", "1"],
  ])("%s", (expression, expected) => {
    expect(legacyResult(`async { let t = spawn 1; ${expression} }`)).toBe(expected);
  });

  test.each([
    ["t.foo()", "TypeError", "no method 'foo' on Task"],
    ["t.foo", "TypeError", "cannot access field 'foo' on Task"],
    ["t < t", "TypeError", "cannot compare Task and Task"],
    ["t.cancel(now: 1)", "RuntimeError", "methods do not support keyword arguments"],
    ["t.await_timeout()", "RuntimeError", "await_timeout requires int (ms)"],
    ["let f: fn = t;", "TypeError", "type mismatch: expected fn, got Task"],
    ["1.await", "TypeError", "cannot await int"],
    ["t.cancel(); t.await", "RuntimeError", "task cancelled"],
  ])("%s", (statement, kind, message) => {
    const source = `async { let t = spawn { sleep(5); 1 };\n${statement} }`;
    expect(legacyResult(source)).toMatch(new RegExp(`^!! ${kind} 2:\\d+ `));
    expect(legacyResult(source)).toContain(` ${message}`);
  });

  test("the methods of handles", () => {
    const source =
      "async { let t = spawn { sleep(5); 1 }; let a = [t.is_finished(), t.await_timeout(1), t.is_cancelled()]; let v = t.await; t.cancel(); [a, v, t.await_timeout(9), t.is_finished(), t.is_cancelled()] }";
    expect(legacyResult(source)).toBe("[[false, None, false], 1, Some(1), true, true]");
  });
});

describe("L-3: channels", () => {
  test.each([
    ["[type_of(tx), type_of(rx)]", '["Channel", "Channel"]'],
    ['[f"{tx} {rx}", tx.to_string(), rx.to_string()]', '["<ChannelTx> <ChannelRx>", "<ChannelTx>", "<ChannelRx>"]'],
    ["json::encode([tx, rx])", '"[null,null]"'],
    ["[tx == tx, rx == rx, tx == rx, tx != tx]", "[false, false, false, true]"],
  ])("%s", (expression, expected) => {
    expect(legacyResult(`${CHANNEL}${expression}`)).toBe(expected);
  });

  test.each([
    ["tx.foo()", "TypeError", "no method 'foo' on Channel"],
    ["rx.foo()", "TypeError", "no method 'foo' on Channel"],
    ["tx.recv()", "TypeError", "no method 'recv' on Channel"],
    ["rx.send(1)", "TypeError", "no method 'send' on Channel"],
    ["tx.close(); tx.send(1)", "RuntimeError", "channel send failed: channel is closed"],
    ["rx.close(); tx.send(1)", "RuntimeError", "channel send failed: channel is closed"],
    ["tx.send()", "RuntimeError", "send requires a value"],
    ["rx.recv_timeout()", "RuntimeError", "recv_timeout requires a timeout in ms"],
    ['rx.recv_timeout("5")', "RuntimeError", "recv_timeout requires int (ms)"],
    ["for x in rx { }", "TypeError", "cannot iterate over Channel"],
    ['channel("8")', "RuntimeError", "channel buffer size must be int"],
    ["channel(None)", "RuntimeError", "channel buffer size must be int"],
  ])("%s", (statement, kind, message) => {
    expect(legacyResult(`${CHANNEL}\n${statement}`)).toMatch(new RegExp(`^!! ${kind} 2:\\d+ `));
    expect(legacyResult(`${CHANNEL}\n${statement}`)).toContain(` ${message}`);
  });

  test("channel() has room for 16 values", () => {
    const fill = (count: number) => `let (tx, rx) = channel(); for i in 0..${count} { tx.send(i); } "sent"`;
    expect(legacyResult(fill(16))).toBe('"sent"');
    expect(legacyResult(fill(17))).toContain("deadlock");
  });

  test("channel(0) has room for one", () => {
    expect(legacyResult("let (tx, rx) = channel(0); tx.send(1); rx.recv()")).toBe("Some(1)");
    expect(legacyResult("let (tx, rx) = channel(0); tx.send(1); tx.send(2)")).toContain("deadlock");
  });
});

describe("L-3: timeout, sleep, select", () => {
  test.each([
    ["timeout(5, || 1, 2, 3)", "Some(1)"],
    ["timeout(5, || { sleep(9); 1 })", "None"],
    ["timeout(5)", "!! RuntimeError 1:1 timeout(ms, fn) requires 2 arguments"],
    ["timeout()", "!! RuntimeError 1:1 timeout(ms, fn) requires 2 arguments"],
    ["timeout(5, 6)", "!! TypeError 1:1 not callable: int"],
    ['timeout(5, "f")', "!! TypeError 1:1 not callable: string"],
    ['timeout("5", || 1)', "!! RuntimeError 1:1 timeout: first argument must be int (ms)"],
    ['sleep("5")', "!! RuntimeError 1:1 sleep requires int (ms)"],
    ["sleep(-1)", "!! RuntimeError 1:1 sleep: ms must not be negative, got -1"],
    ["select { Some(x) = 5 => x }", "!! RuntimeError 1:1 pattern match failed in binding"],
    ["let Some(x) = 5;", "!! RuntimeError 1:1 non-exhaustive match"],
  ])("%s", (source, expected) => {
    expect(legacyResult(source)).toBe(expected);
  });
});
