/** Host functions, modules, contexts and Ion functions in the host's hands (embedding 1.4, 1.5, 2.7). */
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  Engine,
  type HostContext,
  type IonError,
  type IonFunction,
  type IonInput,
  Module,
  sig,
  t,
  Value,
} from "../../src/index.ts";

const MISUSE = expect.objectContaining({ code: "ion.host_misuse" });

describe("synchronous host functions", () => {
  test("arguments and results go through the default mapping", () => {
    const engine = new Engine().registerFn("f", (...args: never[]) => args);
    expect(engine.eval("f(1, None, [2])")).toEqual([1, null, [2]]);
    expect(engine.eval("type_of(f)")).toBe("builtin_fn");
    expect(engine.eval("str(f)")).toBe("<builtin f>");
  });

  test("D15: the hazard of Math.sqrt, and how a declared result avoids it", () => {
    const engine = new Engine().registerFn("raw", Math.sqrt);
    engine.registerFn("sqrt", sig().pos("x", t.float).returns(t.float), Math.sqrt);
    expect(engine.eval("raw(16) / 8")).toBe(0);
    expect(engine.eval("sqrt(16) / 8")).toBe(0.5);
  });

  test("a throw is a RuntimeError at the call with the original as cause", () => {
    const boom = new Error("disk full");
    const engine = new Engine().registerFn("save", () => {
      throw boom;
    });
    expect(() => engine.eval("1 + save()")).toThrow(
      expect.objectContaining({ kind: "runtime", message: "disk full", column: 5, cause: boom }),
    );
    expect(engine.eval("try { save() } catch m { m }")).toBe("disk full");
  });

  test("what is thrown may be anything", () => {
    const engine = new Engine().registerFn("f", () => {
      throw Object.create(null);
    });
    expect(() => engine.eval("f()")).toThrow("host code threw a value without text");
  });

  test("H-9: a promise is refused, and its failure is nobody's", () => {
    const engine = new Engine().registerFn("x", () => Promise.reject(new Error("lost")));
    expect(() => engine.eval("x()")).toThrow("host function 'x' returned a Promise; register it with registerAsyncFn");
  });

  test("H-9: a thenable that is refused is not started, and a function of Ion named `then` is not called", async () => {
    let starts = 0;
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about.
    const engine = new Engine().registerFn("query", () => ({ then: () => void starts++ }));
    engine.registerFn("echo", (x: unknown) => x).registerFn("start", () => void starts++);
    expect(() => engine.eval("query()")).toThrow("host function 'query' returned a Promise");
    expect(() => engine.eval(`echo(#{"then": || start()})`)).toThrow("host function 'echo' returned a Promise");
    await new Promise(setImmediate);
    expect(starts).toBe(0);
  });

  test("D23: an async function cannot be registered as synchronous", () => {
    expect(() => new Engine().registerFn("x", async () => 1)).toThrow(MISUSE);
  });

  test("a result that cannot be converted is a TypeError at the call", () => {
    const engine = new Engine().registerFn("now", () => ({ at: new Date(0) }));
    const message = "now: result: cannot convert Date at $.at (pass its time or its ISO text)";
    expect(() => engine.eval("now()")).toThrow(expect.objectContaining({ kind: "type", message }));
  });

  test("an engine may be used from inside its own host functions", () => {
    const engine = new Engine();
    engine.registerFn("nested", (source: string) => engine.eval(source));
    expect(engine.eval('let a = 1; nested("let b = a + 1; b") + b')).toBe(4);
    expect(() => engine.eval('nested("1 / 0")')).toThrow(expect.objectContaining({ message: "division by zero" }));
  });
});

