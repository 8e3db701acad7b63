/** Compiled programs and their instances (embedding 2.9, D28 to D30). */
import { describe, expect, test } from "vitest";
import { defineProgram, type IonProgram } from "../../runtime/engine/ion-program.ts";
import { ABI_VERSION } from "../../runtime/program/manifest.ts";
import { STANDARD_LIBRARY } from "../../runtime/stdlib/index.ts";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, type HostContext, IonAbiError, t } from "../../src/index.ts";
import { compileScript } from "../../src/script.ts";

const MISUSE = expect.objectContaining({ code: "ion.host_misuse" });

/** A program as a compiled module would define it. */
function define(source: string, filename = "orders.ion"): IonProgram {
  const { program } = compileScript(source, {
    filename,
    unknownGlobals: new Set(),
    earlierNames: new Set(),
    backend: "async",
  });
  return defineProgram({ ...program.metadata, library: STANDARD_LIBRARY }, program.main);
}

const ORDERS = `
  let rate = 2;
  fn total(xs) { xs.map(|x| x * rate).fold(0, |a, b| a + b) }
  fn load(id) { http_get(f"/o/{id}") }
  total([1, 2])`;

const bindings = { http_get: async (_ctx: HostContext, url: string) => `got ${url}`, LIMIT: 3 };

