// @ts-nocheck: the programs of the specification, only formatted; they are run, not checked.
/**
 * The acceptance programs A2 and A7 of embedding.md, part 3: host functions, modules, host types.
 */
import assert from "node:assert/strict";
import { test } from "vitest";
import { defineEnum, defineStruct, Engine, sig, structOf, t, Value } from "../../src/index.ts";

test("A2: sync host functions, signatures, modules", async () => {
  const e = new Engine();
  let ticks = 0;
  e.registerFn("tick", () => {
    ticks += 1;
  });
  e.registerFn("mix", sig().pos("a", t.int).kwOnly("b", t.int, 7), (a, b) => a * 10 + b);
  e.registerFn("count", sig().varArgs("xs").varKwargs("opts"), (xs, opts) => xs.length + Object.keys(opts).length);
  e.registerFn("half", sig().pos("x", t.float).returns(t.float), (x) => x / 2);
  e.registerModule("geo", {
    ORIGIN: Value.tuple(0, 0),
    dist: (a: number, b: number) => Math.abs(a - b),
    deep: { one: () => 1 },
  });
  assert.equal(e.eval("tick(); tick(); mix(3, b: 4)"), 34);
  assert.equal(e.eval("mix(3)"), 37);
  assert.equal(ticks, 2);
  assert.equal(e.eval("count(1, 2, *[3], z: 9)"), 4);
  assert.equal(e.eval("type_of(half(4))"), "float");
  assert.equal(e.eval("use geo::{dist as d, ORIGIN}; d(2, 9) + geo::deep::one() + ORIGIN.len()"), 10);
  for (const [src, msg] of [
    ["mix()", /missing argument a/],
    ["mix(1, c: 2)", /unexpected keyword argument 'c'/],
    ["mix(1, a: 2)", /duplicate argument 'a'/],
    ["tick(x: 1)", /does not declare a signature/],
    ["geo::nope", /'nope' not found in module/],
  ] as const)
    assert.throws(() => e.eval(src), msg);
});

test("A7: host structs and enums", async () => {
  const Player = defineStruct("Player", { name: t.string, hp: t.int });
  const Status = defineEnum("Status", { Active: [], Poisoned: [t.int] });
  class Vec {
    constructor(
      readonly x: number,
      readonly y: number,
    ) {}
  }
  const e = new Engine()
    .registerType(Player)
    .registerType(Status)
    .registerType(structOf(Vec, { name: "Vec", fields: { x: t.float, y: t.float }, from: (f) => new Vec(f.x, f.y) }));
  e.setTyped("p", Player, Player({ name: "Bo", hp: 50 }));
  e.set("s", Status.Poisoned(3));
  assert.equal(
    e.eval(`match s { Status::Active => "ok", Status::Poisoned(n) => f"{p.name} loses {n}", }`),
    "Bo loses 3",
  );
  e.eval("let q = Player { ...p, hp: p.hp - 3 }; let v = Vec { x: 1.0, y: 2.5 };");
  assert.deepEqual(e.getTyped("q", Player), Player({ name: "Bo", hp: 47 }));
  assert.ok(e.get("v") instanceof Vec);
  e.set("w", new Vec(1, 2));
  assert.equal(e.eval("type_of(w.x)"), "float");
  assert.equal(Status.match(e.eval("Status::Poisoned(9)"), { Active: () => 0, Poisoned: (n) => n }), 9);
  assert.throws(() => e.eval("Player { name: 1 }"), /missing field in Player/);
  assert.throws(() => e.registerType(defineStruct("Player", { other: t.int })), { code: "ion.host_misuse" });
});