describe("signatures (1.4)", () => {
  const engine = new Engine();
  engine.registerFn("mix", sig().pos("a", t.int).kwOnly("b", t.int, 7), (a, b) => [a, b]);
  engine.registerFn("only", sig().posOnly("a").varKwargs("rest"), (a, rest) => [a, rest]);
  engine.registerFn("all", sig().pos("a").varArgs("xs", t.int).varKwargs("kw", t.int), (a, xs, kw) => [a, xs, kw]);
  engine.registerFn("maybe", sig().pos("a", t.any, undefined), (a) => a === undefined);

  test.each([
    ["mix(1)", [1, 7]],
    ["mix(b: 2, a: 1)", [1, 2]],
    ["only(1, a: 2)", [1, { a: 2 }]],
    ["all(0)", [0, [], {}]],
    ["all(0, *[1, 2], **#{x: 3})", [0, [1, 2], { x: 3 }]],
    ["maybe()", true],
  ])("%s", (source, expected) => expect(engine.eval(source)).toEqual(expected));

  test.each([
    ["mix()", "missing argument a"],
    ["mix(1, c: 2)", "unexpected keyword argument 'c'"],
    ["mix(1, a: 2)", "duplicate argument 'a'"],
    ["mix(1, 2)", "function 'mix' got 2 positional arguments but accepts 1"],
    ["only(a: 1)", "missing argument a"],
    ["all(0, x: 1, **#{x: 2})", "duplicate argument 'x'"],
    ['mix("x")', "mix: parameter 'a': expected int, got string"],
    ['all(0, 1, "x")', "all: parameter 'xs': expected int, got string at $[1]"],
    ['all(0, k: "x")', "all: parameter 'kw': expected int, got string at $.k"],
  ])("%s fails: %s", (source, message) => {
    expect(() => engine.eval(source)).toThrow(expect.objectContaining({ message, line: 1, column: 1 }));
  });

  test("a failed conversion leaves nothing behind for the next one", () => {
    const engine = new Engine()
      .registerFn("number", sig().pos("a", t.int).returns(t.string), (a) => a as never)
      .registerFn("list", sig().pos("a", t.list(t.int)).returns(t.list(t.string)), (a) => a as never);
    const failures = ["list([1, None])", "number(None)", "number(1)", "list([1])", "number(1)"];
    expect(failures.map((source) => engine.eval(`try { ${source} } catch e { e }`))).toEqual([
      "list: parameter 'a': expected int, got Option at $[1]",
      "number: parameter 'a': expected int, got Option",
      "number: result: expected string, got int",
      "list: result: expected string, got int at $[0]",
      "number: result: expected string, got int",
    ]);
  });

  test("a signature never changes: each step makes a new one", () => {
    const base = sig().pos("a");
    base.pos("b");
    expect(base.parameters.map(({ name }) => name)).toEqual(["a"]);
  });

  test.each([
    ["two parameters of one name", () => sig().pos("a").kwOnly("a")],
    ["two *args", () => sig().varArgs("a").varArgs("b")],
    ["two **kwargs", () => sig().varKwargs("a").varKwargs("b")],
    ["no name", () => sig().pos("")],
    ["a type that is none", () => sig().pos("a", {} as never)],
    ["no function", () => new Engine().registerFn("f", sig(), 1 as never)],
    ["no signature", () => new Engine().registerFn("f", {} as ReturnType<typeof sig>, () => 1)],
  ])("host misuse: %s", (_what, build) => expect(build).toThrow(MISUSE));
});

