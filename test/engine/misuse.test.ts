/**
 * D9: what a host can never mean is a TypeError or RangeError with code "ion.host_misuse", thrown at once by synchronous
 * members and rejected by asynchronous ones, before anything runs. Every member of the API is in one of the tables.
 */
import { describe, expect, test } from "vitest";
import { defineProgram } from "../../runtime/engine/ion-program.ts";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  check,
  compile,
  defineEnum,
  defineStruct,
  Engine,
  type IonFunction,
  Module,
  replaceGlobal,
  sig,
  structOf,
  t,
  Value,
} from "../../src/index.ts";
import esbuild from "../../src/integrations/esbuild.ts";
import { register as registerHooks } from "../../src/integrations/hooks.ts";
import rollup from "../../src/integrations/rollup.ts";

/** The API without its types, as JavaScript programs see it. */
// biome-ignore lint/suspicious/noExplicitAny: the point of this file are calls that TypeScript refuses.
type Untyped = any;

const MISUSE = expect.objectContaining({ code: "ion.host_misuse" });
const NOT_TEXT = [undefined, null, 1, "", {}] as const;
const NOT_OBJECT = [null, 1, "x", true] as const;

function expectMisuse(run: () => unknown): void {
  expect(run).toThrow(MISUSE);
  expect(run).toThrow(expect.toSatisfy((error) => error instanceof TypeError || error instanceof RangeError));
}

function createEngine(): Untyped {
  return new Engine({ clock: new VirtualClock() });
}

describe("engine members refuse names that are none", () => {
  test.each([
    ["set", (e: Untyped, name: unknown) => e.set(name, 1)],
    ["get", (e: Untyped, name: unknown) => e.get(name)],
    ["has", (e: Untyped, name: unknown) => e.has(name)],
    ["setTyped", (e: Untyped, name: unknown) => e.setTyped(name, t.int, 1)],
    ["getTyped", (e: Untyped, name: unknown) => e.getTyped(name, t.int)],
    ["call", (e: Untyped, name: unknown) => e.call(name)],
    ["registerFn", (e: Untyped, name: unknown) => e.registerFn(name, () => 1)],
    ["registerAsyncFn", (e: Untyped, name: unknown) => e.registerAsyncFn(name, () => 1)],
    ["registerModule", (e: Untyped, name: unknown) => e.registerModule(name, {})],
    ["registerStruct", (e: Untyped, name: unknown) => e.registerStruct({ name, fields: [] })],
    ["registerEnum", (e: Untyped, name: unknown) => e.registerEnum({ name, variants: {} })],
  ])("%s", (_what, run) => {
    for (const name of NOT_TEXT) expectMisuse(() => run(createEngine(), name));
  });
});

