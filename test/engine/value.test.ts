/** The `Value` namespace: makers of Ion values, and questions about any input (embedding 1.7, 2.5). */
import { describe, expect, test } from "vitest";
import { Engine, Err, type IonFunction, type IonInput, Ok, Some, Value } from "../../src/index.ts";

describe("makers", () => {
  test.each([
    [Value.int(2n ** 62n), "int", "4611686018427387904"],
    [Value.float(1), "float", "1.0"],
    [Value.bool(true), "bool", "true"],
    [Value.str("a\ud800"), "string", "a\ufffd"],
    [Value.bytes(new Uint8Array([97])), "bytes", 'b"a"'],
    [Value.list([1, null]), "list", "[1, None]"],
    [Value.dict({ b: 1, a: undefined }), "dict", '#{"b": 1, "a": ()}'],
    [Value.dict(new Map([["k", 1]])), "dict", '#{"k": 1}'],
    [Value.tuple(1, Value.float(2)), "tuple", "(1, 2.0)"],
    [Value.tuple(), "()", "()"],
    [Value.set([1, 1, 2]), "set", "set{1, 2}"],
    [Value.some(null), "Option", "Some(None)"],
    [Value.none(), "Option", "None"],
    [Value.ok(1), "Result", "Ok(1)"],
    [Value.err("e"), "Result", "Err(e)"],
    [Value.unit(), "()", "()"],
    [Value.cell([1]), "cell", "cell([1])"],
    [Value.range(1, 3, true), "range", "1..=3"],
    [Value.struct("P", { x: 1 }), "struct", "P { x: 1 }"],
    [Value.enum("E", "V", [1]), "enum", "E::V(1)"],
    [Value.fromJs({ a: [1] }), "dict", '#{"a": [1]}'],
  ])("%s: type %s, display %s", (value, type, text) => {
    expect([value.typeName, String(value), Value.display(value)]).toEqual([type, text, text]);
  });

  test.each([
    ["int", () => Value.int(1.5)],
    ["int", () => Value.int(2n ** 63n)],
    ["range", () => Value.range(0, Number.NaN)],
  ])("%s out of range is a RangeError", (_what, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(expect.objectContaining({ code: "ion.host_misuse" }));
  });

  test("functions are made without an engine, and run in any", async () => {
    const engine = new Engine()
      .set(
        "f",
        Value.fn((x: number) => x + 1),
      )
      .set(
        "g",
        Value.asyncFn(async (_ctx, x) => x),
      );
    expect(engine.eval("f(1)")).toBe(2);
    expect(await engine.evalAsync("g(3)")).toBe(3);
  });

  test("structs by name meet the types of an engine", () => {
    const engine = new Engine().registerStruct({ name: "P", fields: ["x"] });
    expect(engine.set("p", Value.struct("P", { x: 1 })).eval("p == P { x: 1 }")).toBe(true);
  });
});

describe("questions", () => {
  test("1.7: falsy are false, 0, None, unit and empty bytes; everything else is truthy", () => {
    const falsy: IonInput[] = [false, 0, null, undefined, new Uint8Array()];
    const truthy: IonInput[] = [true, 1, Value.float(0), "", [], {}, new Some(null)];
    expect([falsy.map(Value.isTruthy), truthy.map(Value.isTruthy)]).toEqual([
      falsy.map(() => false),
      truthy.map(() => true),
    ]);
  });

  test("as… answers undefined on a mismatch; asFloat takes ints, asInt no floats", () => {
    expect([Value.asInt(1), Value.asInt(Value.float(1)), Value.asFloat(1), Value.asFloat("1")]).toEqual([
      1,
      undefined,
      1,
      undefined,
    ]);
    expect([Value.asStr("a"), Value.asStr(1), Value.asBool(false), Value.asBool(0)]).toEqual([
      "a",
      undefined,
      false,
      undefined,
    ]);
  });

  test("typeName, equals and display speak Ion", () => {
    expect([Value.typeName(null), Value.typeName(() => 1)]).toEqual(["Option", "builtin_fn"]);
    expect([Value.equals([1, { a: 2 }], [1, { a: 2 }]), Value.equals("1", 1)]).toEqual([true, false]);
    expect(Value.display(["a", new Ok(new Err(1))])).toBe("[a, Ok(Err(1))]");
  });

  test("toJs of an IonValue follows the engine it came from", () => {
    const raw = new Engine({ dicts: "map" }).eval("#{a: |x| x}", { raw: true });
    const dict = Value.toJs(raw) as Map<string, IonFunction>;
    expect(dict.get("a")!.sync(1)).toBe(1);
  });
});

describe("JSON and MessagePack (1.7)", () => {
  test.each([
    [[1, Value.float(1), "é", true, null, undefined], '[1,1.0,"é",true,null,null]'],
    [{ b: new Some(1), a: new Err("e") }, '{"a":{"error":"e"},"b":1}'],
    [[Value.tuple(1), new Set([2]), Value.range(0, 2), new Uint8Array([255])], '[[1],[2],[0,1],"ff"]'],
    [Number.NaN, "null"],
    [Value.enum("E", "V", [1]), '{"_type":"E::V","data":[1]}'],
  ] as [IonInput, string][])("stringifyJson(%o) is %s", (input, text) => expect(Value.stringifyJson(input)).toBe(text));

  test("D20: parseJson keeps 1 from 1.0, and big ints", () => {
    const parsed = Value.parseJson("[1, 1.0, 9007199254740993, 18446744073709551615, null]");
    expect(String(parsed)).toBe("[1, 1.0, 9007199254740993, 18446744073709551616.0, None]");
    expect(Value.stringifyJson(Value.parseJson('{"b":1,"a":1.0}'))).toBe('{"a":1.0,"b":1}');
  });

  test("toJson is for JSON.stringify, fromJson for JSON.parse", () => {
    expect(Value.toJson({ a: Value.tuple(1, null) })).toEqual({ a: [1, null] });
    expect(String(Value.fromJson(JSON.parse('{"b": [1.5, 2], "a": null}')))).toBe('#{"a": None, "b": [1.5, 2]}');
    expect(JSON.parse(Value.stringifyJson({ a: 1 }, { pretty: true }))).toEqual({ a: 1 });
  });

  test("bad data is an IonError", () => {
    expect(() => Value.parseJson("[1,]")).toThrow(expect.objectContaining({ code: "ion.runtime_error" }));
    expect(() => Value.fromMsgpack(new Uint8Array([0xd9]))).toThrow(
      expect.objectContaining({ code: "ion.runtime_error" }),
    );
  });

  test("MessagePack keeps the order of dicts and the type of floats", () => {
    const bytes = Value.toMsgpack({ b: 1, a: Value.float(1), c: new Uint8Array([1]) });
    expect(String(Value.fromMsgpack(bytes))).toBe('#{"b": 1, "a": 1.0, "c": b"\\x01"}');
  });
});