describe("asynchronous host functions", () => {
  test("an IonError keeps its kind and takes the position of the call", async () => {
    const engine = new Engine().registerAsyncFn("f", async () => {
      const { IonError } = await import("../../src/index.ts");
      throw new IonError("bad", { kind: "type" });
    });
    await expect(engine.evalAsync("\n  f()")).rejects.toMatchObject({
      kind: "type",
      message: "bad",
      line: 2,
      column: 3,
    });
  });

  test("an answer that is no promise resumes without parking", async () => {
    const engine = new Engine().registerAsyncFn("now", (_context, x) => x);
    const promise = engine.evalAsync("let got = now(5); got");
    expect(engine.get("got")).toBe(5);
    expect(await promise).toBe(5);
  });

  test("H-11: under eval it is refused before it is entered; naming one is fine", () => {
    let entered = 0;
    const engine = new Engine().registerAsyncFn("f", async () => entered++);
    expect(engine.eval("try { f() } catch e { e }")).toBe(
      "async host function 'f' cannot be called by the synchronous evaluator; use evalAsync",
    );
    expect([engine.eval("type_of(f)"), entered]).toEqual(["async_builtin_fn", 0]);
  });

  test("the signal is aborted with its task, also when it is first looked at afterwards", async () => {
    const clock = new VirtualClock();
    let context: HostContext | undefined;
    const engine = new Engine({ clock }).registerAsyncFn("hang", (ctx) => {
      context = ctx;
      return new Promise(() => {});
    });
    expect(await engine.evalAsync("timeout(5, || hang())")).toBeNull();
    expect(context!.signal.aborted).toBe(true);
    expect(context!.signal.reason).toMatchObject({ name: "AbortError", code: "ion.cancelled", cancelledBy: "timeout" });
  });

  test("late outcomes of a cancelled call are dropped, rejections swallowed", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock }).registerAsyncFn("late", async () => {
      await clock.sleep(50);
      throw new Error("late");
    });
    expect(await engine.evalAsync("let r = timeout(5, || late()); sleep(100); r")).toBeNull();
  });

  test("D22: a function that forgets its context fails at once", async () => {
    const engine = new Engine();
    // What JavaScript would make of it: TypeScript refuses most of these.
    engine.registerAsyncFn("next", async (id) => (id as unknown as number) + 1);
    engine.registerAsyncFn("path", async (id) => `/users/${id}`);
    for (const source of ["next(1)", "path(1)"]) {
      await expect(engine.evalAsync(source)).rejects.toMatchObject({
        message: "the first parameter of an asynchronous host function is its context, the arguments follow",
      });
    }
  });

  test("with a signature the context comes first", async () => {
    const engine = new Engine().registerAsyncFn(
      "get",
      sig().pos("url", t.string).kwOnly("ms", t.int, 1000),
      async ({ signal }, url, ms) => `${url} ${ms} ${signal.aborted}`,
    );
    expect(await engine.evalAsync('get("/a", ms: 5)')).toBe("/a 5 false");
    await expect(engine.evalAsync("get(1)")).rejects.toThrow("get: parameter 'url': expected string, got int");
  });
});