describe("engine members refuse other bad arguments", () => {
  const program = { compiled: undefined };
  test.each<[string, (e: Untyped) => unknown]>([
    ["eval of no text", (e) => e.eval(Buffer.from("1"))],
    ["eval with a bad filename", (e) => e.eval("1", { filename: 1 })],
    ["run of no program", (e) => e.run(program)],
    ["run of nothing", (e) => e.run()],
    ["call with arguments that are no array", (e) => e.call("len", "text")],
    ["call with bad kwargs", (e) => e.call("len", [], { kwargs: 1 })],
    ["setTyped without a type", (e) => e.setTyped("x", "int", 1)],
    ["getTyped without a type", (e) => e.set("x", 1).getTyped("x", {})],
    ["registerFn without a function", (e) => e.registerFn("f")],
    ["registerFn with a bad signature", (e) => e.registerFn("f", {}, () => 1)],
    ["registerFn with an async function", (e) => e.registerFn("f", async () => 1)],
    ["registerAsyncFn without a function", (e) => e.registerAsyncFn("f", sig())],
    ["registerModule without members", (e) => e.registerModule("m")],
    ["registerModule of no module", (e) => e.registerModule({ f: () => 1 })],
    ["registerType of a codec", (e) => e.registerType(t.int)],
    ["registerType of nothing", (e) => e.registerType()],
    ["registerStruct of nothing", (e) => e.registerStruct()],
    ["registerStruct without fields", (e) => e.registerStruct({ name: "S" })],
    ["registerStruct with a field twice", (e) => e.registerStruct({ name: "S", fields: ["a", "a"] })],
    ["registerEnum of nothing", (e) => e.registerEnum()],
    ["registerEnum without variants", (e) => e.registerEnum({ name: "E" })],
    ["registerEnum with a bad arity", (e) => e.registerEnum({ name: "E", variants: { A: 0.5 } })],
    ["registerEnum with a variant twice", (e) => e.registerEnum({ name: "E", variants: [V, V] })],
    ["setLimits of nothing", (e) => e.setLimits()],
    ["setLimits below zero", (e) => e.setLimits({ maxCallDepth: -1 })],
    ["setLimits of half a call", (e) => e.setLimits({ maxCallDepth: 1.5 })],
    ["setLimits of no number", (e) => e.setLimits({ timeoutMs: Number.NaN })],
    ["setLimits of an unknown limit", (e) => e.setLimits({ memory: 1 })],
    ["setOutput of no handler", (e) => e.setOutput({ print: () => 1 })],
    ["setArgs of no texts", (e) => e.setArgs(["a", 1])],
    ["setLogHandler of no handler", (e) => e.setLogHandler({})],
    [
      "logLevel",
      (e) => {
        e.logLevel = "loud";
      },
    ],
  ])("%s", (_what, run) => expectMisuse(() => run(createEngine())));

  test.each(NOT_OBJECT)("options that are %o", (options) => {
    const engine = createEngine();
    expectMisuse(() => engine.eval("1", options));
    expectMisuse(() => engine.call("len", [[]], options));
    expectMisuse(() => engine.get("len").invokeSync([[]], options));
    expectMisuse(() => new (Engine as Untyped)(options));
  });

  test.each([
    ["as that is no type", { as: "int" }],
    ["raw that is no boolean", { raw: 1 }],
  ])("%s, before anything runs", (_what, options) => {
    const engine = createEngine();
    expectMisuse(() => engine.eval("let ran = 1;", options));
    expect(engine.has("ran")).toBe(false);
  });

  const V = { name: "A", arity: 0 };
});

describe("asynchronous members reject, and run nothing", () => {
  test.each<[string, (e: Untyped) => unknown]>([
    ["evalAsync of no text", (e) => e.evalAsync(1)],
    ["evalAsync with bad options", (e) => e.evalAsync("let ran = 1;", 5)],
    ["evalAsync with a bad signal", (e) => e.evalAsync("let ran = 1;", { signal: { aborted: false } })],
    ["evalAsync with a bad type", (e) => e.evalAsync("let ran = 1;", { as: {} })],
    ["evalAsync with a bad filename", (e) => e.evalAsync("let ran = 1;", { filename: "" })],
    ["runAsync of no program", (e) => e.runAsync({})],
    ["callAsync of no name", (e) => e.callAsync(Symbol("f"))],
    ["callAsync with bad arguments", (e) => e.callAsync("len", 1)],
    ["callAsync with bad kwargs", (e) => e.callAsync("len", [], { kwargs: "x" })],
    ["a handle's call of what is no function", (e) => e.handle().callAsync(() => 1)],
    ["a handle's call with bad options", (e) => e.handle().callAsync("len", [[]], 1)],
    ["invoke with bad options", (e) => e.get("len").invoke([[]], { as: 1 })],
    ["invoke with a bad signal", (e) => e.get("len").invoke([[]], { signal: 1 })],
  ])("%s", async (_what, run) => {
    const engine = createEngine();
    const promise = run(engine);
    expect(promise).toBeInstanceOf(Promise);
    await expect(promise).rejects.toEqual(MISUSE);
    expect(engine.has("ran")).toBe(false);
  });

  test("ctx.call", async () => {
    const engine = createEngine();
    engine.registerAsyncFn("f", (ctx: Untyped) => ctx.call(1));
    await expect(engine.evalAsync("f()")).rejects.toMatchObject({ cause: { code: "ion.host_misuse" } });
  });
});

test("D9: the text says where the mistake is and what there is instead", () => {
  const api: Untyped = { Engine, defineStruct, defineEnum, structOf, t };
  const texts: readonly (readonly [run: () => unknown, text: string])[] = [
    [
      () => new api.Engine({ limits: { timeout: 1 } }),
      "'timeout': there are maxCallDepth, maxLoopIterations, timeoutMs",
    ],
    [() => new api.Engine({ logLevel: "loud" }), "unknown log level: loud; there are off, error, warn"],
    [() => api.defineStruct("S", { a: t.int, b: "int" }), "field 'b' of struct 'S': expected a type"],
    [() => api.defineEnum("E", { A: [], B: ["int"] }), "variant 'B' of enum 'E': expected a type"],
    [() => api.structOf(class C {}, { fields: {} }), "the option `from` of structOf must be a function"],
  ];
  for (const [run, text] of texts) expect(run).toThrow(text);
});

