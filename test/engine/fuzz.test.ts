/**
 * Whatever a host without types passes, wherever: what leaves the public API is a value, an IonError, or one of the
 * documented errors (embedding 2.5, 2.8, D9), never an exception of the implementation.
 */
import { types } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  check,
  compile,
  defineEnum,
  defineStruct,
  Engine,
  Err,
  IonCancelled,
  IonConversionError,
  IonEnum,
  IonError,
  IonRange,
  IonRewriteError,
  IonStruct,
  Module,
  Ok,
  replaceGlobal,
  Some,
  sig,
  structOf,
  t,
  Value,
} from "../../src/index.ts";

/** The API without its types, as JavaScript programs see it. */
// biome-ignore lint/suspicious/noExplicitAny: the point of this file are calls that TypeScript refuses.
type Untyped = any;

const boom = new Error("boom");
const thrower = (): never => {
  throw boom;
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const cycle: { self?: unknown } = {};
cycle.self = cycle;

/** Hostile where a value is expected. */
const HOSTILE: readonly unknown[] = [
  new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower, has: thrower }),
  new Proxy([], { get: (target, key) => (key === "length" ? Number.NaN : Reflect.get(target, key)) }),
  new Proxy(() => 1, { get: thrower, apply: thrower }),
  revoked.proxy,
  cycle,
  Object.defineProperty({}, "x", { enumerable: true, get: thrower }),
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about.
  { then: (resolve: (value: unknown) => void) => resolve(1) },
  // biome-ignore lint/suspicious/noThenProperty: as above.
  { then: thrower },
  { [Symbol.for("ion.toIon")]: thrower },
  { [Symbol.for("ion.toIon")]: () => Symbol("not Ion") },
  { toString: thrower, valueOf: thrower, toJSON: thrower },
  new Array(2 ** 32 - 1),
  // biome-ignore lint/suspicious/noSparseArray: a hole is what this is about.
  [1, , 3],
  new (class List extends Array {})(),
  new (class Bag extends Map {})(),
  new (class Money {
    readonly amount = 1;
  })(),
  new Map<unknown, unknown>([[1, 2]]),
  new Set([Number.NaN, [1], [1]]),
  new Float64Array(2),
  new SharedArrayBuffer(2),
  new Date(Number.NaN),
  Symbol("s"),
  2n ** 64n,
  -(2n ** 63n) - 1n,
  Promise.resolve(1),
  "\ud800",
  new Some(Symbol("inner")),
  new Ok(cycle),
  new Err(new Date()),
  new IonRange(1.5, Number.NaN as number),
  new IonStruct("Nope", { a: 1 }),
  new IonStruct("Point", { x: "text", y: 1 }),
  new IonEnum("Color", "Blue"),
  Value.float(1),
  Object.create(Value.int(1) as object),
];

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withSparseArray: true,
  withBoxedValues: true,
});
/** Wrapped in functions, because the library looks at what it generates. */
const value = fc.oneof(
  anything.map((plain) => () => plain),
  fc.nat(HOSTILE.length - 1).map((index) => () => HOSTILE[index]),
);
const source = fc.oneof(
  fc.constantFrom(
    "x",
    "f(x)",
    "x + x",
    "x[0]",
    "x.a",
    "{ let y = x; y }",
    "g(x)",
    "later(x)",
    "Point { x: x, y: x }",
    "1 /",
  ),
  fc.string(),
  anything,
);
const name = fc.oneof(fc.constantFrom("x", "f", "Point", "__proto__", "constructor", ""), anything);

const Point = defineStruct("Point", { x: t.int, y: t.any });
const Color = defineEnum("Color", { Red: [], Custom: [t.int] });

function createEngine(): Untyped {
  const engine: Untyped = new Engine({ clock: new VirtualClock(), stdlib: "sandbox", output: "ignore" });
  engine.registerType(Point).registerType(Color).setLimits({ maxLoopIterations: 1_000, maxCallDepth: 100 });
  engine.registerFn("f", (x: unknown) => x);
  engine.registerFn(
    "g",
    sig()
      .pos("x", t.list(t.dict(t.int)))
      .returns(t.json),
    (x: unknown) => x as never,
  );
  engine.registerAsyncFn("later", async (_context: unknown, x: unknown) => [x]);
  engine.set("x", 1);
  return engine;
}

