/** Struct and enum types of the host (embedding 1.6, 2.6). */
import { describe, expect, expectTypeOf, test } from "vitest";
import { defineEnum, defineStruct, Engine, IonEnum, IonStruct, structOf, t } from "../../src/index.ts";

const MISUSE = expect.objectContaining({ code: "ion.host_misuse" });

const Item = defineStruct("Item", { name: t.string, qty: t.int });
const Order = defineStruct("Order", { id: t.int, items: t.list(Item) });
const Color = defineEnum("Color", { Red: [], Custom: [t.int, t.int] });

function createEngine(): Engine {
  return new Engine().registerType(Item).registerType(Order).registerType(Color);
}

describe("structs", () => {
  test("instances are frozen, and fields come in the order of declaration", () => {
    const item = createEngine().eval('Item { qty: 2, name: "nut" }') as object;
    expect(Object.keys(item)).toEqual(["name", "qty"]);
    expect(Object.isFrozen(item)).toBe(true);
    expect(item).toEqual(Item({ name: "nut", qty: 2 }));
    expect([Item.is(item), Item.is({ name: "nut", qty: 2 }), Item.name]).toEqual([true, false, "Item"]);
  });

  test("types nest, and are checked when a value reaches JavaScript, never in the script", () => {
    const engine = createEngine();
    engine.eval('let order = Order { id: 1, items: [Item { name: "nut", qty: "many" }] };');
    expect(engine.eval("order.items[0].qty")).toBe("many");
    expect(() => engine.get("order")).toThrow("expected int, got string at $.items[0].qty");
    expect(() => engine.eval("[1, order]")).toThrow("expected int, got string at $[1].items[0].qty");
  });

  test.each([
    ["1", "expected Item, got int"],
    ["Other { name: 1 }", "expected Item, got different host struct"],
  ])("1.6: %s is no Item", (source, message) => {
    const engine = createEngine().registerStruct({ name: "Other", fields: ["name"] });
    expect(() => engine.eval(source, { as: Item })).toThrow(message);
  });

  test("making an instance checks the names of its fields", () => {
    expect(() => Item({ name: "nut" } as never)).toThrow("missing field in Item: 'qty'");
    expect(() => Item({ name: "nut", qty: 1, extra: 1 } as never)).toThrow("unknown field in Item: 'extra'");
  });

  test("untyped fields take any value", () => {
    const Config = defineStruct("Config", ["host", "port"]);
    const engine = new Engine().registerType(Config);
    expect(engine.eval('Config { host: "a", port: [1] }')).toEqual(Config({ host: "a", port: [1] }));
  });

  test("fields may have any name", () => {
    const Odd = defineStruct("Odd", ["__proto__", "constructor"]);
    const engine = new Engine().registerType(Odd);
    const odd = engine.eval("Odd { __proto__: 1, constructor: 2 }") as object;
    expect(Object.keys(odd)).toEqual(["__proto__", "constructor"]);
    expect(engine.set("odd", odd).eval("odd.__proto__")).toBe(1);
  });

  test("D21: structOf attaches a class: instances of the class and of its subclasses, in and out", () => {
    class Vec {
      readonly x: number;
      constructor(x: number) {
        this.x = x;
      }
    }
    class Point extends Vec {}
    const engine = new Engine().registerType(
      structOf(Vec, { name: "Vec", fields: { x: t.float }, from: ({ x }) => new Vec(x) }),
    );
    expect(engine.set("v", new Point(1)).eval("[str(v), v]")).toEqual(["Vec { x: 1.0 }", new Vec(1)]);
  });

  test("a constructor that throws is a conversion error with the path", () => {
    class Positive {
      readonly n: number;
      constructor(n: number) {
        if (n < 0) throw new RangeError("negative");
        this.n = n;
      }
    }
    const type = structOf(Positive, { name: "Positive", fields: { n: t.safeInt }, from: ({ n }) => new Positive(n) });
    const engine = new Engine().registerType(type);
    expect(() => engine.eval("[Positive { n: -1 }]")).toThrow("negative at $[0]");
  });

  test("instances of a type that the engine does not know are refused", () => {
    expect(() => new Engine().set("item", Item({ name: "nut", qty: 1 }))).toThrow("cannot convert Item");
  });
});