describe("modules, signatures and types", () => {
  const api: Untyped = { Module, sig, defineStruct, defineEnum, structOf, Value, t };
  test.each<[string, () => unknown]>([
    ["a module without a name", () => new api.Module()],
    ["a member twice", () => new api.Module("m").set("a", 1).set("a", 2)],
    ["a submodule that is none", () => new api.Module("m").registerSubmodule({})],
    ["a constant without a name", () => new api.Module("m").set("", 1)],
    ["a parameter twice", () => api.sig().pos("a").kwOnly("a")],
    ["two *args", () => api.sig().varArgs("a").varArgs("b")],
    ["two **kwargs", () => api.sig().varKwargs("a").varKwargs("b")],
    ["a parameter without a name", () => api.sig().pos()],
    ["a parameter of no type", () => api.sig().pos("a", "int")],
    ["a result of no type", () => api.sig().returns("int")],
    ["a struct without a name", () => api.defineStruct(undefined, {})],
    ["a struct without fields", () => api.defineStruct("S")],
    ["a field of no type", () => api.defineStruct("S", { a: 1 })],
    ["an instance without fields", () => api.defineStruct("S", { a: t.int })()],
    ["an instance with a field too few", () => api.defineStruct("S", { a: t.int })({})],
    ["an instance with a field too many", () => api.defineStruct("S", {})({ a: 1 })],
    ["an enum without variants", () => api.defineEnum("E")],
    ["a variant of no types", () => api.defineEnum("E", { A: "int" })],
    ["a variant with too little data", () => api.defineEnum("E", { A: [t.int] }).A()],
    ["a match of another value", () => api.defineEnum("E", { A: [] }).match(1, { A: () => 1 })],
    ["a match without an arm", () => matchWithoutArm()],
    ["a match without arms", () => api.defineEnum("E", { A: [] }).match(defineEnum("E", { A: [] }).A)],
    ["structOf of no class", () => api.structOf({}, { fields: {}, from: () => 1 })],
    ["structOf without options", () => api.structOf(class {})],
    ["structOf without from", () => api.structOf(class A {}, { fields: {} })],
    ["t.list of no type", () => api.t.list(1)],
    ["t.int.range the wrong way round", () => api.t.int.range(2, 1)],
    ["fromIon of no IonValue", () => api.t.int.fromIon(1)],
    ["Value.int of a fraction", () => api.Value.int(1.5)],
    ["Value.int of a text", () => api.Value.int("1")],
    ["Value.range of fractions", () => api.Value.range(0.5, 1)],
    ["Value.dict of a text", () => api.Value.dict("x")],
    ["Value.fn of no function", () => api.Value.fn(1)],
    ["Value.asyncFn of no function", () => api.Value.asyncFn(1)],
    ["Value.struct without a name", () => api.Value.struct("", {})],
    ["Value.struct without fields", () => api.Value.struct("S")],
    ["Value.enum without a variant", () => api.Value.enum("E")],
    ["Value.enum with bad data", () => api.Value.enum("E", "V", 1)],
    ["Value.list of no items", () => api.Value.list(1)],
    ["Value.set of no items", () => api.Value.set(1)],
    ["Value.parseJson of no text", () => api.Value.parseJson(1)],
    ["Value.fromMsgpack of no bytes", () => api.Value.fromMsgpack("x")],
  ])("%s", (_what, run) => expectMisuse(run));

  function matchWithoutArm(): unknown {
    const type: Untyped = defineEnum("E", { A: [], B: [] });
    return type.match(type.B, { A: () => 1 });
  }

  test("a frozen module does not change", () => {
    const module = new Module("m");
    new Engine().registerModule(module);
    expectMisuse(() => module.set("a", 1));
    expectMisuse(() => module.registerFn("f", () => 1));
  });

  test("a type of another shape under a known name", () => {
    const engine = new Engine().registerType(defineStruct("S", { a: t.int }));
    expectMisuse(() => engine.registerType(defineStruct("S", { b: t.int })));
    expectMisuse(() => engine.registerEnum({ name: "S", variants: {} }));
  });
});

