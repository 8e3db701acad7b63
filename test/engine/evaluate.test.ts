/** `eval`, `evalAsync`, globals and settings of an engine (embedding 1.1, 2.2, 2.3). */
import { describe, expect, test } from "vitest";
import { getDefaultEngine as coreEngine } from "../../runtime/engine/default-engine.ts";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, getDefaultEngine, type IonFunction, t, Value } from "../../src/index.ts";
import { errorOf } from "../kit/error-of.ts";

const MISUSE = expect.objectContaining({ code: "ion.host_misuse" });

describe("state of an engine (1.1)", () => {
  test("definitions persist between evaluations, also those made before an error", () => {
    const engine = new Engine();
    engine.eval("let a = 1; fn twice(x) { x * 2 }");
    expect(() => engine.eval("let b = twice(a); { let local = 1; } b / 0; let c = 3;")).toThrow("division by zero");
    expect(engine.eval("b")).toBe(2);
    expect([engine.has("c"), engine.has("local")]).toEqual([false, false]);
  });

  test("set binds an immutable global, which scripts may shadow and the host may set again", () => {
    const engine = new Engine().set("v", 1);
    expect(() => engine.eval("v = 2;")).toThrow("cannot assign to immutable variable 'v'");
    engine.eval("let v = 5;");
    expect(engine.get("v")).toBe(5);
    expect(engine.set("v", 6).eval("v")).toBe(6);
  });

  test("D7: get finds builtins and modules, too; getAll is a Map of the bindings only, whatever their names", () => {
    const engine = new Engine().set("constructor", 1).registerFn("host", () => 1);
    engine.eval("let __proto__ = 2;");
    expect((engine.get("len") as IonFunction).sync([1, 2])).toBe(2);
    expect([...engine.getAll()]).toEqual([
      ["constructor", 1],
      ["__proto__", 2],
    ]);
  });

  test("D8: has tells an absent name from unit", () => {
    const engine = new Engine().set("unit", undefined);
    expect([engine.get("unit"), engine.get("nope"), engine.has("unit"), engine.has("nope")]).toEqual([
      undefined,
      undefined,
      true,
      false,
    ]);
  });

  test("getTyped converts, and names what is missing", () => {
    const engine = new Engine().setTyped("x", t.float, 2);
    expect(engine.eval("type_of(x)")).toBe("float");
    expect(engine.getTyped("x", t.float)).toBe(2);
    expect(() => engine.getTyped("x", t.int)).toThrow("expected int, got float");
    expect(() => engine.getTyped("nope", t.int)).toThrow("variable 'nope' not found");
  });

  test("a ? that reaches the top level is the value, and return ends the evaluation", () => {
    const engine = new Engine();
    expect(engine.eval("None?; 1")).toBeNull();
    expect(engine.eval("return 7; 8")).toBe(7);
  });

  test("engines are independent of each other", () => {
    const [a, b] = [new Engine().set("x", 1), new Engine()];
    expect(() => b.eval("x")).toThrow("undefined variable: x");
    expect(a.eval("x")).toBe(1);
  });

  test("functions of one engine may be passed to another", () => {
    const add = new Engine().eval("let base = 10; |x| base + x") as IonFunction;
    expect(new Engine().set("add", add).eval("add(1)")).toBe(11);
  });
});

describe("replacing builtins", () => {
  test("a host function replaces a builtin, in code that was compiled before, too", () => {
    const engine = new Engine();
    engine.eval("fn count(x) { len(x) }");
    engine.registerFn("len", () => 99);
    expect([engine.eval("len([1])"), engine.eval("count([1])")]).toEqual([99, 99]);
  });

  test("an asynchronous replacement may wait", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock }).registerAsyncFn("len", async () => {
      await clock.sleep(5);
      return 7;
    });
    expect(await engine.evalAsync("fn f(x) { len(x) + 1 } f([])")).toBe(8);
  });

  test("a binding of the name of a builtin goes before it", () => {
    const engine = new Engine();
    engine.eval("let len = |x| 5;");
    expect(engine.eval("len([])")).toBe(5);
  });
});