type Call = (engine: Untyped, a: Untyped, b: Untyped) => unknown;

const VALUE_CALLS: Readonly<Record<string, Call>> = {
  set: (e, a) => e.set("x", a).get("x"),
  "set, eval": (e, a) => e.set("x", a).eval("f(x)"),
  "host answers": (e, a) => e.registerFn("h", () => a).eval("h()"),
  "host answers through a type": (e, a) => e.registerFn("h", sig().returns(t.float), () => a).eval("h()"),
  "host answers later": (e, a) => e.registerAsyncFn("h", async () => a).evalAsync("h()"),
  "host throws": (e, a) =>
    e
      .registerFn("h", () => {
        throw a;
      })
      .eval("h()"),
  "host rejects": (e, a) => e.registerAsyncFn("h", () => Promise.reject(a)).evalAsync("h()"),
  "host answers a function": (e, a) => e.registerFn("h", () => () => a).eval("let k = h(); k()"),
  call: (e, a, b) => e.call("f", [a, b]),
  "call, kwargs": (e, a) => e.call("g", [], { kwargs: { x: a } }),
  callAsync: (e, a) => e.callAsync("later", [a]),
  "handle.callAsync": (e, a) => e.handle().callAsync("f", [a]),
  "function.sync": (e, a) => e.get("f").sync(a),
  "function()": (e, a) => e.get("f")(a),
  "function.invoke, as": (e, a) => e.get("f").invoke([a], { as: t.list(t.string) }),
  "cell.set": (e, a) => e.eval("cell(1)").set(a),
  "cell.update": (e, a) => e.eval("cell(1)").update(() => a),
  "module constant": (e, a) => e.registerModule(new Module("m").set("c", a)).eval("m::c"),
  "module member": (e, a) => e.registerModule("m", { c: a }).eval("m::c"),
  ...Object.fromEntries(
    ["any", "int", "safeInt", "bigint", "float", "bool", "string", "bytes", "unit", "json", "fn", "raw"].map(
      (codec) => [
        `t.${codec}`,
        (e: Untyped, a: Untyped) => e.setTyped("x", (t as Untyped)[codec], a).getTyped("x", (t as Untyped)[codec]),
      ],
    ),
  ),
  "t.list": (e, a) => e.setTyped("x", t.list(t.any), a).getTyped("x", t.list(t.int)),
  "t.dict": (e, a) => e.setTyped("x", t.dict(t.any), a).getTyped("x", t.map(t.any)),
  "t.set": (e, a) => e.setTyped("x", t.set(t.any), a).getTyped("x", t.set(t.int)),
  "t.tuple": (e, a, b) => e.setTyped("x", t.tuple(t.int, t.any), [a, b]),
  "t.option": (e, a) => e.setTyped("x", t.option(t.json), a).getTyped("x", t.option(t.string)),
  "t.result": (e, a) => e.setTyped("x", t.result(t.any, t.int), a),
  struct: (e, a, b) => e.setTyped("x", Point, { x: a, y: b }).getTyped("x", Point),
  "struct instance": (e, a) => e.set("x", Point({ x: 1, y: a })).get("x"),
  enum: (e, a) => e.set("x", Color.Custom(a)).get("x"),
  ...Object.fromEntries(
    "typeName isTruthy asInt asFloat asStr asBool display toJs toJson fromJson stringifyJson toMsgpack fromJs some ok err cell"
      .split(" ")
      .map((member) => [`Value.${member}`, (_e: Untyped, a: Untyped) => (Value as Untyped)[member](a)]),
  ),
  "Value.equals": (_e, a, b) => Value.equals(a, b),
  "Value.tuple": (_e, a, b) => Value.tuple(a, b),
};

