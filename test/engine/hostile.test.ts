/**
 * A hostile host (embedding 2.5, 2.7, 2.8, D9): objects of other realms, thenables, errors of every kind, re-entry. The
 * random part of the same subject is fuzz.test.ts.
 */
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, IonError, type IonFunction, sig, t, Value } from "../../src/index.ts";

/** The API without its types, as JavaScript programs see it. */
// biome-ignore lint/suspicious/noExplicitAny: the point of this file are values that TypeScript refuses.
type Untyped = any;

function createEngine(): Untyped {
  return new Engine({ clock: new VirtualClock() });
}

function thrownBy(run: () => unknown): Untyped {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("no error");
}

describe("2.5: a dict with an Ion function `then` that a promise is resolved with", () => {
  const unhandled: unknown[] = [];
  const collect = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => void process.on("unhandledRejection", collect));
  afterEach(() => void process.off("unhandledRejection", collect));

  const REFUSED = "a value with a function 'then' cannot be a promise's answer";

  test.each(["|resolve, reject| resolve(7)", "|a, b| 1 / 0", "|| 1", "|a| sleep(1)"])(
    "%s is refused, never called, and no rejection is lost",
    async (then) => {
      const engine = createEngine();
      engine.registerAsyncFn("later", async (_context: unknown, value: unknown) => value);
      engine.registerAsyncFn("nested", (context: Untyped) => context.call("make"));
      engine.eval(`let calls = cell(0); fn make() { #{then: ${then}} }`);
      for (const source of ["later(make())", "nested()", "make()"]) {
        await expect(engine.evalAsync(source)).rejects.toThrow(REFUSED);
      }
      const make = engine.get("make") as IonFunction;
      await expect(make()).rejects.toThrow(REFUSED);
      await expect((async () => engine.eval("make()"))()).rejects.toThrow(REFUSED);
      await new Promise(setImmediate);
      expect(unhandled).toEqual([]);
    },
  );

  test("the host can still call it with functions of its own, and inside of a list it is data", async () => {
    const engine = createEngine();
    const { then } = engine.eval("#{then: |a, b| 5}");
    const holder = { then };
    const callback = (): number => 1;
    expect(await Reflect.apply(then, holder, [callback, callback])).toBe(5);
    expect(await engine.evalAsync("[#{then: |a, b| 5}]")).toHaveLength(1);
  });
});

describe("2.5: objects of another realm", () => {
  test.each([
    ["({ a: [1, { b: null }] })", '#{"a": [1, #{"b": None}]}'],
    ["[1, [2]]", "[1, [2]]"],
    ["JSON.parse('{\"__proto__\": 1}')", '#{"__proto__": 1}'],
    ["Object.create(null)", "#{}"],
    ["(x) => x", "<builtin <host>>"],
    ["async (x) => x", "<async builtin <host>>"],
  ])("%s", (code, text) => {
    expect(createEngine().set("x", runInNewContext(code)).eval("str(x)")).toBe(text);
  });

  test.each(["new (class Money {})()", "new Date(0)", "Symbol()", "Object.create({ a: 1 })", "globalThis"])(
    "%s is refused",
    (code) => {
      const error = thrownBy(() => createEngine().set("x", runInNewContext(code)));
      expect(error.code).toBe("ion.conversion_error");
    },
  );

  test("a promise, an error and an async function are known for what they are", async () => {
    const engine = createEngine();
    engine.registerFn("promise", () => runInNewContext("Promise.reject(new Error('lost'))"));
    engine.registerAsyncFn("later", () => runInNewContext("Promise.resolve(5)"));
    engine.registerAsyncFn("fail", () => runInNewContext("Promise.reject(new TypeError('no'))"));
    expect(() => engine.eval("promise()")).toThrow("host function 'promise' returned a Promise");
    expect(await engine.evalAsync("later()")).toBe(5);
    await expect(engine.evalAsync("fail()")).rejects.toMatchObject({ kind: "runtime", message: "no" });
    expect(() => engine.registerFn("f", runInNewContext("(async () => 1)"))).toThrow(
      expect.objectContaining({ code: "ion.host_misuse" }),
    );
  });
});

describe("2.5: buffers", () => {
  const detached = new Uint8Array(4);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });

  test.each([
    ["a detached ArrayBuffer", detached.buffer],
    ["a view of one", detached],
    ["a SharedArrayBuffer", new SharedArrayBuffer(4)],
  ])("%s is a conversion error", (_what, input) => {
    expect(thrownBy(() => createEngine().set("x", { a: input }))).toMatchObject({
      code: "ion.conversion_error",
      path: "$.a",
    });
  });

  test("bytes over shared memory are copied", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(2));
    const engine = createEngine().set("x", shared);
    shared[0] = 9;
    expect(engine.eval("x")).toEqual(new Uint8Array(2));
  });
});

