/** What host code may do at the border (embedding 2.3, 2.5, 2.7, 2.8): nested evaluation, hostile values, error objects. */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  Engine,
  IonCell,
  IonConversionError,
  IonError,
  type IonFunction,
  IonRange,
  sig,
  t,
  Value,
} from "../../src/index.ts";

const TO_ION = Symbol.for("ion.toIon");

function errorOf(run: () => unknown): IonError {
  try {
    run();
  } catch (thrown) {
    return thrown as IonError;
  }
  throw new Error("no error");
}

describe("evaluations inside and beside each other (D11)", () => {
  test("eval in a synchronous host function of an evaluation", async () => {
    const engine = new Engine({ clock: new VirtualClock() });
    engine.registerFn("nested", (source: string) => engine.eval(source));
    const source = 'let a = 1; sleep(1); let b = nested("let c = a + 1; c"); sleep(1); a + b + c';
    expect(await engine.evalAsync(source)).toBe(5);
  });

  test("eval drives only its own tasks", async () => {
    const engine = new Engine({ clock: new VirtualClock() });
    const log: string[] = [];
    engine.registerFn("note", (text: string) => void log.push(text));
    engine.registerFn("nested", () => engine.eval('async { spawn note("inner task"); } note("inner")'));
    await engine.evalAsync('async { spawn note("outer task"); nested(); note("outer"); }');
    expect(log).toEqual(["inner task", "inner", "outer", "outer task"]);
  });

  test("evalAsync in a host function, awaited by it", async () => {
    const engine = new Engine({ clock: new VirtualClock() });
    engine.registerAsyncFn("nested", (_ctx, source: string) => engine.evalAsync(source));
    expect(await engine.evalAsync('1 + nested("sleep(5); 41")')).toBe(42);
  });

  test("overlapping evaluations share the scope, and one error does not touch the others", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock });
    const outcomes = await Promise.allSettled([
      engine.evalAsync("let shared = cell(0); sleep(10); shared.get()"),
      engine.evalAsync("sleep(5); shared.set(7); 1 / 0"),
      engine.evalAsync("sleep(7); shared.get() + 1"),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : "failed"))).toEqual([
      7,
      "failed",
      8,
    ]);
    expect(clock.elapsed).toBe(10);
  });

  test("after a failure in a nested evaluation the outer one goes on", () => {
    const engine = new Engine();
    engine.registerFn("nested", () => engine.eval("1 / 0"));
    expect(engine.eval('let r = try { nested() } catch e { e }; r + "!"')).toBe("division by zero!");
  });
});

