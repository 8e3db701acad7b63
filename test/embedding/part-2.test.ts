/** Sentences of embedding.md 2.2 to 2.8 that no other file tests, one describe a section. */
import { afterEach, describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  type Clock,
  defineEnum,
  defineStruct,
  Engine,
  Err,
  type HostContext,
  IonCell,
  type IonFunction,
  type IonInput,
  IonRange,
  Ok,
  Some,
  sig,
  t,
  Value,
} from "../../src/index.ts";
import { errorOf } from "../kit/error-of.ts";

describe("2.2 engine at a glance", () => {
  test.each<[string, (engine: Engine) => unknown]>([
    ["set", (e) => e.set("a", 1)],
    ["setTyped", (e) => e.setTyped("a", t.int, 1)],
    ["registerFn", (e) => e.registerFn("f", () => 1)],
    ["registerAsyncFn", (e) => e.registerAsyncFn("f", () => 1)],
    ["registerModule", (e) => e.registerModule("m", {})],
    ["registerType", (e) => e.registerType(defineStruct("S", {}))],
    ["registerStruct", (e) => e.registerStruct({ name: "S", fields: [] })],
    ["registerEnum", (e) => e.registerEnum({ name: "E", variants: {} })],
    ["setLimits", (e) => e.setLimits({})],
    ["setOutput", (e) => e.setOutput("ignore")],
    ["setArgs", (e) => e.setArgs([])],
    ["setLogHandler", (e) => e.setLogHandler({ log: () => undefined })],
  ])("D5: %s answers the engine", (_name, change) => {
    const engine = new Engine();
    expect(change(engine)).toBe(engine);
  });

  test("handlers keep their `this`", () => {
    class Sink {
      readonly texts: string[] = [];
      write(_stream: string, text: string): void {
        this.texts.push(text);
      }
      log(_level: string, message: string): void {
        this.texts.push(message);
      }
      enabled(): boolean {
        return this.texts.length < 2;
      }
    }
    const sink = new Sink();
    new Engine({ output: sink, log: sink }).eval('io::print("a"); log::info("b"); log::info("c")');
    expect(sink.texts).toEqual(["a", "b"]);
  });
});

describe("2.3 evaluating", () => {
  test("a clock of the host's own: `now` and `setTimer` in milliseconds, and the timer can be taken back", async () => {
    const timers: { due: number; fire: () => void; isCancelled: boolean }[] = [];
    let now = 1000;
    const clock: Clock = {
      now: () => now,
      setTimer(due, fire) {
        const timer = { due, fire, isCancelled: false };
        timers.push(timer);
        return () => {
          timer.isCancelled = true;
        };
      },
    };
    const engine = new Engine({ clock });
    const slept = engine.evalAsync("sleep(50); 7");
    expect(timers.map(({ due }) => due)).toEqual([1050]);
    now = 1050;
    timers[0]!.fire();
    expect(await slept).toBe(7);
    const controller = new AbortController();
    const aborted = engine.evalAsync("sleep(50)", { signal: controller.signal });
    controller.abort("left");
    await expect(aborted).rejects.toBe("left");
    expect(timers.at(-1)).toMatchObject({ due: 1100, isCancelled: true });
  });

  test("a virtual clock: hours of sleep end at once and in order, host functions sleep along", async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    const engine = new Engine({ clock })
      .registerFn("note", (text: string) => void order.push(`${text} at ${clock.now()}`))
      .registerAsyncFn("host", async ({ signal }, ms) => clock.sleep(ms, { signal }));
    expect(clock.elapsed).toBe(0);
    await engine.evalAsync(`async {
      spawn { || { sleep(7200000); note("two hours") } }();
      spawn { || { host(3600000); note("one hour") } }();
      note("start");
    }`);
    expect(order).toEqual(["start at 0", "one hour at 3600000", "two hours at 7200000"]);
  });

  test("`as` failing is an IonConversionError, under eval and evalAsync, after the program ran", async () => {
    const engine = new Engine();
    const failure = { code: "ion.conversion_error", path: "$[1]", message: "expected int, got string at $[1]" };
    expect(errorOf(() => engine.eval('let ran = 1; [1, "x"]', { as: t.list(t.int) }))).toMatchObject(failure);
    await expect(engine.evalAsync('[1, "x"]', { as: t.list(t.int) })).rejects.toMatchObject(failure);
    expect(engine.get("ran")).toBe(1);
  });

  test("evalAsync never throws synchronously", async () => {
    const engine = new Engine();
    const hostile = {
      get as(): never {
        throw new Error("from the getter");
      },
    };
    for (const run of [
      () => engine.evalAsync("let ="),
      () => engine.evalAsync("1", hostile as never),
      () => engine.callAsync("nope", [], hostile as never),
      () => engine.handle().callAsync("nope", [], hostile as never),
      () => (engine.get("len") as IonFunction).invoke([], hostile as never),
    ]) {
      const promise = run();
      expect(promise).toBeInstanceOf(Promise);
      await expect(promise).rejects.toBeInstanceOf(Error);
    }
  });
});