describe("2.5: subclasses of the built-in collections are read by what they are, not by what they say", () => {
  class Liar extends Map {
    override entries(): never {
      throw new Error("never asked");
    }
    override [Symbol.iterator](): never {
      throw new Error("never asked");
    }
  }
  class Loud extends Set {
    override values(): never {
      throw new Error("never asked");
    }
  }
  class Stack extends Array {
    static override get [Symbol.species](): never {
      throw new Error("never asked");
    }
  }

  test.each([
    [new (Liar as Untyped)([["a", 1]]), '#{"a": 1}'],
    [new (Loud as Untyped)([1]), "set{1}"],
    [(Stack as Untyped).of(1, 2), "[1, 2]"],
  ])("%#", (input, text) => expect(createEngine().set("x", input).eval("str(x)")).toBe(text));

  test("arguments of a call as well", () => {
    const engine = createEngine();
    engine.eval("fn f(*all) { all.len() }");
    const replaced: Untyped = Object.assign([1, 2, 3], { map: () => "junk" });
    expect([
      engine.call("f", (Stack as Untyped).of(1, 2)),
      engine.call("f", replaced),
      engine.call("f", new Array(2)),
    ]).toEqual([2, 3, 2]);
  });

  test.each([[new Map([["a", 1]])], [["a"]]])("D9: kwargs that are %o would be lost", (kwargs) => {
    expect(thrownBy(() => createEngine().call("len", [], { kwargs }))).toMatchObject({ code: "ion.host_misuse" });
  });
});

describe("2.7: whatever a host function throws is an error with its message, and the thrown value is the cause", () => {
  const ring = new Error("outer", { cause: new Error("inner") });
  (ring.cause as Error).cause = ring;
  const getter = (name: string): Error =>
    Object.defineProperty(new Error("m"), name, {
      get() {
        throw new Error("from the getter");
      },
    });

  test.each<[string, unknown, string]>([
    ["undefined", undefined, "undefined"],
    ["null", null, "null"],
    ["a string", "text", "text"],
    ["a symbol", Symbol("s"), "Symbol(s)"],
    ["an object with a message", { message: "said" }, "said"],
    ["an AggregateError", new AggregateError([new Error("a")], "several"), "several"],
    ["a cycle of causes", ring, "outer"],
    ["a frozen error", Object.freeze(new Error("cold")), "cold"],
    ["a message that is no text", Object.assign(new Error("m"), { message: undefined }), "Error"],
    ["a message that throws", getter("message"), "host code threw a value without text"],
    ["a stack that throws", getter("stack"), "m"],
    ["a revoked proxy", revoked(), "host code threw a value without text"],
  ])("%s", async (_what, thrown, message) => {
    const engine = createEngine();
    engine.registerFn("fail", () => {
      throw thrown;
    });
    engine.registerAsyncFn("reject", () => Promise.reject(thrown));
    const caught = await engine.evalAsync("reject()").catch((error: unknown) => error);
    for (const error of [thrownBy(() => engine.eval("fail()")), caught]) {
      expect(error instanceof IonError).toBe(true);
      expect([error.kind, error.message, error.line, error.column]).toEqual(["runtime", message, 1, 1]);
      expect(Object.is(error.cause, thrown)).toBe(true);
      expect(error.format({ color: false })).toContain(`error[runtime]: ${message}`);
      expect(inspect(error)).toContain(`IonError [ion.runtime_error]: ${message}`);
      expect(JSON.parse(JSON.stringify(error)).message).toBe(message);
    }
    expect(engine.eval("try { fail() } catch e { e }")).toBe(message);
  });

  function revoked(): object {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  }
});

describe("2.8: errors where the host has its own idea of stacks", () => {
  const { stackTraceLimit } = Error;
  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
    delete (Error as Untyped).prepareStackTrace;
  });

  test.each<[string, () => void]>([
    ["an array of call sites", () => void (Error.prepareStackTrace = (_error, sites) => sites)],
    ["nothing", () => void (Error.stackTraceLimit = 0)],
  ])("%s", (_what, change) => {
    const engine = createEngine();
    change();
    const error = thrownBy(() => engine.eval("1 / 0", { filename: "a.ion" }));
    const { stack } = error;
    Error.stackTraceLimit = stackTraceLimit;
    delete (Error as Untyped).prepareStackTrace;
    expect([IonError.isIonError(error), error.message]).toEqual([true, "division by zero"]);
    expect(stack).toMatch(/^IonError \[ion\.runtime_error\]: division by zero\n {4}at <main> \(a\.ion:1:1\)/);
  });
});

