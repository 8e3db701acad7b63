// @ts-nocheck: the programs of the specification, only formatted; they are run, not checked.
/**
 * The acceptance programs A1, A8 and A9 of embedding.md, part 3: state, the mapping of values, errors.
 */
import assert from "node:assert/strict";
import { test } from "vitest";
import {
  check,
  Engine,
  Err,
  type IonError,
  type IonInput,
  Ok,
  replaceGlobal,
  Some,
  t,
  Value,
} from "../../src/index.ts";

test("A1: hello, state, typed read", async () => {
  const lines: string[] = [];
  const engine = new Engine({ output: { write: (_stream, text) => void lines.push(text) } });
  engine.set("who", "Ion");
  assert.equal(engine.eval(`io::println("hello", who); let n = 20; fn twice(x) { x * 2 } twice(n) + 2`), 42);
  assert.deepEqual(lines, ["hello Ion\n"]);
  assert.equal(engine.get("n"), 20);
  assert.equal(engine.call("twice", [4]), 8);
  assert.deepEqual([...engine.getAll().keys()].sort(), ["n", "twice", "who"]);
  assert.equal(engine.getTyped("n", t.int), 20);
  assert.throws(() => engine.eval("who = 1;"), /cannot assign to immutable variable 'who'/);
  assert.throws(() => new Engine().eval(`io::println("x")`), /output handler is not configured/);
});

test("A8: value mapping", async () => {
  const e = new Engine();
  const back = (x: unknown) => {
    e.set("x", x as IonInput);
    return e.eval("x");
  };
  for (const [x, type] of [
    [1, "int"],
    [1.5, "float"],
    [-0, "float"],
    [2 ** 60, "float"],
    [2n ** 60n, "int"],
    [NaN, "float"],
    [Value.float(1), "float"],
    [null, "Option"],
    [undefined, "()"],
    [new Uint8Array([1]), "bytes"],
    [{ a: 1 }, "dict"],
    [new Map([["a", 1]]), "dict"],
    [new Set([1]), "set"],
    [Value.tuple(1, 2), "tuple"],
    [() => 1, "builtin_fn"],
    [async () => 1, "async_builtin_fn"],
  ] as const) {
    e.set("x", x);
    assert.equal(e.eval("type_of(x)"), type);
  }
  assert.equal(back(9007199254740991), 9007199254740991);
  assert.equal(e.eval("9007199254740992"), 9007199254740992n);
  assert.deepEqual(back({ list: [1, "é", null], nested: { t: true } }), { list: [1, "é", null], nested: { t: true } });
  assert.deepEqual(e.eval(`[Some(1), None, Ok(2), Err("no"), Some(None)]`), [
    new Some(1),
    null,
    new Ok(2),
    new Err("no"),
    new Some(null),
  ]);
  assert.equal((e.eval("Some(5)") as Some<number>)?.value, 5);
  e.set("x", e.eval("(1, 2)"));
  assert.equal(e.eval("type_of(x)"), "tuple");
  assert.throws(() => e.set("d", new Date() as never), { code: "ion.conversion_error" });
  assert.throws(() => e.set("n", 2n ** 63n), { code: "ion.conversion_error" });
  assert.equal(Value.stringifyJson(Value.parseJson(`{"b":1,"a":1.0}`)), `{"a":1.0,"b":1}`);
});

test("A9: errors", async () => {
  const e = new Engine();
  const boom = new Error("disk full");
  e.registerFn("save", () => {
    throw boom;
  });
  const err = (src: string) => {
    try {
      e.eval(src, { filename: "cfg.ion" });
    } catch (x) {
      return x as IonError;
    }
    throw new Error("no error");
  };
  const a = err("let x = 1;\nx / 0;");
  assert.deepEqual(
    [a.kind, a.code, a.line, a.column, a.sourceName, a.message],
    ["runtime", "ion.runtime_error", 2, 1, "cfg.ion", "division by zero"],
  );
  assert.match(
    a.format({ color: false }),
    /error\[runtime\]: division by zero[\s\S]*cfg\.ion:2:1[\s\S]*2 \| x \/ 0;[\s\S]*\^/,
  );
  const b = err("1 + save()");
  assert.equal(b.message, "disk full");
  assert.equal(b.cause, boom);
  assert.equal(b.column, 5);
  assert.equal(e.eval("try { save() } catch m { m }"), "disk full");
  const c = err("let x = ;\nlet y = 1\nlet z = 3;");
  assert.equal(c.kind, "parse");
  assert.equal(c.additional.length, 1);
  assert.equal(c.additional[0].line, 3);
  assert.equal(e.eval(`Err("bad")?`) instanceof Err, true);
  assert.equal(check("let x = ;").length, 1);
  assert.equal(replaceGlobal("let port = 8080; // default\n", "port", "9090"), "let port = 9090; // default\n");
});
