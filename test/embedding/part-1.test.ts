/**
 * The facts of embedding.md, part 1, that part 2 keeps: what scripts and hosts see of engines, handles, host functions,
 * modules, types and values. One describe a section; what other files test is not repeated.
 */
import { afterEach, describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  defineStruct,
  Engine,
  IonModule,
  IonReceiver,
  IonRewriteError,
  IonSender,
  replaceGlobal,
  sig,
  t,
  Value,
} from "../../src/index.ts";
import { errorOf } from "../kit/error-of.ts";

describe("1.1 engine", () => {
  test("lexical and parse errors surface before anything runs", async () => {
    const ran: string[] = [];
    const engine = new Engine().registerFn("note", (text: string) => void ran.push(text));
    for (const rest of ["let x = ;", '"open', "1 $ 2"]) {
      const source = `note("ran"); let made = 1;\n${rest}`;
      expect(["lex", "parse"]).toContain(errorOf(() => engine.eval(source)).kind);
      await expect(engine.evalAsync(source)).rejects.toMatchObject({ line: 2 });
    }
    expect([ran, engine.has("made")]).toEqual([[], false]);
  });

  test("a `?` at the top level answers what it was applied to", () => {
    const engine = new Engine();
    expect(engine.eval("None?", { raw: true }).toString()).toBe("None");
    expect(engine.eval('Err("bad")?; 1', { raw: true }).toString()).toBe("Err(bad)");
  });

  test("getAll lists what `set` and scripts bound, the newest binding of a name once", () => {
    const engine = new Engine()
      .set("a", 1)
      .registerFn("host", () => 1)
      .registerModule("m", { c: 1 });
    engine.eval("let a = 2; fn f() { 1 } { let local = 3; }");
    expect([...engine.getAll().keys()].sort()).toEqual(["a", "f"]);
    expect(engine.getAll().get("a")).toBe(2);
  });

  test("registering a name again replaces it, and a binding of a script goes before it", () => {
    const engine = new Engine().registerFn("f", () => 1).registerFn("f", () => 2);
    expect([engine.eval("f()"), engine.eval("let f = || 3; f()"), engine.eval("f()")]).toEqual([2, 3, 3]);
  });

  test("a function of an earlier evaluation may wait under evalAsync, and stays callable for ever", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock }).registerAsyncFn("later", async (_context, x) => {
      await clock.sleep(1);
      return x;
    });
    engine.eval("fn f(x) { later(x) + 1 }");
    for (let i = 0; i < 5; i++) expect(await engine.evalAsync(`f(${i})`)).toBe(i + 1);
  });
});

describe("1.2 giving control back", () => {
  test("a script that only computes lets timers run, and can be aborted in the middle of a loop", async () => {
    const engine = new Engine();
    const controller = new AbortController();
    let turns = 0;
    const count = setInterval(() => {
      if (++turns === 3) controller.abort("enough");
    }, 0);
    await expect(engine.evalAsync("let before = 1; loop {}", { signal: controller.signal })).rejects.toBe("enough");
    clearInterval(count);
    expect([turns, await engine.evalAsync("before + len([1])")]).toEqual([3, 2]);
  });
});

describe("1.3 handles", () => {
  test("Ion functions, synchronous and asynchronous host functions and builtins are targets; defaults apply", async () => {
    const clock = new VirtualClock();
    const engine = new Engine({ clock })
      .registerFn("sync", sig().pos("a", t.int).pos("b", t.int, 5), (a, b) => a + b)
      .registerAsyncFn("later", async (_context, ms) => {
        await clock.sleep(ms);
        return ms;
      });
    engine.eval("fn twice(x, y = later(1)) { later(x) + y }");
    const handle = engine.handle();
    const calls = [
      handle.callAsync("sync", [1]),
      handle.callAsync("later", [20]),
      handle.callAsync("twice", [10]),
      handle.callAsync("len", [[1, 2]]),
    ];
    expect(await Promise.all(calls)).toEqual([6, 20, 11, 2]);
    expect(clock.elapsed).toBe(20);
  });
});