describe("run", () => {
  test("each run has a fresh engine with the bindings", async () => {
    const program = define("let n = cell(LIMIT); n.update(|x| x + 1); n.get()");
    expect([await program.run({ LIMIT: 3 }), await program.run({ LIMIT: 3 }), program.runSync({ LIMIT: 5 })]).toEqual([
      4, 4, 6,
    ]);
  });

  test("in an engine it has a scope of its own over the engine's globals", async () => {
    const engine = new Engine().set("base", 10);
    expect(await define("let mine = base + 1; mine").run(engine)).toBe(11);
    expect(engine.has("mine")).toBe(false);
  });

  test("engine.run is eval: definitions land in the engine's globals", async () => {
    const engine = new Engine();
    expect(engine.run(define("let mine = 1; mine"))).toBe(1);
    expect(await engine.runAsync(define("mine + 1"), { as: t.bigint })).toBe(2n);
    expect(() => engine.run({} as never)).toThrow(MISUSE);
  });

  test("output, args and signal", async () => {
    const lines: string[] = [];
    const output = { write: (_stream: string, text: string) => void lines.push(text) };
    await define("io::println(os::args())").run(undefined, { output, args: ["x"] });
    expect(lines).toEqual(["[x]\n"]);
    await expect(define("1").run({}, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
    await expect(define("1").run(new Engine(), { args: [] })).rejects.toEqual(MISUSE);
  });
});

describe("instantiate", () => {
  test("top level runs once, then functions are called at will", async () => {
    const instance = await define(ORDERS).instantiate(bindings);
    expect([instance.value, instance.get("rate"), Object.keys(instance.exports)]).toEqual([6, 2, ["total", "load"]]);
    expect(await instance.exports.total!([1])).toBe(2);
    expect(await instance.engine.callAsync("load", [7])).toBe("got /o/7");
  });

  test("strict lists what is missing before anything runs", async () => {
    await expect(define(ORDERS).instantiate({}, { strict: true })).rejects.toThrow(
      "orders.ion requires names that are not bound: http_get",
    );
    expect((await define(ORDERS).instantiate({})).value).toBe(6);
  });

  test("instances over one engine do not see each other", async () => {
    const engine = new Engine();
    const program = define("let n = cell(0); fn next() { n.update(|x| x + 1); n.get() }");
    const [a, b] = [await program.instantiate(engine), await program.instantiate(engine)];
    expect([a.exports.next!.sync(), a.exports.next!.sync(), b.exports.next!.sync()]).toEqual([1, 2, 1]);
    expect(engine.has("n")).toBe(false);
  });

  test("dispose cancels what the instance is doing, and not the engine's own work", async () => {
    const engine = new Engine({ clock: new VirtualClock() });
    const instance = await define("fn wait() { sleep(100); 1 }").instantiate(engine);
    const [mine, other] = [instance.exports.wait!(), engine.evalAsync("sleep(10); 2")];
    instance.dispose();
    await expect(mine).rejects.toMatchObject({ code: "ion.cancelled", cancelledBy: "dispose" });
    expect(await other).toBe(2);
  });

  test("an instance can be registered as a module", async () => {
    const instance = await define(ORDERS).instantiate(bindings);
    const engine = new Engine().registerModule("orders", instance);
    expect(engine.eval("use orders::total; total([5]) + orders::total([1])")).toBe(12);
  });
});

describe("D29: named exports", () => {
  test("belong to a default instance, which is made on the first call and shared", async () => {
    const starts: number[] = [];
    const program = define("start(); let n = cell(0); fn next() { n.update(|x| x + 1); n.get() }");
    program.bind({ start: () => void starts.push(1) });
    const next = program.function("next");
    expect(starts).toEqual([]);
    expect(await Promise.all([next(), next()])).toEqual([1, 2]);
    expect([next.sync(), next.name, starts.length]).toEqual([3, "next", 1]);
  });

  test("a failed instantiation is tried again by the next call", async () => {
    let isReady = false;
    const program = define("check(); fn f() { 1 }").bind({
      check: () => {
        if (!isReady) throw new Error("not ready");
      },
    });
    const f = program.function("f");
    await expect(f()).rejects.toThrow("not ready");
    expect(() => f.sync()).toThrow("not ready");
    isReady = true;
    expect(await f()).toBe(1);
  });

  test("the last bind before the first call counts; afterwards it is misuse", async () => {
    const program = define("fn f() { x }").bind({ x: 1 }).bind({ x: 2 });
    expect(await program.function("f")()).toBe(2);
    expect(() => program.bind({ x: 3 })).toThrow(MISUSE);
  });

  test("an unknown export is misuse", () => {
    expect(() => define("1").function("nope")).toThrow(MISUSE);
  });
});

describe("metadata", () => {
  test("name, requires, exportNames, abi", () => {
    const program = define(ORDERS);
    expect([program.name, program.requires, program.exportNames, program.abi]).toEqual([
      "orders.ion",
      ["http_get"],
      ["total", "load"],
      ABI_VERSION,
    ]);
  });

  test("a stack shows the module's URL where that is the source itself, and the name of the source elsewhere", async () => {
    const { compiled } = define("fn f() { 1 / 0 }");
    const frameOf = async (url: string): Promise<string | undefined> => {
      const program = defineProgram({ ...compiled.metadata, url }, compiled.main);
      const { stack } = await program
        .function("f")()
        .catch((error) => error);
      return stack.split("\n")[1];
    };
    expect(await frameOf("file:///app/orders.ion?v=1")).toBe("    at f (file:///app/orders.ion?v=1:1:10)");
    expect(await frameOf("file:///app/dist/orders.mjs")).toBe("    at f (orders.ion:1:10)");
    expect(await frameOf("https://app.example/bundle.js?x.ion")).toBe("    at f (orders.ion:1:10)");
  });

  test("D30: another abi is refused, with what to do", () => {
    const { compiled } = define("1");
    const metadata = { ...compiled.metadata, abi: 999_999, url: "file:///app/old.mjs", compiler: "0.0.1" };
    const load = (): IonProgram => defineProgram(metadata, compiled.main);
    expect(load).toThrow(IonAbiError);
    expect(load).toThrow(expect.objectContaining({ code: "ion.abi_mismatch" }));
    expect(load).toThrow(
      /^file:\/\/\/app\/old\.mjs was compiled by ionlang 0\.0\.1 with abi 999999, .*rebuild with `ion build`$/,
    );
  });
});
