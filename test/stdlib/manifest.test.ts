/** The manifest agrees with the modules that are made of it, and with the specification. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { STANDARD_MODULES } from "../../runtime/stdlib/index.ts";
import { ASYNC_STD_MODULES, SANDBOX_EXCLUDES, STD_MODULE_NAMES, STD_MODULES } from "../../runtime/stdlib/manifest.ts";
import { display } from "../../runtime/values/display.ts";
import { NativeFunction } from "../../runtime/values/function.ts";
import { typeOf } from "../../runtime/values/type-of.ts";
import { errorOf, Library } from "./kit.ts";

const SPEC = readFileSync(new URL("../../fixtures/spec/stdlib.md", import.meta.url), "utf8");
const SECTIONS = {
  math: 23,
  json: 5,
  bytes: 21,
  string: 29,
  rand: 7,
  io: 3,
  log: 8,
  semver: 13,
  os: 13,
  path: 11,
  fs: 19,
};

describe("the manifest and the specification", () => {
  test("stdlib 5: the modules in their order", () => {
    expect([...STD_MODULE_NAMES].sort()).toEqual(Object.keys(SECTIONS).sort());
  });

  test.each(Object.entries(SECTIONS))("stdlib 10: %s has the %i names of its section", (module, count) => {
    const names = Object.keys(STD_MODULES[module as keyof typeof SECTIONS]);
    expect(names).toHaveLength(count);
    const section = SPEC.split("\n### ").find((text) => new RegExp(`^5\\.\\d+ ${module} `).test(text))!;
    const specified = new Set(section.match(/`[^`]+`/g)!.flatMap((code) => code.match(/\w+/g) ?? []));
    expect(names.filter((name) => !specified.has(name))).toEqual([]);
  });

  test("stdlib 8: a sandbox leaves out what touches the system", () => {
    expect(SANDBOX_EXCLUDES).toEqual(["os", "fs"]);
  });
});

describe("the modules", () => {
  const { modules } = new Library();

  test("have exactly the members of the manifest, functions where it gives parameters", () => {
    for (const [name, infos] of Object.entries(STD_MODULES)) {
      const { members } = modules.get(name as keyof typeof STD_MODULES)!;
      expect([...members.keys()]).toEqual(Object.keys(infos));
      for (const [member, { params, doc }] of Object.entries(infos)) {
        expect(members.get(member) instanceof NativeFunction).toBe(params !== null);
        expect(doc).toMatch(/^[A-Z].{5,95}\.$/);
      }
    }
  });

  test("stdlib 1.7, 1.8: functions show their path; those of io and fs are asynchronous", () => {
    expect(ASYNC_STD_MODULES).toEqual(new Set(["io", "fs"]));
    const shown = (module: "io" | "fs" | "math", member: string) => {
      const value = modules.get(module)!.members.get(member);
      return `${typeOf(value)} ${display(value)}`;
    };
    expect(shown("math", "abs")).toBe("builtin_fn <builtin math::abs>");
    expect(shown("io", "println")).toBe("async_builtin_fn <async builtin io::println>");
    expect(shown("fs", "read")).toBe("async_builtin_fn <async builtin fs::read>");
    expect(display(modules.get("math")!)).toBe("<module math>");
  });

  test("stdlib 1.3: no function accepts keyword arguments", () => {
    const abs = modules.get("math")!.members.get("abs") as NativeFunction;
    expect(errorOf(() => abs.call([], [["x", 1]])).message).toBe(
      "host callable does not declare a signature; cannot pass keyword arguments",
    );
  });

  test("stdlib 3: only bytes can be called", () => {
    const callable = [...modules].filter(([, module]) => module.callable !== null);
    expect(callable.map(([name]) => name)).toEqual(["bytes"]);
  });

  test("stdlib 5: the library has all of them, in the order of the manual", () => {
    expect(STANDARD_MODULES.map(({ name }) => name)).toEqual(STD_MODULE_NAMES);
  });
});