describe("hostile values", () => {
  const boom = new Error("boom");
  const throwing = (): never => {
    throw boom;
  };
  const revoked = (target: object): object => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  // biome-ignore lint/suspicious/noExplicitAny: values of every kind.
  const VALUES: [string, () => any, string][] = [
    [
      "a getter that throws",
      () => ({
        user: {
          get created() {
            return throwing();
          },
        },
      }),
      "$.user.created",
    ],
    ["a proxy whose traps throw", () => [new Proxy({}, { ownKeys: throwing })], "$[0]"],
    ["a proxy whose prototype throws", () => ({ a: new Proxy({}, { getPrototypeOf: throwing }) }), "$.a"],
    ["a revoked proxy", () => ({ a: revoked({}) }), "$.a"],
    ["a revoked proxy of an array", () => [1, revoked([])], "$[1]"],
    ["a toIon that throws", () => ({ a: { [TO_ION]: throwing } }), "$.a"],
    [
      "a toIon that is a getter that throws",
      () => ({
        a: {
          get [TO_ION]() {
            return throwing();
          },
        },
      }),
      "$.a",
    ],
    ["a toIon that answers something else", () => [{ [TO_ION]: () => Symbol("s") }], "$[0]"],
    [
      "a cycle",
      () => {
        const a: object[] = [];
        a.push({ self: a });
        return a;
      },
      "$[0].self",
    ],
    [
      "a cycle through toIon",
      () => {
        const a = { [TO_ION]: (): object => ({ a }) };
        return a;
      },
      "$.a",
    ],
    ["a symbol", () => ({ a: [Symbol("s")] }), "$.a[0]"],
    ["a Date", () => ({ user: { created: new Date(0) } }), "$.user.created"],
    ["a RegExp", () => [/x/], "$[0]"],
    ["a WeakMap", () => ({ m: new WeakMap() }), "$.m"],
    ["a Promise", () => ({ p: Promise.resolve(1) }), "$.p"],
    ["an instance of a class", () => [new (class Point {})()], "$[0]"],
    ["a boxed number", () => [Object(1)], "$[0]"],
    ["a typed array", () => [new Float64Array(1)], "$[0]"],
    ["an array of impossible length", () => new Array(2 ** 32 - 1), "$"],
    ["a map with a key that is no string", () => ({ m: new Map([[1, 2]]) }), "$.m"],
    ["an int of more than 64 bits", () => ({ n: 2n ** 63n }), "$.n"],
  ];

  test.each(VALUES)("D19: %s is an IonConversionError with the path", (_what, create, path) => {
    const engine = new Engine();
    const error = errorOf(() => engine.set("x", create())) as unknown as IonConversionError;
    expect(error).toBeInstanceOf(IonConversionError);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ code: "ion.conversion_error", path });
    expect(engine.has("x")).toBe(false);
  });

  test.each(VALUES)("%s as the result of a host function is a TypeError at the call", (_what, create) => {
    const engine = new Engine().registerFn("f", () => (_what === "a Promise" ? { p: create() } : create()));
    expect(errorOf(() => engine.eval("\n f()"))).toMatchObject({ kind: "type", line: 2, column: 2 });
    expect(engine.eval("1")).toBe(1);
  });

  test.each(VALUES)("%s meets typed codecs as a conversion error, too", (_what, create) => {
    for (const type of [
      t.list(t.any),
      t.dict(t.any),
      t.map(t.any),
      t.set(t.any),
      t.tuple(t.any),
      t.int,
      t.string,
      t.json,
      t.option(t.json),
      t.bytes,
      t.fn,
    ]) {
      expect(errorOf(() => type.toIon(create()))).toBeInstanceOf(IonConversionError);
    }
  });

  test("the original exception of a getter is the cause", () => {
    expect(
      errorOf(() =>
        new Engine().set("x", {
          get a() {
            return throwing();
          },
        }),
      ).cause,
    ).toBe(boom);
  });

  test("Symbol.for('ion.toIon') says what an object is, in depth and for class instances", () => {
    class Money {
      readonly amount: number;
      constructor(amount: number) {
        this.amount = amount;
      }
      [TO_ION](): unknown {
        return { amount: this.amount, currency: "EUR" };
      }
    }
    expect(new Engine().set("m", [new Money(5)]).eval("m[0].amount + m[0].currency.len()")).toBe(8);
  });

  test("lone surrogates become U+FFFD in strings, keys, names of arguments and sources", () => {
    const engine = new Engine().set("s", ["a\ud800b", { "\udc00": 1 }, "😀"]);
    expect(engine.eval("s")).toEqual(["a\ufffdb", { "\ufffd": 1 }, "😀"]);
    expect(engine.eval('"\ud800".len()')).toBe(3);
  });

  test("an asynchronous host function may answer a hostile thenable", async () => {
    const engine = new Engine();
    const answers: [string, () => unknown][] = [
      // biome-ignore-start lint/suspicious/noThenProperty: that is the point.
      ["then throws", () => ({ then: throwing })],
      [
        "then is a getter that throws",
        () => ({
          get then() {
            return throwing();
          },
        }),
      ],
      // biome-ignore-end lint/suspicious/noThenProperty: that is the point.
      [
        "a promise that was tampered with",
        () => Object.defineProperty(Promise.resolve(1), "constructor", { get: throwing }),
      ],
      // biome-ignore lint/suspicious/noThenProperty: that is the point.
      ["a promise whose own then throws", () => Object.assign(Promise.resolve(1), { then: throwing })],
    ];
    for (const [what, answer] of answers) {
      engine.registerAsyncFn("f", answer);
      expect([what, await engine.evalAsync("try { f() } catch e { e }")]).toEqual([what, "boom"]);
    }
  });

  test("a thenable that settles twice settles once", async () => {
    const engine = new Engine().registerAsyncFn("f", () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is the point.
      then(resolve: (value: number) => void, reject: (reason: unknown) => void) {
        resolve(1);
        reject(boom);
        resolve(2);
      },
    }));
    expect(await engine.evalAsync("f() + f()")).toBe(2);
  });
});

describe("conversion of arguments (2.7)", () => {
  test("an argument that does not fit is a TypeError naming function, parameter and path", async () => {
    const engine = new Engine();
    engine.registerAsyncFn("http_get", sig().pos("url", t.string).kwOnly("opts", t.dict(t.int), {}), async () => 1);
    await expect(engine.evalAsync("http_get(1)")).rejects.toMatchObject({
      kind: "type",
      message: "http_get: parameter 'url': expected string, got int",
      line: 1,
      cause: expect.objectContaining({ code: "ion.conversion_error" }),
    });
    await expect(engine.evalAsync('http_get("/", opts: #{a: "x"})')).rejects.toThrow(
      "http_get: parameter 'opts': expected int, got string at $.a",
    );
  });
});