describe("2.3: re-entry", () => {
  test.each<[string, (engine: Untyped) => unknown, string, unknown]>([
    ["eval", (e) => e.eval("let made = 5;"), "act(); made", 5],
    ["set", (e) => e.set("made", 3), "act(); made", 3],
    ["registerFn", (e) => e.registerFn("made", () => 7), "act(); made()", 7],
    ["registerFn of the function that runs", (e) => e.registerFn("act", () => 2), "act(); act()", 2],
    ["registerModule", (e) => e.registerModule("made", { f: () => 4 }), "act(); made::f()", 4],
    ["registerStruct", (e) => e.registerStruct({ name: "Made", fields: ["a"] }), "act(); Made { a: 1 }.a", 1],
    ["setArgs", (e) => e.setArgs(["new"]), "act(); os::args()", ["new"]],
    ["setOutput", (e) => e.setOutput("ignore"), 'act(); io::print("x"); 1', 1],
    ["dispose, of the synchronous evaluation that runs", (e) => e.dispose(), "act(); 5", 5],
  ])("%s from a host function", (_what, act, source, expected) => {
    const engine = createEngine();
    engine.registerFn("act", () => void act(engine));
    expect(engine.eval(source)).toEqual(expected);
  });

  test("limits that change hold from the next evaluation on", () => {
    const engine = createEngine();
    engine.registerFn("act", () => void engine.setLimits({ maxLoopIterations: 3 }));
    const loop = "let mut i = 0; while i < 10 { i += 1; } i";
    expect(engine.eval(`act(); ${loop}`)).toBe(10);
    expect(() => engine.eval(loop)).toThrow("maximum loop iterations exceeded");
  });

  test("eval from an output handler, a log handler, a getter, a proxy, toIon and a type", () => {
    const engine: Untyped = new Engine({
      output: { write: () => void engine.eval("let written = 1;") },
      log: { log: () => void engine.eval("let logged = 2;") },
    });
    engine.eval('fn same(x) { x } io::print("x"); log::info("x")');
    const input = new Proxy(
      {
        get a() {
          return engine.eval("40 + 2");
        },
        b: { [Symbol.for("ion.toIon")]: () => engine.eval("[1]") },
      },
      { ownKeys: (target) => Reflect.ownKeys(engine.eval("written") === 1 ? target : {}) },
    );
    expect(engine.call("same", [input])).toEqual({ a: 42, b: [1] });
    const type = { toIon: () => t.int.toIon(engine.eval("3")), fromIon: () => engine.eval("4"), describe: () => "any" };
    engine.registerFn("typed", sig().pos("x", type).returns(type), (x: unknown) => x);
    expect(engine.eval("typed(1) + written + logged")).toBe(6);
  });

  test("evalAsync from a synchronous host function is an evaluation of its own", async () => {
    const engine = createEngine();
    let inner: Promise<unknown> | undefined;
    engine.registerFn("act", () => {
      inner = engine.evalAsync("sleep(1); 9");
    });
    expect(engine.eval("act(); 1")).toBe(1);
    expect(await inner).toBe(9);
  });

  test("2.4: a signal that aborts while the arguments are converted, or inside a host function", async () => {
    const engine = createEngine();
    engine.eval("fn wait(x) { sleep(1); x }");
    const [first, second] = [new AbortController(), new AbortController()];
    const argument = {
      get a() {
        first.abort("converted");
        return 1;
      },
    };
    await expect(engine.callAsync("wait", [argument], { signal: first.signal })).rejects.toBe("converted");
    engine.registerFn("leave", () => second.abort("left"));
    await expect(engine.evalAsync("leave(); 1", { signal: second.signal })).rejects.toBe("left");
  });
});

test("values that contain themselves are displayed and compared, and have no JSON", () => {
  const engine = createEngine();
  const make = (): Untyped => engine.eval("let c = cell(0); c.set([c]); c", { raw: true });
  expect(Value.display(make())).toBe("cell([cell(...)])");
  expect(Value.equals(make(), make())).toBe(false);
  for (const write of [Value.toJson, Value.stringifyJson, Value.toMsgpack]) {
    expect(thrownBy(() => write(make()))).toMatchObject({ code: "ion.runtime_error" });
  }
});