describe("ctx.call and handles", () => {
  function setUp(): { engine: Engine; clock: VirtualClock } {
    const clock = new VirtualClock();
    return { clock, engine: new Engine({ clock }) };
  }

  test("ctx.call is a child of the calling task and is cancelled with it", async () => {
    const { engine } = setUp();
    let outcome: unknown;
    engine.registerAsyncFn("outer", async (ctx) => {
      outcome = await ctx.call("inner").catch((reason: unknown) => reason);
    });
    await engine.evalAsync("let done = cell(false); fn inner() { sleep(100); done.set(true); } timeout(5, || outer())");
    await engine.evalAsync("sleep(1000)");
    expect(outcome).toMatchObject({ name: "AbortError", cancelledBy: "timeout" });
    expect(engine.eval("done.get()")).toBe(false);
  });

  test("a dropped ctx.call that is cancelled is no unhandled rejection", async () => {
    const { engine } = setUp();
    engine.registerAsyncFn("outer", (ctx) => {
      void ctx.call("inner");
      return new Promise(() => {});
    });
    await engine.evalAsync("fn inner() { sleep(100) } timeout(5, || outer())");
  });

  test("D25, H-21, H-22: a callback of a handle belongs to the evaluation that took it, and ends with it", async () => {
    const { engine } = setUp();
    const handle = engine.handle();
    const program = engine.evalAsync("fn slow() { sleep(100); 1 } sleep(10); 2");
    const callback = handle.callAsync("slow");
    await expect(callback).rejects.toMatchObject({
      kind: "runtime",
      message: "scheduled Ion call was cancelled",
      line: 0,
    });
    expect(await program).toBe(2);
  });

  test("H-19: a request never runs inside the call that makes it", async () => {
    const { engine } = setUp();
    const log: string[] = [];
    engine.registerFn("note", (text: string) => void log.push(text));
    engine.eval('fn on_event() { note("event") }');
    const promise = engine.handle().callAsync("on_event");
    log.push("after the request");
    await promise;
    expect(log).toEqual(["after the request", "event"]);
  });

  test("H-23: without an evaluation callbacks run by themselves, side by side, in order", async () => {
    const { engine, clock } = setUp();
    engine.eval(
      "let log = cell([]); fn f(v) { log.update(|l| l.push(v)); sleep(1); log.update(|l| l.push(v + 100)); }",
    );
    const handle = engine.handle();
    await Promise.all([1, 2, 3].map((v) => handle.callAsync("f", [v])));
    expect(engine.eval("log.get()")).toEqual([1, 2, 3, 101, 102, 103]);
    expect(clock.elapsed).toBe(1);
  });

  test("D25, H-23: a request made without an evaluation does not end with one that begins after it", async () => {
    const { engine, clock } = setUp();
    engine.eval("fn slow() { sleep(50); 1 }");
    const handle = engine.handle();
    const atOnce = handle.callAsync("slow");
    await engine.evalAsync("sleep(1)");
    expect(await atOnce).toBe(1);
    const running = handle.callAsync("slow");
    await clock.sleep(1);
    await engine.evalAsync("sleep(1)");
    expect(await running).toBe(1);
    expect(clock.elapsed).toBe(100);
  });

  test("H-24: an open handle is no deadlock; closing the last one brings the rule back", async () => {
    const { engine } = setUp();
    const handle = engine.handle();
    const program = engine.evalAsync(
      "let (tx, rx) = channel(1); fn on_event(v) { tx.send(v) } [rx.recv(), rx.recv()]",
      {
        as: t.list(t.option(t.int)),
      },
    );
    await handle.callAsync("on_event", [7]);
    await handle.callAsync("on_event", [8]);
    expect(await program).toEqual([7, 8]);

    const stuck = engine.evalAsync("rx.recv()");
    handle.close();
    await expect(stuck).rejects.toThrow("deadlock: all tasks are waiting: main at 1:1 waits for a channel value");
    await expect(handle.callAsync("on_event", [9])).rejects.toThrow("engine handle is closed");
  });

  test("H-20: what is no function is refused by the promise", async () => {
    const { engine } = setUp();
    engine.eval("let num = 1; fn two(a, b) { a }");
    const handle = engine.handle();
    await expect(handle.callAsync("num")).rejects.toMatchObject({
      kind: "type",
      message: "external Ion call target 'num' is int, not callable",
      line: 0,
    });
    await expect(handle.callAsync("json")).rejects.toThrow("cannot call module");
    await expect(handle.callAsync("two", [1])).rejects.toThrow("missing argument 'b'");
    expect(await handle.callAsync("two", [1], { kwargs: { b: 2 } })).toBe(1);
  });

  test("a handle's call can be aborted", async () => {
    const { engine } = setUp();
    engine.eval("fn slow() { sleep(1000) }");
    const controller = new AbortController();
    const call = engine.handle().callAsync("slow", [], { signal: controller.signal });
    controller.abort("enough");
    await expect(call).rejects.toBe("enough");
  });
});

describe("Ion functions in the host's hands", () => {
  const engine = new Engine();
  const add = engine.eval("fn add(a, b = 10, *rest, c = 0, **kw) { a + b + c + rest.len() } add") as IonFunction;

  test("2.5, D19: an argument that cannot be converted is named by its position or its keyword", async () => {
    const engine = new Engine();
    const f = engine.eval("fn f(a, b = 1, c = 2) { a } f") as IonFunction;
    const bad = Symbol("s") as unknown as IonInput;
    expect(() => engine.call("f", [1, { when: bad }])).toThrow("cannot convert symbol at $[1].when");
    expect(() => f.invokeSync([1], { kwargs: { c: bad } })).toThrow("cannot convert symbol at $.c");
    await expect(f(1, bad)).rejects.toMatchObject({ code: "ion.conversion_error", path: "$[1]" });
    await expect(engine.handle().callAsync("f", [bad])).rejects.toMatchObject({ path: "$[0]" });
    expect(() => Value.tuple(1, bad)).toThrow("cannot convert symbol at $[1]");
  });

  test("name, length and arity say what it takes", () => {
    expect([add.name, add.length, add.arity.min, add.arity.max]).toEqual(["add", 1, 1, Number.POSITIVE_INFINITY]);
    expect(add.arity.params.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      "plain a",
      "plain b",
      "rest rest",
      "keyword-only c",
      "keyword-rest kw",
    ]);
  });

  test("D24: a call is a promise, .sync an answer", async () => {
    expect(await add(1)).toBe(11);
    expect(add.sync(1, 2, 3)).toBe(4);
    expect(await add.invoke([1], { kwargs: { b: 1, c: 5 } })).toBe(7);
    expect(add.invokeSync([1], { as: t.bigint })).toBe(11n);
  });

  test("the same function is the same object, and the original when it comes back", () => {
    expect(engine.get("add")).toBe(add);
    expect(engine.set("again", add).eval("again == add")).toBe(engine.eval("add == add"));
  });

  test("errors of a call are IonErrors, thrown by .sync and rejected by the call", async () => {
    const divide = engine.eval("|x| 1 / x") as IonFunction;
    expect(() => divide.sync(0)).toThrow(
      expect.objectContaining({ code: "ion.runtime_error", message: "division by zero" }),
    );
    await expect(divide(0)).rejects.toMatchObject({ code: "ion.runtime_error" });
    await expect(divide(Symbol("s") as never)).rejects.toMatchObject({ code: "ion.conversion_error" });
  });

  test(".sync of a function that waits fails as eval does", () => {
    const waits = engine.eval("|| sleep(1)") as IonFunction;
    expect(() => waits.sync()).toThrow("cannot be called by the synchronous evaluator");
  });
});