describe("the compiler's functions", () => {
  const api: Untyped = { compile, check, replaceGlobal };
  test.each<[string, () => unknown]>([
    ["compile of no text", () => api.compile()],
    ["compile with bad options", () => api.compile("1", 1)],
    ["compile with a bad filename", () => api.compile("1", { filename: 1 })],
    ["compile with a bad format", () => api.compile("1", { format: "cjs" })],
    ["compile with a bad map", () => api.compile("1", { sourceMap: "external" })],
    ["compile with a bad level", () => api.compile("1", { logCap: "loud" })],
    ["check of no text", () => api.check(1)],
    ["replaceGlobal of no text", () => api.replaceGlobal("let a = 1;", "a", 2)],
  ])("%s", (_what, run) => expectMisuse(run));
});

describe("a disposed engine (2.4)", () => {
  test.each<[string, (e: Untyped) => unknown]>([
    ["eval", (e) => e.eval("1")],
    ["run", (e) => e.run({})],
    ["call", (e) => e.call("len", [[]])],
    ["handle", (e) => e.handle()],
    ["set", (e) => e.set("x", 1)],
    ["get", (e) => e.get("len")],
    ["has", (e) => e.has("len")],
    ["getAll", (e) => e.getAll()],
    ["setTyped", (e) => e.setTyped("x", t.int, 1)],
    ["getTyped", (e) => e.getTyped("len", t.fn)],
    ["registerFn", (e) => e.registerFn("f", () => 1)],
    ["registerAsyncFn", (e) => e.registerAsyncFn("f", () => 1)],
    ["registerModule", (e) => e.registerModule("m", {})],
    ["registerType", (e) => e.registerType(defineStruct("S", {}))],
    ["registerStruct", (e) => e.registerStruct({ name: "S", fields: [] })],
    ["registerEnum", (e) => e.registerEnum({ name: "E", variants: {} })],
    ["setLimits", (e) => e.setLimits({})],
    ["setOutput", (e) => e.setOutput("ignore")],
    ["setArgs", (e) => e.setArgs([])],
    ["setLogHandler", (e) => e.setLogHandler({ log: () => 1 })],
  ])("%s throws", (_what, run) => {
    const engine = createEngine();
    engine.dispose();
    expectMisuse(() => run(engine));
  });

  test("its functions throw or reject, and disposing it again does nothing", async () => {
    const engine = createEngine();
    const length = engine.get("len") as IonFunction;
    const handle = engine.handle();
    engine[Symbol.dispose]();
    engine.dispose();
    expectMisuse(() => length.sync([]));
    for (const promise of [engine.evalAsync("1"), engine.callAsync("len", [[]]), length([]), handle.callAsync("len")]) {
      await expect(promise).rejects.toMatchObject({
        name: "AbortError",
        code: "ion.cancelled",
        cancelledBy: "dispose",
        message: "scheduled Ion call was cancelled",
      });
    }
  });
});

describe("sparse arrays of billions of holes are refused at once", () => {
  const huge: Untyped = new Array(2 ** 32 - 1);
  test.each<[string, (e: Untyped) => unknown]>([
    ["set", (e) => e.set("x", huge)],
    ["t.list", (e) => e.setTyped("x", t.list(t.any), huge)],
    ["t.json", (e) => e.setTyped("x", t.json, huge)],
    ["t.tuple", (e) => e.setTyped("x", t.tuple(t.int), huge)],
    ["Value.list", () => Value.list(huge)],
    ["Value.set", () => Value.set(huge)],
    ["a module's constant", (e) => e.registerModule("m", { huge })],
  ])("%s: a conversion error", (_what, run) => {
    expect(() => run(createEngine())).toThrow(expect.objectContaining({ code: "ion.conversion_error" }));
  });

  test.each<[string, (e: Untyped) => unknown]>([
    ["arguments of a call", (e) => e.call("len", huge)],
    ["arguments of a function", (e) => e.get("len").invokeSync(huge)],
    ["args", (e) => e.setArgs(huge)],
    ["concurrency", () => new Engine({ concurrency: huge })],
    ["stdlib.exclude", () => new Engine({ stdlib: { exclude: huge } })],
    ["fields of a struct", () => defineStruct("S", huge)],
    ["data of a variant", () => defineEnum("E", { A: huge })],
    ["variants", (e) => e.registerEnum({ name: "E", variants: huge })],
    ["Value.enum", () => Value.enum("E", "A", huge)],
  ])("%s: host misuse", (_what, run) => expectMisuse(() => run(createEngine())));

  test("a hole is no text", () => {
    expectMisuse(() => createEngine().setArgs(new Array(2)));
  });
});

