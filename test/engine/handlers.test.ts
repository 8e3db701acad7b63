/** Output and log handlers (embedding 1.8, 2.2, D6), and limits (1.9, 2.3, D12). */
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, type LogHandler } from "../../src/index.ts";

describe("output handlers", () => {
  test("one write for each call: joined, with its newline, on its stream", () => {
    const writes: unknown[] = [];
    const engine = new Engine({ output: { write: (...write) => void writes.push(write) } });
    engine.eval('io::print("a", 1, None); io::println(); io::eprintln([1.0], "x")');
    expect(writes).toEqual([
      ["stdout", "a 1 None"],
      ["stdout", "\n"],
      ["stderr", "[1.0] x\n"],
    ]);
  });

  test("a promise is awaited under evalAsync", async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    const write = async (_stream: string, text: string): Promise<void> => {
      await clock.sleep(10);
      log.push(text);
    };
    const engine = new Engine({ clock, output: { write } }).registerFn("note", (text: string) => void log.push(text));
    await engine.evalAsync('io::print("a"); note("after a"); io::print("b")');
    expect(log).toEqual(["a", "after a", "b"]);
    expect(clock.elapsed).toBe(20);
  });

  test("a promise is refused under eval, with the name of the function", () => {
    const engine = new Engine({ output: { write: async () => {} } });
    expect(engine.eval('try { io::println("x") } catch e { e }')).toBe(
      "async host function 'io::println' cannot be called by the synchronous evaluator; use evalAsync",
    );
  });

  test.each([
    ["a throw", () => write(() => fail("pipe closed"))],
    ["a rejection", () => write(async () => fail("pipe closed"))],
    // biome-ignore lint/suspicious/noThenProperty: a handler may answer anything.
    ["a thenable that throws", () => write(() => ({ then: () => fail("pipe closed") }) as never)],
  ])("%s is a RuntimeError with its message at the call", async (_what, create) => {
    await expect(create().evalAsync('1;\n  io::print("x")')).rejects.toMatchObject({
      kind: "runtime",
      message: "pipe closed",
      line: 2,
      column: 3,
      cause: expect.objectContaining({ message: "pipe closed" }),
    });
    expect(await create().evalAsync('try { io::print("x") } catch e { e }')).toBe("pipe closed");
  });

  test("none: io functions fail; null takes a handler away again", () => {
    const engine = new Engine({ output: "ignore" });
    engine.eval('io::print("x")');
    engine.setOutput(null);
    expect(() => engine.eval('io::print("x")')).toThrow("io output handler is not configured; call Engine.setOutput");
  });

  function write(body: () => void | Promise<void>): Engine {
    return new Engine({ output: { write: body } });
  }
});

describe("log handlers", () => {
  test("enabled is asked first: a disabled call formats nothing", () => {
    const asked: string[] = [];
    const log: LogHandler = {
      log: () => fail("not to be called"),
      enabled: (level) => {
        asked.push(level);
        return false;
      },
    };
    new Engine({ log }).eval("log::debug(1, 2, 3); log::error()");
    expect(asked).toEqual(["debug", "error"]);
  });

  test("without enabled every level is logged, whatever the threshold", () => {
    const records: unknown[] = [];
    const engine = new Engine({ log: { log: (...record) => void records.push(record) }, logLevel: "error" });
    engine.eval('log::trace("hi", #{n: 1, list: [None]})');
    expect(records).toEqual([
      [
        "trace",
        "hi",
        [
          ["n", 1],
          ["list", [null]],
        ],
      ],
    ]);
  });

  test.each<[string, LogHandler]>([
    ["log", { log: (): void => fail("disk full") }],
    ["enabled", { log: () => undefined, enabled: (): boolean => fail("disk full") }],
  ])("%s that throws is a RuntimeError at the call, which Ion can catch", (_what, log) => {
    const engine = new Engine({ log });
    expect(() => engine.eval('\n log::info("x")')).toThrow(
      expect.objectContaining({ kind: "runtime", message: "disk full", line: 2, column: 2 }),
    );
    expect(engine.eval('try { log::info("x") } catch e { e }')).toBe("disk full");
  });

  test("logLevel is the engine's threshold, which scripts can move and the host can read", () => {
    const engine = new Engine({ logLevel: "warn" });
    expect([engine.logLevel, engine.eval("log::level()")]).toEqual(["warn", "warn"]);
    engine.eval('log::set_level("DEBUG")');
    expect(engine.logLevel).toBe("debug");
    engine.logLevel = "off";
    expect(engine.eval("log::level()")).toBe("off");
  });

  test("setLogHandler replaces the handler in code that was compiled before", () => {
    const [first, second]: string[][] = [[], []];
    const engine = new Engine({ log: { log: (_level, message) => void first!.push(message) } });
    engine.eval('fn say(x) { log::info(x) } say("a")');
    engine.setLogHandler({ log: (_level, message) => void second!.push(message) }).eval('say("b")');
    expect([first, second]).toEqual([["a"], ["b"]]);
  });
});