describe("1.4 host functions", () => {
  test.each([
    ["type_of(sync)", "builtin_fn"],
    ["type_of(later)", "async_builtin_fn"],
    ["str([sync, later, m::f, m::g])", "[<builtin sync>, <async builtin later>, <builtin m::f>, <async builtin m::g>]"],
    ["sync(1, [2], None)", 3],
    ["sync()", 0],
  ])("%s", (source, expected) => {
    const engine = new Engine()
      .registerFn("sync", (...args: unknown[]) => args.length)
      .registerAsyncFn("later", async () => 1)
      .registerModule("m", { f: () => 1, g: async () => 1 });
    expect(engine.eval(source)).toBe(expected);
  });

  test("an error of a conversion is a TypeError, an error of the host a RuntimeError, both at the call", () => {
    const engine = new Engine()
      .registerFn("typed", sig().pos("a", t.int), (a) => a)
      .registerFn("fail", () => {
        throw new Error("no");
      });
    expect(errorOf(() => engine.eval("1;\n [typed(None)]"))).toMatchObject({ kind: "type", line: 2, column: 3 });
    expect(errorOf(() => engine.eval("1;\n [fail()]"))).toMatchObject({ kind: "runtime", line: 2, column: 3 });
  });
});

describe("1.5 modules", () => {
  const engine = new Engine().registerModule("acme", { f: () => 1, PI: Value.float(3), sub: { g: () => 2 } });

  test.each([
    ["acme::f() + acme::sub::g()", 3],
    ["use acme::f; f()", 1],
    ["use acme::{f, PI as pi}; f() + int(pi)", 4],
    ["use acme::*; f() + int(PI)", 4],
    ["use acme::sub; sub::g()", 2],
  ])("%s", (source, expected) => expect(new Engine().registerModule("acme", members()).eval(source)).toBe(expected));

  test.each([
    ["acme::nope", "runtime", "'nope' not found in module"],
    ["nomod::f()", "name", "undefined variable: nomod"],
    ["acme.f()", "type", "module has no method 'f'"],
    ["acme()", "runtime", "cannot call module"],
  ])("%s fails", (source, kind, message) => {
    expect(errorOf(() => engine.eval(source))).toMatchObject({ kind, message });
  });

  function members() {
    return { f: () => 1, PI: Value.float(3), sub: { g: () => 2 } };
  }
});

describe("1.6 host types in scripts", () => {
  const createEngine = (): Engine =>
    new Engine()
      .registerStruct({ name: "Cfg", fields: ["host", "port"] })
      .registerEnum({ name: "Color", variants: { Red: 0, Custom: 3 } });

  test.each([
    ["Cfg { host: 1 }", "missing field in Cfg"],
    ["Cfg { host: 1, port: 2, x: 3 }", "unknown field in Cfg"],
    ["Nope { a: 1 }", "unknown type 'Nope'"],
    ["Nope::A", "unknown enum 'Nope'"],
    ["Color::Blue", "unknown variant 'Blue' in Color"],
    ["Color::Custom(1)", "Color::Custom expects 3 arguments, got 1"],
    ["Color::Custom", "Color::Custom expects 3 arguments, got 0"],
    ["Cfg { host: 1, port: 2 }.zip", "field 'zip' not found"],
  ])("%s is a RuntimeError: %s", (source, message) => {
    expect(errorOf(() => createEngine().eval(source))).toMatchObject({ kind: "runtime", message });
  });

  test.each([
    ["Color::Red() == Color::Red", true],
    ['Cfg { port: 1, host: "a" } == Cfg { host: "a", port: 1 }', true],
    ['str(Cfg { port: 1, host: "a" })', "Cfg { port: 1, host: a }"],
    ["str([Color::Red, Color::Custom(1, 2, 3)])", "[Color::Red, Color::Custom(1, 2, 3)]"],
    ["type_of(Cfg { host: 1, port: 2 }) + type_of(Color::Red)", "structenum"],
    ["let mut c = Cfg { host: 1, port: 2 }; c.port = 5; str(Cfg { ...c, host: 9 })", "Cfg { host: 9, port: 5 }"],
    ['Cfg { host: None, port: "not a number" }.port', "not a number"],
  ])("%s", (source, expected) => expect(createEngine().eval(source)).toBe(expected));

  test("a float target accepts an int, an int target no float, and nothing wraps", () => {
    const Point = defineStruct("Point", { x: t.float, n: t.int.range(0, 255) });
    const engine = new Engine().registerType(Point);
    expect(engine.eval("Point { x: 1, n: 255 }")).toEqual(Point({ x: 1, n: 255 }));
    expect(() => engine.eval("Point { x: 1, n: 256 }")).toThrow("expected int in 0..=255, got 256");
    expect(() => engine.eval("Point { x: 1, n: 1.0 }")).toThrow("expected int in 0..=255, got float");
  });
});