describe("2.5 values: each row of the table, there and back", () => {
  test.each<[string, IonInput, unknown]>([
    ["int", 1, 1],
    ["int beyond 2^53", 2n ** 60n, 2n ** 60n],
    ["float", 1.5, 1.5],
    ["integral float", Value.float(2), 2],
    ["bool", true, true],
    ["string", "é😀", "é😀"],
    ["bytes", Buffer.from("ab"), new Uint8Array([97, 98])],
    ["list", [1, [2]], [1, [2]]],
    ["tuple", Value.tuple(1, "a"), [1, "a"]],
    ["dict", new Map([["b", 1]]), { b: 1 }],
    ["set", new Set([2, 1, 2]), new Set([2, 1])],
    ["None", null, null],
    ["Some", Value.some(Value.some(null)), new Some(new Some(null))],
    ["Ok", new Ok([1]), new Ok([1])],
    ["Err", new Err("e"), new Err("e")],
    ["unit", undefined, undefined],
    ["range", Value.range(1, 3), new IonRange(1, 3)],
  ])("%s", (_name, input, output) => {
    const engine = new Engine().set("x", input);
    expect(engine.get("x")).toEqual(output);
    expect(engine.set("again", engine.get("x") as IonInput).get("again")).toEqual(output);
  });

  test("a cell is live: get, set, update, and the script sees it", () => {
    const engine = new Engine();
    const cell = engine.eval("let c = cell([1]); c") as IonCell;
    expect([cell instanceof IonCell, cell.get()]).toEqual([true, [1]]);
    cell.set([1, 2]);
    expect(cell.update((content) => [...(content as number[]), 3])).toEqual([1, 2, 3]);
    engine.eval("c.update(|l| l.push(4))");
    expect([cell.get(), engine.get("c") === cell]).toEqual([[1, 2, 3, 4], true]);
  });

  test("a host that hands a container over keeps its own: neither side sees changes of the other", () => {
    const list = [{ n: 1 }];
    const engine = new Engine().set("x", list);
    list[0]!.n = 2;
    const out = engine.get("x") as { n: number }[];
    out[0]!.n = 3;
    expect(engine.eval("x[0].n")).toBe(1);
  });
});

describe("2.6 types", () => {
  test("describe says what a type is called in messages", () => {
    const Color = defineEnum("Color", { Red: [] });
    const types = [t.int, t.safeInt, t.float, t.bool, t.string, t.unit, t.any, t.raw, t.json, t.fn, t.int.range(1, 2)];
    expect([...types, t.list(t.int), t.option(t.string), Color].map((type) => type.describe())).toEqual([
      ...["int", "safe int", "float", "bool", "string", "()", "any value", "IonValue", "JSON value", "fn"],
      ...["int in 1..=2", "list of int", "Option of string", "Color"],
    ]);
  });

  test("a failure in the middle of nested types reads as one sentence with its path", () => {
    const Item = defineStruct("Item", { qty: t.int });
    const engine = new Engine().registerType(Item);
    const items = '#{items: [Item { qty: 1 }, Item { qty: 2 }, Item { qty: "x" }]}';
    expect(() => engine.eval(items, { as: t.dict(t.list(Item)) })).toThrow(
      "expected int, got string at $.items[2].qty",
    );
  });
});