describe("live objects", () => {
  test("cells are live in both directions, and identity is kept", () => {
    const engine = new Engine();
    const cell = engine.eval("let c = cell([1]); c") as IonCell;
    expect(cell).toBeInstanceOf(IonCell);
    cell.set([...(cell.get() as number[]), 2]);
    expect(engine.eval("c.update(|xs| xs.push(3)); c.get()")).toEqual([1, 2, 3]);
    expect(cell.update((xs) => (xs as number[]).length)).toBe(3);
    expect(engine.get("c")).toBe(cell);
    expect(() => cell.set(Symbol("s") as never)).toThrow(IonConversionError);
  });

  test("ranges are iterable, with a length", () => {
    const range = new Engine().eval("2..=5") as IonRange;
    expect([[...range], range.length, range.inclusive]).toEqual([[2, 3, 4, 5], 4, true]);
    expect(range).toBeInstanceOf(IonRange);
  });

  test("tasks, channel ends and modules are opaque, and come back as themselves", async () => {
    const engine = new Engine();
    engine.registerFn("same", (x) => x);
    expect(await engine.evalAsync("let (tx, rx) = channel(1); same(tx).send(4); same(rx).recv()")).toMatchObject({
      value: 4,
    });
    expect(await engine.evalAsync("async { let h = spawn len([1]); same(h).await }")).toBe(1);
    expect(String(engine.get("math"))).toBe("<module math>");
    expect(engine.set("m", engine.get("math")).eval("m::abs(-1)")).toBe(1);
    expect(() => engine.set("fake", Object.create(Object.getPrototypeOf(engine.get("math"))))).toThrow(
      IonConversionError,
    );
  });
});

describe("what people see", () => {
  test("util.inspect of values and functions is short", () => {
    const engine = new Engine();
    const show = (source: string): string => inspect(engine.eval(source));
    expect(show("Some(1)")).toBe("Some { value: 1 }");
    expect(show('Err("e")')).toBe("Err { ok: false, error: 'e' }");
    expect(show("cell([1])")).toBe("IonCell [ 1 ]");
    expect(show("1..3")).toBe("IonRange { start: 1, end: 3, inclusive: false }");
    expect(show("fn f(a) { a } f")).toBe("<fn f>");
    expect(show("math")).toBe("<module math>");
    expect(inspect(Value.float(1))).toBe("IonValue(float) 1.0");
  });

  test("util.inspect of an error shows message, code, position, excerpt and cause", () => {
    const engine = new Engine().registerFn("save", () => {
      throw new RangeError("disk full");
    });
    const text = inspect(errorOf(() => engine.eval("let x = 1;\nsave()", { filename: "a.ion" })));
    for (const part of [
      "IonError [ion.runtime_error]: disk full",
      "a.ion:2:1",
      "2 | save()",
      "^",
      "RangeError: disk full",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("ion-error.ts");
  });

  test("instanceof IonError, IonError.isIonError and the copies of the package", () => {
    const error = errorOf(() => new Engine().eval("1 / 0"));
    expect([error instanceof IonError, error instanceof Error, IonError.isIonError(error)]).toEqual([true, true, true]);
    const foreign = Object.defineProperty(new Error("other copy"), Symbol.for("ionlang.IonError"), { value: true });
    expect([foreign instanceof IonError, IonError.isIonError(foreign), IonError.isIonError({})]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("an error of a nested call keeps its frames, innermost first", () => {
    const error = errorOf(() =>
      new Engine().eval("fn inner() {\n  1 / 0\n}\nfn outer() {\n  inner() + 1\n}\nouter() + 1", { filename: "f.ion" }),
    );
    expect(error.frames.map(({ kind, name, file, line }) => [kind, name, file, line])).toEqual([
      ["call", "inner", "f.ion", 2],
      ["call", "outer", "f.ion", 5],
      ["call", "<main>", "f.ion", 7],
    ]);
    expect([error.line, error.column]).toEqual([error.frames[0]!.line, error.frames[0]!.column]);
  });

  test("D26, 2.8: lines and columns are set, the message is the Ion message alone", () => {
    const error = errorOf(() => new Engine().eval('let é = "😀"; 1 / 0', { filename: "u.ion" }));
    expect([error.message, error.line, error.column]).toEqual(["division by zero", 1, 15]);
    expect(error.display()).toBe("RuntimeError at 1:15: division by zero");
    expect(error.publicMessage).toBe("runtime error");
  });
});

describe("functions of the host as values", () => {
  test("a JavaScript function passed twice is one Ion value, and comes back as the same object", () => {
    const engine = new Engine();
    const f = (x: number): number => x + 1;
    engine.set("f", f).set("g", [f]);
    expect(engine.eval("g[0](1) + f(2)")).toBe(5);
    expect((engine.get("g") as unknown[])[0]).toBe(engine.get("f"));
  });

  test("an Ion function that waits can be called by its promise, while an evaluation runs and afterwards", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock });
    const wait = (await engine.evalAsync("|ms| { sleep(ms); ms }")) as IonFunction;
    expect(await Promise.all([wait(10), wait(20)])).toEqual([10, 20]);
    expect(clock.elapsed).toBe(20);
  });
});