describe("enums", () => {
  test("variants are data, and values without data are the same object", () => {
    const engine = createEngine();
    expect({ ...Color.Custom(1, 2) }).toEqual({ type: "Color", variant: "Custom", data: [1, 2] });
    expect(engine.eval("Color::Red")).toBe(Color.Red);
    expect(engine.eval("Color::Custom(1, 2)")).toEqual(Color.Custom(1, 2));
    expect(engine.set("c", Color.Custom(3, 4)).eval("match c { Color::Custom(a, b) => a + b, _ => 0, }")).toBe(7);
  });

  test("is and match look at any value of the type", () => {
    const value = Color.Custom(1, 2);
    expect([Color.is(value), Color.is(value, "Red"), Color.is(1)]).toEqual([true, false, false]);
    expect(Color.match(value, { Red: () => 0, Custom: (a, b) => Number(a) + Number(b) })).toBe(3);
    expect(Color.match(value, { _: (other) => other.variant })).toBe("Custom");
    expect(() => Color.match(1, { _: () => 0 })).toThrow(MISUSE);
    expect(() => Color.match(value, { Red: () => 0 } as never)).toThrow(MISUSE);
  });

  test("data goes through its types", () => {
    expect(() => createEngine().eval('Color::Custom(1, "x")')).toThrow("expected int, got string at $[1]");
    expect(() => Color.toIon(Color.Custom("x" as never, 1))).toThrow("expected int, got string at $[0]");
  });

  test("arities without types take any value; a wrong number is refused", () => {
    const Shape = defineEnum("Shape", { Empty: 0, Box: 2 });
    const engine = new Engine().registerType(Shape);
    expect(engine.eval('Shape::Box("a", [1])')).toEqual(Shape.Box("a", [1]));
    expect(engine.eval("Shape::Empty")).toBe(Shape.Empty);
    expect(() => (Shape.Box as (...data: unknown[]) => unknown)(1)).toThrow("Shape::Box expects 2 arguments, got 1");
  });
});

describe("types known by their names only", () => {
  const engine = new Engine().registerStruct({ name: "Cfg", fields: ["host", "port"] }).registerEnum({
    name: "State",
    variants: [
      { name: "On", arity: 1 },
      { name: "Off", arity: 0 },
    ],
  });

  test("values are IonStruct and IonEnum, and come back", () => {
    const cfg = engine.eval('Cfg { port: 1, host: "a" }') as IonStruct;
    expect([cfg instanceof IonStruct, cfg.type, cfg.fields]).toEqual([true, "Cfg", { port: 1, host: "a" }]);
    expect(engine.set("c", cfg).eval('c == Cfg { host: "a", port: 1 }')).toBe(true);
    const state = engine.eval("State::On([1])") as IonEnum;
    expect([state instanceof IonEnum, state.type, state.variant, state.data]).toEqual([true, "State", "On", [[1]]]);
    expect(engine.set("s", state).eval("s == State::On([1])")).toBe(true);
  });

  test.each([
    [new IonStruct("Cfg", { host: 1 }), "missing field in Cfg"],
    [new IonStruct("Cfg", { host: 1, port: 1, x: 1 }), "unknown field in Cfg at $.x"],
    [new IonEnum("State", "Nope"), "unknown variant 'Nope' in State"],
    [new IonEnum("State", "On"), "State::On expects 1 arguments, got 0"],
  ])("%o is refused: %s", (input, message) => expect(() => engine.set("x", input)).toThrow(message));
});

describe("D9: registration", () => {
  test("the same shape again is fine, another one is misuse", () => {
    const engine = createEngine();
    engine.registerType(defineStruct("Item", { qty: t.float, name: t.string }));
    expect(() => engine.registerType(defineStruct("Item", { other: t.int }))).toThrow(MISUSE);
    expect(() => engine.registerType(defineEnum("Item", { A: 0 }))).toThrow(MISUSE);
    expect(() => engine.registerType(defineEnum("Color", { Red: [], Custom: [t.int] }))).toThrow(MISUSE);
  });

  test.each([
    ["no type", () => new Engine().registerType({} as never)],
    ["a field twice", () => defineStruct("S", ["a", "a"])],
    ["a field type that is none", () => defineStruct("S", { a: 1 as never })],
    ["a variant named like a method", () => defineEnum("E", { match: 0 })],
    ["a bad arity", () => defineEnum("E", { A: -1 })],
    ["a struct without fields list", () => new Engine().registerStruct({ name: "S" } as never)],
  ])("host misuse: %s", (_what, run) => expect(run).toThrow(MISUSE));
});

test("TypeScript knows the forms (D4)", () => {
  expectTypeOf(Item).parameter(0).toEqualTypeOf<{ readonly name: string; readonly qty: number }>();
  expectTypeOf(Color.Custom).parameter(1).toEqualTypeOf<number>();
  const numbers = t.option(t.list(t.safeInt));
  expectTypeOf(new Engine().getTyped<number[] | null>).returns.toEqualTypeOf<number[] | null>();
  expectTypeOf(numbers.fromIon).returns.toEqualTypeOf<number[] | null>();
});