describe("1.7 values", () => {
  const engine = new Engine()
    .registerStruct({ name: "Cfg", fields: ["host", "port"] })
    .registerEnum({ name: "Color", variants: { Red: 0, Custom: 2 } });
  const rawOf = (source: string) => engine.eval(source, { raw: true });

  test.each([
    ["1", "int"],
    ["1.0", "float"],
    ["true", "bool"],
    ['"a"', "string"],
    ['b"a"', "bytes"],
    ["[1]", "list"],
    ["#{}", "dict"],
    ["(1, 2)", "tuple"],
    ["set([1])", "set"],
    ["None", "Option"],
    ["Ok(1)", "Result"],
    ["|x| x", "fn"],
    ["len", "builtin_fn"],
    ["sleep", "async_builtin_fn"],
    ["json", "module"],
    ["Cfg { host: 1, port: 2 }", "struct"],
    ["Color::Red", "enum"],
    ["cell(1)", "cell"],
    ["range(1, 2)", "range"],
    ["()", "()"],
  ])("the type name of %s is %s", (source, name) => expect(Value.typeName(rawOf(source))).toBe(name));

  test.each([
    ["cell([1])", "[1]"],
    ["Cfg { port: 1, host: 2 }", '{"host":2,"port":1}'],
    ["[Color::Red, Color::Custom(1, 2)]", '[{"_type":"Color::Red"},{"_type":"Color::Custom","data":[1,2]}]'],
    ["[len, json, |x| x, channel(1)]", "[null,null,null,[null,null]]"],
    ['[b"\\x0f", 1.0 / 0.0, (), None, Some(1), Ok(2), Err(3)]', '["0f",null,null,null,1,2,{"error":3}]'],
    ["#{b: 1, a: #{d: 1, c: 2}}", '{"a":{"c":2,"d":1},"b":1}'],
  ])("the JSON of %s is %s", (source, text) => {
    expect(Value.stringifyJson(rawOf(source))).toBe(text);
    expect(JSON.stringify(sorted(Value.toJson(rawOf(source))))).toBe(text);
  });

  test.each([
    ["null", "None"],
    [
      "[1, 1.0, 1e2, 9223372036854775807, 9223372036854775808]",
      "[1, 1.0, 100.0, 9223372036854775807, 9223372036854775808.0]",
    ],
    ['{"b": 1, "a": 2}', '#{"a": 2, "b": 1}'],
  ])("the text %s is read as %s", (text, expected) => expect(String(Value.parseJson(text))).toBe(expected));

  test.each([
    ["nil", [0xc0], "None"],
    ["bin", [0xc4, 1, 7], 'b"\\x07"'],
    ["a float of 32 bits", [0xca, 0x3f, 0x80, 0, 0], "1.0"],
    ["an unsigned int above i64", [0xcf, ...new Array(8).fill(255)], "-1"],
    ["an extension", [0xd4, 1, 7], 'b"\\x07"'],
    ["a map with a key that is no string", [0x82, 0xa1, 97, 1, 2, 3], '#{"a": 1}'],
  ])("MessagePack: %s", (_what, bytes, expected) => {
    expect(String(Value.fromMsgpack(new Uint8Array(bytes)))).toBe(expected);
  });

  test("MessagePack writes host structs and enums with their names, as JSON, and keeps the order of dicts", () => {
    const value = rawOf('[Color::Custom(1, 2), Cfg { port: 1, host: 2 }, #{b: 1, a: b"x"}]');
    expect(String(Value.fromMsgpack(Value.toMsgpack(value)))).toBe(
      '[#{"_type": Color::Custom, "data": [1, 2]}, #{"port": 1, "host": 2}, #{"b": 1, "a": b"x"}]',
    );
  });

  /** `toJson` answers plain objects, whose order is that of the dict. */
  function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, part]) => [key, sorted(part)]),
    );
  }
});

