import { describe, expect, test } from "vitest";
import { findEnum, findStruct, makeEnum, makeStruct } from "../../runtime/operators/struct.ts";
import { display } from "../../runtime/values/display.ts";
import { equals } from "../../runtime/values/equality.ts";
import { HostStruct } from "../../runtime/values/host-types.ts";
import { raisedBy } from "../values/raised.ts";

const config = { name: "Cfg", fields: ["host", "port"] };
const color = {
  name: "Color",
  variants: new Map([
    ["Red", { arity: 0 }],
    ["Custom", { arity: 3 }],
  ]),
};
const types = { structs: new Map([["Cfg", config]]), enums: new Map([["Color", color]]) };

describe("4.12, embedding 1.6: constructing host types", () => {
  test("types are found by name", () => {
    expect([findStruct(types, "Cfg"), findEnum(types, "Color")]).toEqual([config, color]);
    expect(raisedBy(() => findStruct(types, "Nope"))).toBe("runtime: unknown type 'Nope'");
    expect(raisedBy(() => findEnum(types, "Nope"))).toBe("runtime: unknown enum 'Nope'");
  });

  test("fields keep the order in which the script wrote them; equality ignores it", () => {
    const written = makeStruct(
      config,
      [],
      [
        ["port", 1],
        ["host", "a"],
      ],
    );
    expect(display(written)).toBe("Cfg { port: 1, host: a }");
    expect(
      equals(
        written,
        makeStruct(
          config,
          [],
          [
            ["host", "a"],
            ["port", 1],
          ],
        ),
      ),
    ).toBe(true);
  });

  test("the fields of a spread come first and are overwritten in place", () => {
    const base = makeStruct(
      config,
      [],
      [
        ["host", "a"],
        ["port", 1],
      ],
    );
    expect(display(makeStruct(config, [base], [["port", 9]]))).toBe("Cfg { host: a, port: 9 }");
    expect(display(base)).toBe("Cfg { host: a, port: 1 }");
  });

  test("names are checked, types of fields never", () => {
    const other = new HostStruct({ name: "Other", fields: ["zip"] }, new Map([["zip", 1]]));
    expect(raisedBy(() => makeStruct(config, [], [["host", "a"]]))).toBe("runtime: missing field in Cfg");
    expect(raisedBy(() => makeStruct(config, [], [["zip", "a"]]))).toBe("runtime: unknown field in Cfg");
    expect(raisedBy(() => makeStruct(config, [other], []))).toBe("runtime: unknown field in Cfg");
    expect(raisedBy(() => makeStruct(config, [1], []))).toBe("type: spread in struct constructor requires a struct");
  });

  test("a variant takes exactly its number of arguments; without any, parentheses make no difference", () => {
    expect(display(makeEnum(color, "Custom", [1, 2, 3]))).toBe("Color::Custom(1, 2, 3)");
    expect(display(makeEnum(color, "Red", []))).toBe("Color::Red");
    expect(raisedBy(() => makeEnum(color, "Blue", []))).toBe("runtime: unknown variant 'Blue' in Color");
    expect(raisedBy(() => makeEnum(color, "Custom", [1]))).toBe("runtime: Color::Custom expects 3 arguments, got 1");
    expect(raisedBy(() => makeEnum(color, "Red", [1]))).toBe("runtime: Color::Red expects 0 arguments, got 1");
  });
});
