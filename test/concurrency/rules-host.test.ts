/** Rules of concurrency.md, chapter 8 (the host), on compiled Ion source. */
import { describe, expect, test } from "vitest";
import { defineEnum, defineStruct, Engine, Module, sig, t } from "../../src/index.ts";
import { createTestHost } from "../kit/hosts.ts";
import { evaluate, outcomeOn, type Program } from "./kit/evaluate.ts";

const agrees = async (source: string, outcome: string) => expect((await evaluate(source)).outcome).toBe(outcome);

describe("H-1: asynchronous host functions", () => {
  test("are registered at top level and in modules, nested ones too, and get a context with a signal", async () => {
    const host = createTestHost();
    const seen: unknown[] = [];
    host.engine.registerAsyncFn("top", async (context, ...args) => {
      seen.push(context.signal instanceof AbortSignal, ...args);
      return "top";
    });
    host.engine.registerModule(
      new Module("sensor")
        .registerAsyncFn("call", async (_, x) => `called ${x}`)
        .registerSubmodule(new Module("deep").registerAsyncFn("call", async () => "deep")),
    );
    expect(await outcomeOn(host, "[top(1, [2]), sensor::call(3), sensor::deep::call()]")).toBe(
      '["top", "called 3", "deep"]',
    );
    expect(seen).toEqual([true, 1, [2]]);
  });

  test("may answer a plain value", async () => {
    const host = createTestHost();
    host.engine.registerAsyncFn("plain", () => 5);
    expect(await outcomeOn(host, "plain() + 1")).toBe("6");
  });
});

describe("H-2: signatures of asynchronous host functions", () => {
  const host = createTestHost();
  let entered = 0;
  host.engine.registerAsyncFn("mix", sig().pos("a", t.int).pos("b", t.int, 7), async (_, a, b) => {
    entered++;
    return [a, b];
  });

  test.each<Program>([
    ["mix(1)", "[1, 7]"],
    ["mix(1, b: 2)", "[1, 2]"],
    ["mix(b: 2, a: 1)", "[1, 2]"],
  ])("%s", async (source, outcome) => expect(await outcomeOn(host, source)).toBe(outcome));

  test("binding errors are raised at the call, and the function is not called", async () => {
    const before = entered;
    expect(await outcomeOn(host, "1; mix()")).toBe("!! RuntimeError 1:4 missing argument a");
    expect(entered).toBe(before);
  });

  test("without a signature keywords are refused", async () => {
    await agrees(
      "delay(ms: 1)",
      "!! RuntimeError 1:1 host callable does not declare a signature; cannot pass keyword arguments",
    );
  });
});

test.each<Program>([
  ['fn f() { delay(1, Err("q"))? } f()', 'Err("q")'],
  ["fn f() { Some(delay(1, Some(2))? + 1) } f()", "Some(3)"],
  ["fn f() { delay(1, Ok(1))? + 1 } f()", "2"],
])("H-6: ? on what an asynchronous host function answered: %s", agrees);

test("H-7: structs and enums of the host match and destructure as from a synchronous function", async () => {
  const Point = defineStruct("Point", { x: t.int, y: t.int });
  const Shape = defineEnum("Shape", { Dot: [], Circle: [t.int] });
  const host = createTestHost();
  host.engine.registerType(Point).registerType(Shape);
  host.engine.registerAsyncFn("point", async () => Point({ x: 1, y: 2 }));
  host.engine.registerAsyncFn("shape", async () => Shape.Circle(3));
  expect(await outcomeOn(host, "match point() { Point { x, y } => x + y }")).toBe("3");
  expect(await outcomeOn(host, "match shape() { Shape::Dot => 0, Shape::Circle(r) => r }")).toBe("3");
  expect(await outcomeOn(host, "match shape() { Shape::Dot => 0 }")).toBe("!! RuntimeError 1:1 non-exhaustive match");
});

describe("H-10: output", () => {
  test("with a handler that answers at once appears in the order of execution across tasks", async () => {
    const { printed } = await evaluate(`
      fn w(n) { io::println(f"a{n}"); sleep(n); io::println(f"b{n}"); }
      async { spawn w(2); spawn w(1); io::println("main"); }`);
    expect(printed()).toBe("a2\na1\nmain\nb1\nb2\n");
  });

  test("of one task appears in program order when the handler waits", async () => {
    const host = createTestHost();
    let text = "";
    let writes = 0;
    host.engine.setOutput({
      write: async (_, part) => {
        await host.clock.sleep(writes++ % 2 === 0 ? 5 : 1);
        text += part;
      },
    });
    await outcomeOn(host, 'for i in 0..4 { io::print(f"{i}"); }');
    expect(text).toBe("0123");
  });

  test("whose handler throws is an error at the call", async () => {
    const host = createTestHost();
    host.engine.setOutput({
      write: () => {
        throw new Error("disk full");
      },
    });
    expect(await outcomeOn(host, '1; io::println("x")')).toBe("!! RuntimeError 1:4 disk full");
  });
});

describe("H-13: evalAsync runs every program that eval can run", () => {
  test.each([
    "1 + 2",
    "async { 42 }",
    "fn f(n) { if n < 2 { n } else { f(n - 1) + f(n - 2) } } f(10)",
    "1 / 0",
    "[x * 2 for x in 0..3]",
    "let f = cell(|x| x + 1); f.get()(1)",
    "try { 1 / 0 } catch e { e }",
    "undefined_name",
    "let (tx, rx) = channel(1); tx.send(1); rx.recv()",
    "fn w(n) { n } async { let h = spawn w(1); h.await }",
  ])("%s", async (source) => {
    const host = createTestHost();
    const synchronous = (() => {
      try {
        return { value: host.engine.eval(source) };
      } catch (error) {
        return { error: String(error).replaceAll(/eval\/\d+/g, "") };
      }
    })();
    const asynchronous = await createTestHost()
      .engine.evalAsync(source)
      .then(
        (value) => ({ value }),
        (error) => ({ error: String(error).replaceAll(/eval\/\d+/g, "") }),
      );
    expect(asynchronous).toEqual(synchronous);
  });
});

describe("H-16: what an evaluation leaves in the engine", () => {
  test("bindings made before an error stay, later ones do not exist, and the next evaluation works", async () => {
    const host = await evaluate("let a = delay(1, 5); let b = a / 0; let c = 9;");
    expect(host.outcome).toBe("!! RuntimeError 1:30 division by zero");
    expect([host.engine.get("a"), host.engine.has("b"), host.engine.has("c")]).toEqual([5, false, false]);
    expect(await outcomeOn(host, "a + 1")).toBe("6");
  });

  test("functions and closures of one evaluation work in later ones, asynchronous calls included", async () => {
    const host = await evaluate("let k = 10; fn load(x) { delay(1, x + k) } let twice = |x| load(x) + load(x);");
    expect(await outcomeOn(host, "[load(1), twice(2)]")).toBe("[11, 24]");
    expect(await outcomeOn(host, "async { let h = spawn twice(1); h.await }")).toBe("22");
  });

  test("handles and channels of one evaluation work in later ones", async () => {
    const host = await evaluate("let (tx, rx) = channel(2); tx.send(1); let h = async { spawn delay(1, 7) };");
    expect(await outcomeOn(host, "[rx.recv(), h.await]")).toBe("[Some(1), 7]");
  });
});

test("H-25: a request in a disposed engine rejects", async () => {
  const engine = new Engine();
  engine.eval("fn f() { 1 }");
  const handle = engine.handle();
  engine.dispose();
  await expect(handle.callAsync("f", [])).rejects.toThrow("scheduled Ion call was cancelled");
});