describe("options of the compiler's functions", () => {
  test.each(NOT_OBJECT)("options that are %o", (options) => {
    expectMisuse(() => (check as Untyped)("1", options));
    expectMisuse(() => (compile as Untyped)("1", options));
  });
});

describe("D9: an option that does not exist is refused, not ignored", () => {
  const api: Untyped = { Engine, compile, check, structOf, registerHooks, rollup, esbuild };
  const program: Untyped = defineProgram(
    { abi: 1, compiler: "0", name: "p.ion", requires: [], exports: [], lineStarts: [0] },
    () => undefined,
  );

  test.each<[string, () => unknown, string]>([
    [
      "new Engine",
      () => new api.Engine({ ouput: "ignore" }),
      "'ouput', did you mean 'output'?; there are output, log,",
    ],
    ["eval", () => createEngine().eval("1", { fileName: "a" }), "'fileName'; there are as, raw, filename"],
    ["eval, which cannot be aborted", () => createEngine().eval("1", { signal: AbortSignal.abort() }), "'signal'"],
    ["run", () => createEngine().run(program, { types: t.int }), "'types'; there are as, raw, filename"],
    ["call", () => createEngine().call("len", [[]], { kwarg: {} }), "'kwarg'; there are as, raw, kwargs"],
    ["invokeSync", () => createEngine().get("len").invokeSync([[]], { sync: true }), "'sync'; there are as, raw"],
    ["runSync", () => program.runSync({}, { signal: undefined, env: {} }), "'env'; there are as, raw, output, args"],
    ["structOf", () => api.structOf(class {}, { field: {}, from: () => 1 }), "'field'; there are name, fields, from"],
    ["compile", () => api.compile("1", { sourcemap: false }), "'sourcemap', did you mean 'sourceMap'?; there are"],
    ["check", () => api.check("1", { file: "a.ion" }), "'file'; there are filename,"],
    ["ionlang/hooks", () => api.registerHooks({ runtimes: "x" }), "'runtimes', did you mean 'runtime'?; there are"],
    ["ionlang/rollup", () => api.rollup({ excludes: [] }), "'excludes', did you mean 'exclude'?; there are runtime,"],
    ["ionlang/esbuild", () => api.esbuild({ filter: /x/ }), "'filter'; there are runtime, dev, include, exclude"],
  ])("%s", (_what, run, text) => {
    expectMisuse(run);
    expect(run).toThrow(`unknown option ${text}`);
  });

  test.each<[string, (e: Untyped) => Promise<unknown>]>([
    ["evalAsync", (e) => e.evalAsync("let ran = 1;", { timeout: 1 })],
    ["runAsync", (e) => e.runAsync(program, { timeout: 1 })],
    ["callAsync", (e) => e.callAsync("len", [[]], { timeout: 1 })],
    ["a handle", (e) => e.handle().callAsync("len", [[]], { timeout: 1 })],
    ["invoke", (e) => e.get("len").invoke([[]], { timeout: 1 })],
    ["program.run", () => program.run({}, { timeout: 1 })],
    ["program.instantiate", () => program.instantiate({}, { timeout: 1 })],
  ])("%s rejects", async (_what, run) => {
    const engine = createEngine();
    const promise = run(engine);
    await expect(promise).rejects.toEqual(MISUSE);
    await expect(promise).rejects.toThrow("unknown option 'timeout'; there are ");
    expect(engine.has("ran")).toBe(false);
  });

  test("an option that is undefined is not there", () => {
    expect(createEngine().eval("1", { signal: undefined })).toBe(1);
  });

  test.each([null, 1, "x"])("options of a program that are %o", async (options) => {
    expectMisuse(() => program.runSync({}, options));
    await expect(program.run({}, options)).rejects.toEqual(MISUSE);
    await expect(program.instantiate({}, options)).rejects.toEqual(MISUSE);
  });
});