describe("1.8 log level", () => {
  const before = process.env.ION_LOG;
  afterEach(() => {
    if (before === undefined) delete process.env.ION_LOG;
    else process.env.ION_LOG = before;
  });

  test.each([
    ["WARNING", "warn"],
    ["err", "error"],
    ["none", "off"],
    ["Trace", "trace"],
  ])("ION_LOG=%s starts at %s, and the option goes before it", (value, level) => {
    process.env.ION_LOG = value;
    expect([new Engine().logLevel, new Engine({ logLevel: "debug" }).logLevel]).toEqual([level, "debug"]);
  });

  test("without either it is info", () => {
    delete process.env.ION_LOG;
    expect(new Engine().logLevel).toBe("info");
  });
});

describe("1.10 hints: each fires", () => {
  test.each([
    ["nope", "check the spelling"],
    ["let a = 1; a = 2;", "`let mut`"],
    ['1 + "a"', "never converts implicitly"],
    ['"a" - 1', "never converts implicitly"],
    ['"a".nope()', "look up the methods"],
    ["let a = 1\nlet b = 2;", "this statement needs a `;`"],
    ["fn f() { 1", "unmatched `{`"],
    ["}", "unmatched `}`"],
    ["1 / 0", "test the divisor"],
    ["fn f() { f() + 1 } f()", "endless recursion"],
    ["[1][5]", "`.len()`"],
  ])("%s", (source, text) => expect(errorOf(() => new Engine().eval(source)).hint).toContain(text));
});

describe("1.11 replaceGlobal", () => {
  test.each([
    ["let a = 1; // note\n\nlet b = a;\n", "let a = 9; // note\n\nlet b = a;\n"],
    ["let mut a: int = [1, 2];", "let mut a: int = 9;"],
    [
      "{ let a = 1; }\nlet (a, b) = (1, 2);\nlet a = f(|x| { x; 1 });\nlet a = 3;",
      "{ let a = 1; }\nlet (a, b) = (1, 2);\nlet a = 9;\nlet a = 3;",
    ],
  ])("%j becomes %j", (source, expected) => expect(replaceGlobal(source, "a", "9")).toBe(expected));

  test.each([
    ['let a = "open', "a", "1", "rewrite.lex_error"],
    ["let b = 1; { let a = 1; }", "a", "1", "rewrite.not_found"],
    ["let a;", "a", "1", "rewrite.malformed"],
    ["let a = ;", "a", "1", "rewrite.malformed"],
    ["let a = 1", "a", "1", "rewrite.malformed"],
    ["let a = 1;", "a", "(", "rewrite.invalid_replacement"],
  ])("%j: %s = %s fails with %4$s", (source, name, fragment, code) => {
    const error = errorOf(() => replaceGlobal(source, name, fragment));
    expect([error instanceof IonRewriteError, error.code]).toEqual([true, code]);
  });
});

test("2.5: modules and the ends of channels are opaque objects with identity, and only those received from Ion go back", () => {
  const engine = new Engine();
  const [sender, receiver] = engine.eval("let (tx, rx) = channel(1); (tx, rx)") as unknown[];
  expect([sender instanceof IonSender, receiver instanceof IonReceiver]).toEqual([true, true]);
  expect([engine.get("json") instanceof IonModule, engine.get("tx") === sender]).toEqual([true, true]);
  expect(engine.set("again", sender as object).eval("again == tx")).toBe(true);
  expect(() => engine.set("made", new IonSender())).toThrow("cannot convert IonSender");
});
