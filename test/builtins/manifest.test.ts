/** The manifest agrees with the tables it lists, and both with the specification. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BUILTIN_DOCS, METHOD_DOCS } from "../../runtime/builtins/docs-manifest.ts";
import {
  BUILTIN_NAMES,
  BUILTIN_PARAMS,
  CALLBACK_METHODS,
  ITERATING_METHODS,
  METHOD_PARAMS,
} from "../../runtime/builtins/manifest.ts";
import { isCallbackMethod, type MethodDefinition } from "../../runtime/methods/definition.ts";
import * as library from "../../runtime/methods/library.ts";
import { CONCURRENCY_BUILTINS, OBJECT_METHODS } from "../../runtime/scheduler/manifest.ts";
import { STANDARD_BUILTINS } from "../../runtime/stdlib/index.ts";
import { METHODS } from "../kit/method-tables.ts";

const SPEC = readFileSync(new URL("../../fixtures/spec/stdlib.md", import.meta.url), "utf8");

describe("the manifest and the tables", () => {
  test("list the same builtins", () => {
    // `bytes` is a module that can be called.
    const listed = Object.keys(BUILTIN_PARAMS).filter((name) => name !== "bytes");
    expect(listed.sort()).toEqual(STANDARD_BUILTINS.map(({ name }) => name).sort());
  });

  test("list the same methods", () => {
    const namesOf = (types: readonly (readonly [string, readonly string[]])[]) =>
      Object.fromEntries(types.map(([type, names]) => [type, [...names].sort()]));
    const listed = Object.entries(METHOD_PARAMS).map(([type, params]) => [type, Object.keys(params)] as const);
    const defined = Object.entries(METHODS).map(([type, table]) => [type, [...table.keys()]] as const);
    expect(namesOf(listed)).toEqual(namesOf(defined));
  });

  test("agree on which methods call back, and which of them for each item", () => {
    const callingBack = (tables: readonly ReadonlyMap<string, MethodDefinition<never>>[]): string[] => {
      const entries = tables.flatMap((table) => [...table]);
      return [...new Set(entries.filter(([, method]) => isCallbackMethod(method)).map(([name]) => name))].sort();
    };
    expect([...ITERATING_METHODS].sort()).toEqual(callingBack([METHODS.list!, METHODS.dict!]));
    expect([...ITERATING_METHODS, ...CALLBACK_METHODS].sort()).toEqual(callingBack(Object.values(METHODS)));
  });

  test("each method is exported under its name", () => {
    const exported = Object.entries(library).map(([exportName, { name }]) => [exportName, `$${name}`]);
    expect(exported.filter(([exportName, name]) => exportName !== name)).toEqual([]);
  });

  test("have a doc line for each name", () => {
    const builtins = Object.keys(BUILTIN_PARAMS).filter((name) => !Object.hasOwn(CONCURRENCY_BUILTINS, name));
    expect(Object.keys(BUILTIN_DOCS).sort()).toEqual(builtins.sort());
    for (const [type, params] of Object.entries(METHOD_PARAMS)) {
      expect(Object.keys(METHOD_DOCS[type]!).sort()).toEqual(Object.keys(params).sort());
    }
    for (const docs of [BUILTIN_DOCS, ...Object.values(METHOD_DOCS)]) {
      for (const doc of Object.values(docs)) expect(doc).toMatch(/^.{5,90}\.$/);
    }
  });
});

describe("the manifest and the specification", () => {
  /** The names of the functions in the first column of the tables of a section. */
  function specifiedNames(heading: string): string[] {
    const section = SPEC.slice(SPEC.indexOf(`\n${heading}`) + 1).split(/\n#{2,3} /)[0]!;
    const columns = section.match(/^\| .*?`.*?`.*? \| /gm) ?? [];
    const names = columns.flatMap((column) => [...column.matchAll(/`(\w+)\(/g)].map(([, name]) => name!));
    return [...new Set(names)].sort();
  }

  test.each([
    ["string", "### 4.1 ", 28],
    ["list", "### 4.2 ", 32],
    ["dict", "### 4.3 ", 16],
    ["tuple", "### 4.4 ", 4],
    ["set", "### 4.5 ", 10],
    ["range", "### 4.6 ", 4],
    ["bytes", "### 4.7 ", 34],
    ["cell", "### 4.8 ", 4],
    ["Option", "### 4.9 ", 10],
    ["Result", "### 4.10 ", 11],
  ] as const)("stdlib 10: %s has the methods of its section", (type, heading, count) => {
    const names = Object.keys(METHOD_PARAMS[type]!);
    expect(specifiedNames(heading)).toEqual(names.sort());
    expect(names).toHaveLength(count);
  });

  test("stdlib 4.11, 4.12: tasks and channel ends have the methods of their sections", () => {
    const { AsyncTask, ...ends } = OBJECT_METHODS;
    // `await`, the sixth member of a task, is syntax.
    expect(specifiedNames("### 4.11 ")).toEqual(Object.keys(AsyncTask).sort());
    expect(specifiedNames("### 4.12 ")).toEqual([...new Set(Object.values(ends).flatMap(Object.keys))].sort());
    expect(
      [AsyncTask, ends.AsyncChannelSender, ends.AsyncChannelReceiver].map((type) => Object.keys(type).length),
    ).toEqual([5, 3, 5]);
  });

  test("stdlib 10: the 16 builtins", () => {
    const [, names] = /^core 16: (.*?) ·$/m.exec(SPEC)!;
    expect([...BUILTIN_NAMES].sort()).toEqual(names!.split(" ").sort());
    expect(specifiedNames("## 3 ")).toEqual([...BUILTIN_NAMES].sort());
  });
});