describe("modules (1.5)", () => {
  const engine = new Engine();
  engine.registerModule("geo", {
    ORIGIN: Value.tuple(0, 0),
    dist: (a: number, b: number) => Math.abs(a - b),
    later: async () => 1,
    deep: { one: () => 1, NAME: "deep" },
  });

  test.each([
    ["geo::dist(1, 3)", 2],
    ["geo::deep::one() + geo::deep::NAME.len()", 5],
    ["use geo::{dist as d, ORIGIN}; d(2, 9) + ORIGIN.len()", 9],
    ["str(geo::deep::one)", "<builtin geo::deep::one>"],
    ["str(geo::later)", "<async builtin geo::later>"],
    ["type_of(geo)", "module"],
  ])("%s", (source, expected) => expect(engine.eval(source)).toBe(expected));

  test.each([
    ["geo::nope", "'nope' not found in module"],
    ["use geo::zip;", "'zip' not found in module"],
    ["nomod::x", "undefined variable: nomod"],
    ["geo()", "cannot call module"],
    ["geo.dist(1, 2)", "module has no method 'dist'"],
  ])("%s fails: %s", (source, message) => expect(() => engine.eval(source)).toThrow(message));

  test("the builder takes functions, constants and submodules, and is frozen when it is registered", () => {
    const inner = new Module("inner").registerFn("f", () => "inner");
    const module = new Module("net")
      .registerFn("mix", sig().pos("a", t.int), (a) => a)
      .registerAsyncFn("get", async () => 1)
      .set("VERSION", "1")
      .registerSubmodule(inner);
    engine.registerModule(module);
    expect(engine.eval("[net::mix(a: 2), net::VERSION, net::inner::f()]")).toEqual([2, "1", "inner"]);
    expect(() => module.set("x", 1)).toThrow(MISUSE);
    expect(() => inner.set("x", 1)).toThrow(MISUSE);
  });

  test("host misuse: a member twice, and a tree that contains itself", () => {
    expect(() => new Module("m").set("a", 1).registerFn("a", () => 1)).toThrow(MISUSE);
    const tree: Record<string, object> = {};
    tree.self = tree;
    expect(() => engine.registerModule("loop", tree)).toThrow(MISUSE);
  });

  test("a constant that cannot be converted says so at registration", () => {
    expect(() => engine.registerModule("bad", { when: new Date(0) })).toThrow("cannot convert Date");
  });
});

test("frames of a host error name the Ion functions on the way", () => {
  const engine = new Engine().registerFn("boom", () => {
    throw new Error("x");
  });
  let error: IonError | undefined;
  try {
    engine.eval("fn f() {\n  boom() + 1\n}\nf() + 1", { filename: "a.ion" });
  } catch (thrown) {
    error = thrown as IonError;
  }
  expect(error!.frames[0]).toMatchObject({ kind: "call", file: "a.ion", line: 2, column: 3 });
});