const OTHER_CALLS: Readonly<Record<string, Call>> = {
  "new Engine": (_e, a) => new (Engine as Untyped)(a),
  "new Engine, options": (_e, a, b) => new (Engine as Untyped)({ limits: a, dicts: b }),
  eval: (e, a, b) => e.eval(a, b),
  evalAsync: (e, a, b) => e.evalAsync(a, b),
  "call by name": (e, a, b) => e.call(a, b),
  "callAsync by name": (e, a, b) => e.callAsync(a, b),
  "handle by name": (e, a, b) => e.handle().callAsync(a, b),
  get: (e, a) => e.get(a),
  has: (e, a) => e.has(a),
  getTyped: (e, a, b) => e.getTyped(a, b),
  registerFn: (e, a, b) => e.registerFn(a, b),
  registerAsyncFn: (e, a, b) => e.registerAsyncFn(a, b),
  registerModule: (e, a, b) => e.registerModule(a, b),
  registerType: (e, a) => e.registerType(a),
  registerStruct: (e, a, b) => e.registerStruct({ name: a, fields: b }),
  registerEnum: (e, a, b) => e.registerEnum({ name: a, variants: b }),
  setLimits: (e, a) => e.setLimits(a),
  setOutput: (e, a) => e.setOutput(a),
  setArgs: (e, a) => e.setArgs(a),
  setLogHandler: (e, a) => e.setLogHandler(a),
  run: (e, a, b) => e.run(a, b),
  runAsync: (e, a, b) => e.runAsync(a, b),
  "function.invoke": (e, a, b) => e.get("f").invoke(a, b),
  "function.invokeSync": (e, a, b) => e.get("f").invokeSync(a, b),
  "sig().pos": (_e, a, b) => (sig() as Untyped).pos(a, b),
  "sig().returns": (_e, a) => (sig() as Untyped).returns(a),
  defineStruct: (_e, a, b) => (defineStruct as Untyped)(a, b),
  defineEnum: (_e, a, b) => (defineEnum as Untyped)(a, b),
  structOf: (_e, a, b) => (structOf as Untyped)(a, b),
  "Point()": (_e, a) => (Point as Untyped)(a),
  "Point.is": (_e, a) => Point.is(a),
  "Color.match": (_e, a, b) => (Color as Untyped).match(a, b),
  "t.list of": (_e, a) => (t as Untyped).list(a),
  "t.int.range": (_e, a, b) => (t as Untyped).int.range(a, b),
  "t.int.fromIon": (_e, a) => (t as Untyped).int.fromIon(a),
  "new Module": (_e, a) => new (Module as Untyped)(a),
  ...Object.fromEntries(
    "int float bool str bytes list dict set range struct enum fn asyncFn parseJson fromMsgpack"
      .split(" ")
      .map((member) => [`Value.${member}`, (_e: Untyped, a: Untyped, b: Untyped) => (Value as Untyped)[member](a, b)]),
  ),
  check: (_e, a, b) => (check as Untyped)(a, b),
  compile: (_e, a, b) => (compile as Untyped)(a, b),
  replaceGlobal: (_e, a, b) => (replaceGlobal as Untyped)(a, "x", b),
};

function isDocumented(thrown: unknown): boolean {
  if (IonError.isIonError(thrown)) return !thrown.message.startsWith("internal error");
  if (thrown instanceof IonConversionError || thrown instanceof IonCancelled || thrown instanceof IonRewriteError) {
    return true;
  }
  return thrown instanceof Error && (thrown as { code?: unknown }).code === "ion.host_misuse";
}

async function expectDocumented(run: () => unknown): Promise<void> {
  try {
    const answer = run();
    if (types.isPromise(answer)) await answer;
  } catch (thrown) {
    if (isDocumented(thrown)) return;
    throw new Error(`an undocumented error left the API: ${(thrown as Error)?.stack ?? String(thrown)}`);
  }
}

describe("values, hostile ones too", () => {
  test.each(Object.entries(VALUE_CALLS))("%s", async (_what, run) => {
    for (const hostile of HOSTILE) await expectDocumented(() => run(createEngine(), hostile, hostile));
    await fc.assert(
      fc.asyncProperty(value, value, (a, b) => expectDocumented(() => run(createEngine(), a(), b()))),
      { numRuns: 25 },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("names, sources, options", () => {
  test.each(Object.entries(OTHER_CALLS))("%s", async (_what, run) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(source, name), fc.oneof(anything, source), (a, b) =>
        expectDocumented(() => run(createEngine(), a, b)),
      ),
      { numRuns: 60 },
    );
  });
});