describe("results", () => {
  test("as converts through a type, raw does not convert", () => {
    const engine = new Engine();
    expect(engine.eval("[Some(1), None]", { as: t.list(t.option(t.int)) })).toEqual([1, null]);
    expect(() => engine.eval("[1]", { as: t.list(t.string) })).toThrow("expected string, got int at $[0]");
    const raw = engine.eval("1.0", { raw: true });
    expect([raw.typeName, String(raw)]).toEqual(["float", "1.0"]);
    expect(engine.set("x", raw).eval("type_of(x)")).toBe("float");
  });

  test("a raw value converts by the rules of the engine it came from", () => {
    const engine = new Engine({ dicts: "map" });
    expect(Value.toJs(engine.eval("#{a: 1}", { raw: true }))).toEqual(new Map([["a", 1]]));
    const add = Value.toJs(engine.eval("|a, b| a + b", { raw: true })) as IonFunction;
    expect(add.sync(1, 2)).toBe(3);
  });
});

describe("errors", () => {
  test("the default name of a source is ion:eval/<n>", () => {
    const engine = new Engine();
    const names = ["1 / 0", "2 / 0"].map((source) => errorOf(() => engine.eval(source)).sourceName!);
    const [first, second] = names.map((name) => Number(/^ion:eval\/(\d+)$/.exec(name)![1]));
    expect(second).toBe(first! + 1);
  });

  test("the stack goes on with the caller of eval", () => {
    function caller(): unknown {
      return new Engine().eval("1 / 0", { filename: "a.ion" });
    }
    const lines = errorOf(caller).stack!.split("\n");
    expect(lines[1]).toBe("    at <main> (a.ion:1:1)");
    expect(lines[2]).toMatch(/at caller \(.*evaluate\.test\.ts/);
  });

  test("evalAsync never throws: syntax errors, misuse and bad signals reject", async () => {
    const engine = new Engine();
    await expect(engine.evalAsync("let = 1")).rejects.toMatchObject({ kind: "parse" });
    await expect(engine.evalAsync(1 as never)).rejects.toEqual(MISUSE);
    await expect(engine.evalAsync("1", { signal: {} as AbortSignal })).rejects.toEqual(MISUSE);
    await expect(engine.callAsync("nope")).rejects.toThrow("external Ion call target 'nope' not found");
  });

  test("a stack overflow of the host's own recursion through Ion is the call-depth error", () => {
    const engine = new Engine();
    engine.registerFn("again", () => engine.call("f"));
    expect(() => engine.eval("fn f() { again() + 1 } f()")).toThrow("maximum call depth exceeded");
    expect(engine.eval("1 + 1")).toBe(2);
  });
});

describe("evalAsync", () => {
  test("D10: execution starts before it returns", async () => {
    const engine = new Engine();
    const promise = engine.evalAsync("let a = 1; a");
    expect(engine.get("a")).toBe(1);
    expect(await promise).toBe(1);
  });

  test("D11: several evaluations overlap over one scope, and eval works between them", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock });
    const slow = engine.evalAsync("sleep(20); let slow = fast + 1; slow");
    const fast = engine.evalAsync("sleep(10); let fast = 1; fast");
    expect(engine.eval("2")).toBe(2);
    expect(await Promise.all([slow, fast])).toEqual([2, 1]);
    expect(clock.elapsed).toBe(20);
  });

  test("listeners on the caller's signal are removed on settle", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners++;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners--;
      remove(...given);
    };
    const engine = new Engine({ clock: new VirtualClock() });
    await engine.evalAsync("sleep(5)", { signal });
    await expect(engine.evalAsync("sleep(5); 1 / 0", { signal })).rejects.toThrow("division by zero");
    expect(listeners).toBe(0);
  });

  test("an aborted signal runs nothing; definitions made before an abort stay", async () => {
    const engine = new Engine({ clock: new VirtualClock() });
    await expect(engine.evalAsync("let never = 1;", { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    expect(engine.has("never")).toBe(false);
    const controller = new AbortController();
    const promise = engine.evalAsync("let kept = 1; sleep(1000); let lost = 2;", { signal: controller.signal });
    controller.abort("left");
    await expect(promise).rejects.toBe("left");
    expect([engine.get("kept"), engine.has("lost"), await engine.evalAsync("kept + len([1])")]).toEqual([1, false, 2]);
  });

  test("the synchronous evaluator runs concurrency that never waits, and refuses what would", () => {
    const engine = new Engine();
    expect(engine.eval("async { let h = spawn str(1); h.await }")).toBe("1");
    expect(() => engine.eval("sleep(1)")).toThrow(
      "async host function 'sleep' cannot be called by the synchronous evaluator; use evalAsync",
    );
  });
});

describe("dispose", () => {
  test("cancels what is under way, and refuses what comes later", async () => {
    const engine = new Engine({ clock: new VirtualClock() });
    const handle = engine.handle();
    const waiting = engine.evalAsync("sleep(1000)");
    engine.dispose();
    const cancelled = { name: "AbortError", code: "ion.cancelled", cancelledBy: "dispose" };
    await expect(waiting).rejects.toMatchObject({ ...cancelled, message: "scheduled Ion call was cancelled" });
    await expect(engine.evalAsync("1")).rejects.toMatchObject(cancelled);
    await expect(handle.callAsync("len", [[]])).rejects.toMatchObject(cancelled);
    expect(() => engine.eval("1")).toThrow(MISUSE);
    engine.dispose();
  });

  test("works with `using`", () => {
    expect(Engine.prototype[Symbol.dispose]).toBeTypeOf("function");
  });
});

test("D29: the shared engine is an Engine, also when compiled code made it before the compiler was there", () => {
  const made = coreEngine();
  const shared = getDefaultEngine();
  expect(shared).toBe(made);
  expect(shared).toBeInstanceOf(Engine);
  expect(shared.eval("1 + 1")).toBe(2);
  expect(shared.args).toEqual(process.argv.slice(2));
});

describe("settings", () => {
  test("limits: violations are RuntimeErrors that Ion code can catch, and Infinity lifts a limit", () => {
    const engine = new Engine({ limits: { maxCallDepth: 50, maxLoopIterations: 10 } });
    engine.eval("fn deep(n) { if n == 0 { 0 } else { 1 + deep(n - 1) } }");
    expect(() => engine.eval("deep(50)")).toThrow("maximum call depth exceeded");
    expect(engine.eval("try { loop {} } catch e { e }")).toBe("maximum loop iterations exceeded");
    engine.setLimits({ maxLoopIterations: Number.POSITIVE_INFINITY });
    expect(engine.eval("let mut i = 0; while i < 100 { i += 1; } i")).toBe(100);
  });

  test("limits.timeoutMs stops a synchronous stretch", () => {
    expect(() => new Engine({ limits: { timeoutMs: 5 } }).eval("loop {}")).toThrow("execution timed out");
  });

  test.each([
    ["limits", { limits: { maxCallDepth: -1 } }],
    ["an unknown limit", { limits: { maxDepth: 1 } }],
    ["a limit that is no number", { limits: { timeoutMs: "5" } }],
    ["stdlib.exclude", { stdlib: { exclude: ["nope"] } }],
    ["stdlib", { stdlib: "some" }],
    ["logLevel", { logLevel: "loud" }],
    ["output", { output: {} }],
    ["log", { log: {} }],
    ["args", { args: [1] }],
    ["dicts", { dicts: "array" }],
    ["clock", { clock: {} }],
    ["concurrency", { concurrency: "threads" }],
  ])("D9: a bad option is host misuse: %s", (_what, options) => {
    expect(() => new Engine(options as never)).toThrow(MISUSE);
  });

  test("D6: nothing is printed without an output handler; handlers can be changed", () => {
    const engine = new Engine();
    expect(() => engine.eval('io::print("x")')).toThrow("io output handler is not configured");
    const lines: string[] = [];
    engine.setOutput({ write: (stream, text) => void lines.push(`${stream}: ${text}`) });
    engine.eval('io::println("a", [1, None]); io::eprintln("b")');
    expect(lines).toEqual(["stdout: a [1, None]\n", "stderr: b\n"]);
    engine.setOutput("ignore").eval('io::print("x")');
    expect(lines).toHaveLength(2);
  });

  test("args are read at each call", () => {
    const engine = new Engine({ args: ["a"] });
    expect(engine.eval("os::args()")).toEqual(["a"]);
    expect(engine.setArgs(["b", "--c"]).eval("os::args()")).toEqual(["b", "--c"]);
    expect(engine.args).toEqual(["b", "--c"]);
  });

  test("log handlers are asked first, and get converted fields in order", () => {
    const records: unknown[] = [];
    const engine = new Engine({
      log: { log: (...record) => void records.push(record), enabled: (level) => level !== "debug" },
    });
    engine.eval('log::info("hi", #{b: [1], a: None}); log::debug(1, 2, 3); log::set_level("trace");');
    expect(records).toEqual([
      [
        "info",
        "hi",
        [
          ["b", [1]],
          ["a", null],
        ],
      ],
    ]);
    expect(engine.logLevel).toBe("trace");
    expect(() => {
      engine.logLevel = "loud" as never;
    }).toThrow(MISUSE);
  });

  test("sandbox leaves out fs and os; exclude leaves out what it names", () => {
    const sandbox = new Engine({ stdlib: "sandbox" });
    expect(() => sandbox.eval('fs::read("x")')).toThrow("undefined variable: fs");
    expect(sandbox.eval("math::abs(-1)")).toBe(1);
    expect(() => new Engine({ stdlib: { exclude: ["math"] } }).eval("math::PI")).toThrow("undefined variable: math");
  });

  test('concurrency: "legacy-threaded" lets eval block, and async wins when both are asked for', () => {
    const clock = new VirtualClock();
    expect(new Engine({ concurrency: "legacy-threaded", clock }).eval("sleep(1000); 1")).toBe(1);
    expect(clock.elapsed).toBe(1000);
    const both = new Engine({ concurrency: ["legacy-threaded", "async"] });
    expect(() => both.eval("sleep(1)")).toThrow("use evalAsync");
  });
});

describe("isolation (2.3)", () => {
  test.each(["this", "globalThis", "arguments", "process", "constructor", "__proto__", "eval", "undefined"])(
    "%s is an ordinary, unbound name",
    (name) => expect(() => new Engine().eval(name)).toThrow(`undefined variable: ${name}`),
  );

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s is an ordinary field", (name) => {
    const engine = new Engine();
    expect(engine.eval(`#{}.${name}`)).toBeNull();
    expect(() => engine.eval(`[1].${name}()`)).toThrow(`list has no method '${name}'`);
    expect(() => engine.eval(`len.${name}`)).toThrow(`cannot access field '${name}'`);
    expect(engine.eval(`#{"${name}": 1}["${name}"]`)).toBe(1);
  });
});

test("2.5: what a promise would take for another promise is refused, not waited for; raw hands it over", async () => {
  const engine = new Engine();
  const source = `#{"then": |resolve| 1}`;
  await expect(engine.evalAsync(source)).rejects.toMatchObject({ code: "ion.conversion_error" });
  expect(String(await engine.evalAsync(source, { raw: true }))).toContain("then");
  expect(engine.eval(source)).toHaveProperty("then");
});