describe("2.7 functions across the boundary", () => {
  test("most host calls never make an AbortController: the signal is made when it is first read", async () => {
    const { AbortController: Original } = globalThis;
    let made = 0;
    globalThis.AbortController = class extends Original {
      constructor() {
        super();
        made++;
      }
    };
    try {
      const engine = new Engine()
        .registerAsyncFn("plain", async (_context, x) => x)
        .registerAsyncFn("asks", async (context) => {
          const { signal } = context;
          return signal === context.signal && !signal.aborted;
        });
      expect(await engine.evalAsync("plain(1) + plain(2)")).toBe(3);
      expect(made).toBe(0);
      expect(await engine.evalAsync("asks()")).toBe(true);
      expect(made).toBe(1);
    } finally {
      globalThis.AbortController = Original;
    }
  });

  test("the context's engine is a handle that works after the call is over", async () => {
    let context: HostContext | undefined;
    const engine = new Engine({ clock: new VirtualClock() }).registerAsyncFn("keep", (ctx) => {
      context = ctx;
    });
    await engine.evalAsync("fn twice(x) { x * 2 } keep()");
    expect(await context!.engine.callAsync("twice", [4])).toBe(8);
  });

  test("a default counts as given when there is a third argument, even undefined, and is not converted", () => {
    const marker = { host: "object" };
    const engine = new Engine()
      .registerFn(
        "f",
        sig().pos("a", t.int, undefined).kwOnly("b", t.string, marker),
        (a, b) => a === undefined && b === marker,
      )
      .registerFn("g", sig().pos("a", t.int), () => 1);
    expect(engine.eval("f()")).toBe(true);
    expect(() => engine.eval("g()")).toThrow("missing argument a");
  });

  test("`throw new IonError` of another kind keeps kind and message, and takes the position of the call", async () => {
    const { IonError } = await import("../../src/index.ts");
    const engine = new Engine().registerFn("f", () => {
      throw new IonError("bad", { kind: "name", hint: "look there" });
    });
    const error = errorOf(() => engine.eval("1;\n  f()", { filename: "a.ion" }));
    const expected = { kind: "name", code: "ion.name_error", message: "bad", line: 2, column: 3, sourceName: "a.ion" };
    expect(error).toMatchObject({ ...expected, hint: "look there" });
  });
});

describe("2.8 errors", () => {
  test("line, column and the first frame agree; the frames go on with the callers", () => {
    const source = "fn average(xs) {\n  10 / xs.len()\n}\nfn report() { average([]) + 1 }\nreport() + 1";
    const error = errorOf(() => new Engine().eval(source, { filename: "orders.ion" }));
    expect([error.line, error.column]).toEqual([2, 3]);
    expect(error.frames.map(({ name, file, line, column }) => `${name} ${file}:${line}:${column}`)).toEqual([
      "average orders.ion:2:3",
      "report orders.ion:4:15",
      "<main> orders.ion:5:1",
    ]);
  });

  test("syntax errors know where they end", () => {
    expect(errorOf(() => new Engine().eval("let ab = ;"))).toMatchObject({ column: 10, endLine: 1, endColumn: 11 });
  });

  test("toJSON is data for a log: everything but the source, additional errors included", () => {
    const json = JSON.parse(
      JSON.stringify(errorOf(() => new Engine().eval("let a = ;\nlet b = ;", { filename: "x" }))),
    );
    expect(Object.keys(json).sort()).toEqual(
      [
        "name",
        "kind",
        "code",
        "message",
        "line",
        "column",
        "endLine",
        "endColumn",
        "sourceName",
        "hint",
        "frames",
        "additional",
      ]
        .filter((key) => key in json)
        .sort(),
    );
    expect(json.additional).toMatchObject([{ name: "IonError", kind: "parse", line: 2 }]);
  });

  describe("format takes its color from the terminal, NO_COLOR and FORCE_COLOR", () => {
    const { NO_COLOR, FORCE_COLOR } = process.env;
    const { isTTY } = process.stderr;
    afterEach(() => {
      for (const [name, value] of Object.entries({ NO_COLOR, FORCE_COLOR })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      process.stderr.isTTY = isTTY;
    });

    test.each<[boolean, Record<string, string>, boolean]>([
      [true, {}, true],
      [false, {}, false],
      [true, { NO_COLOR: "1" }, false],
      [true, { NO_COLOR: "" }, true],
      [false, { FORCE_COLOR: "1" }, true],
      [true, { FORCE_COLOR: "0" }, false],
      [false, { NO_COLOR: "1", FORCE_COLOR: "1" }, true],
    ])("terminal %s, %o: %s", (isTerminal, environment, expected) => {
      delete process.env.NO_COLOR;
      delete process.env.FORCE_COLOR;
      Object.assign(process.env, environment);
      process.stderr.isTTY = isTerminal;
      expect(
        errorOf(() => new Engine().eval("1 / 0"))
          .format()
          .includes("\x1b["),
      ).toBe(expected);
    });
  });

  test("format: another source text, and without frames", () => {
    const error = errorOf(() => new Engine().eval("1 / 0", { filename: "a.ion" }));
    expect(error.format({ color: false, source: "9 / 0" })).toContain(" 1 | 9 / 0");
    expect(error.format({ color: false, frames: false })).not.toContain(" at <main>");
    expect(error.format({ color: false })).toMatch(/ at <main> \(a\.ion:1:1\)$/);
  });
});