describe("limits (1.9, 2.3)", () => {
  const DEEP = "fn deep(n) { if n == 0 { 0 } else { 1 + deep(n - 1) } }";

  test("maxCallDepth: a RuntimeError that Ion can catch, under eval and evalAsync", async () => {
    const engine = new Engine({ limits: { maxCallDepth: 100 } });
    engine.eval(DEEP);
    expect(engine.eval("deep(98)")).toBe(98);
    for (const outcome of [
      engine.eval("try { deep(200) } catch e { e }"),
      await engine.evalAsync("try { deep(200) } catch e { e }"),
    ]) {
      expect(outcome).toBe("maximum call depth exceeded");
    }
  });

  test("the default depth is 10,000, and a deeper limit never meets a JavaScript RangeError", () => {
    const engine = new Engine();
    engine.eval(DEEP);
    expect(engine.eval("deep(9990)")).toBe(9990);
    expect(() => engine.eval("deep(10001)")).toThrow("maximum call depth exceeded");
    expect(engine.setLimits({ maxCallDepth: 200_000 }).eval("deep(150000)")).toBe(150_000);
  });

  test("D12: loops are unlimited by default; maxLoopIterations counts each execution of a loop", () => {
    const engine = new Engine();
    const loop = (n: number): string => `let mut i = 0; while i < ${n} { i += 1; } i`;
    expect(engine.eval(loop(1_200_000))).toBe(1_200_000);
    engine.setLimits({ maxLoopIterations: 1000 });
    expect(engine.eval(`${loop(1000)}; ${loop(1000)}`)).toBe(1000);
    expect(engine.eval(`try { ${loop(1001)} } catch e { e }`)).toBe("maximum loop iterations exceeded");
  });

  test("timeoutMs: one uninterrupted stretch; Ion cannot catch it, and the engine stays usable", async () => {
    const engine = new Engine({ limits: { timeoutMs: 5 } });
    expect(() => engine.eval("try { loop {} } catch e { e }")).toThrow("execution timed out");
    await expect(engine.evalAsync("try { loop {} } catch e { e }")).rejects.toMatchObject({
      kind: "runtime",
      message: "execution timed out",
    });
    expect(engine.eval("1 + 1")).toBe(2);
  });

  test("timeoutMs does not count time spent waiting", async () => {
    const engine = new Engine({ limits: { timeoutMs: 50 }, clock: new VirtualClock() });
    expect(await engine.evalAsync("for i in 0..100 { sleep(1000) } 7")).toBe(7);
  });

  test("limits hold for calls and callbacks as well", async () => {
    const engine = new Engine({ limits: { maxLoopIterations: 10 } });
    engine.eval("fn spin() { loop {} }");
    expect(() => engine.call("spin")).toThrow("maximum loop iterations exceeded");
    await expect(engine.callAsync("spin")).rejects.toThrow("maximum loop iterations exceeded");
    await expect(engine.handle().callAsync("spin")).rejects.toThrow("maximum loop iterations exceeded");
  });
});

function fail(message: string): never {
  throw new Error(message);
}
