/** Name isolation (embedding 2.3): no spelling reaches a JavaScript object, prototype or global. */
import { describe, expect, test } from "vitest";
import { Engine } from "../../src/index.ts";

const JAVASCRIPT_NAMES = [
  ...["constructor", "__proto__", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__"],
  ...["this", "globalThis", "arguments", "window", "process", "require", "module", "import", "eval", "Function"],
  ...["Object", "undefined", "NaN", "Infinity", "Symbol", "Promise", "caller", "callee", "then", "length", "name"],
];
/** Words of JavaScript that are ordinary names of Ion. */
const RESERVED = ["class", "new", "delete", "typeof", "var", "const", "function", "yield", "await2", "static", "enum2"];

function errorOf(run: () => unknown): { kind: string; message: string } {
  try {
    run();
  } catch (thrown) {
    return thrown as { kind: string; message: string };
  }
  throw new Error("no error");
}

describe.each(JAVASCRIPT_NAMES)("%s", (name) => {
  test("as a free variable it is undefined", () => {
    expect(errorOf(() => new Engine().eval(name))).toMatchObject({ message: `undefined variable: ${name}` });
  });

  test("as a variable, parameter, field, key and keyword it is an ordinary name", () => {
    const engine = new Engine();
    expect(engine.eval(`let ${name} = 1; fn f(${name}) { ${name} + 1 } f(${name}: ${name})`)).toBe(2);
    expect(engine.eval(`let d = #{${name}: 5}; [d.${name}, d["${name}"], d.contains_key("${name}")]`)).toEqual([
      5,
      5,
      true,
    ]);
    expect(engine.get(name)).toBe(1);
  });

  test.each(["1", '"text"', "[1]", "(1, 2)", "None", "Some(1)", "|x| x", "1..2", "cell(1)", 'b"x"', "len"])(
    "as a field or method of %s it does not exist",
    (value) => {
      for (const source of [`let v = ${value}; v.${name}`, `let v = ${value}; v.${name}()`]) {
        if (name === "length" || name === "name") continue;
        const { kind } = errorOf(() => new Engine().eval(source));
        expect(["type", "runtime", "name"]).toContain(kind);
      }
    },
  );

  test("a dict without the key does not have it", () => {
    const engine = new Engine();
    expect(engine.eval(`#{}.get("${name}")`)).toBeNull();
    expect(engine.eval(`#{}.contains_key("${name}")`)).toBe(false);
  });
});

test.each(RESERVED)("%s is an ordinary name", (name) => {
  expect(new Engine().eval(`let ${name} = 1; let f = |${name}| ${name} + 1; f(${name})`)).toBe(2);
});

test("dicts with names of prototypes pass through the host as data", () => {
  const engine = new Engine().set("d", JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}'));
  expect(engine.eval('d.__proto__.polluted + d["constructor"]')).toBe(3);
  const back = engine.get("d") as object;
  expect(Object.keys(back)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("keyword arguments collected for the host are data, too", () => {
  const engine = new Engine();
  let seen: object = {};
  engine.registerFn("f", (value: object) => {
    seen = value;
  });
  engine.eval("fn g(**kw) { f(kw) } g(__proto__: 1, constructor: 2)");
  expect(Object.entries(seen)).toEqual([
    ["__proto__", 1],
    ["constructor", 2],
  ]);
});

test("engines do not see each other", () => {
  const [a, b] = [new Engine().set("secret", 1), new Engine()];
  a.registerFn("len", () => 99);
  a.eval("let shared = 1;");
  expect([b.has("secret"), b.has("shared"), b.eval("len([])")]).toEqual([false, false, 0]);
});
