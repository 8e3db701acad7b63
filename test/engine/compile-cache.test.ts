/** The bounded cache of compiled programs (embedding 2.10). */
import { expect, test } from "vitest";
import { CompileCache, type CompiledScript, type ScopeNames } from "../../runtime/engine/compile-cache.ts";
import { ABI_VERSION } from "../../runtime/program/manifest.ts";
import { type CompiledProgram, createProgram } from "../../runtime/program/program.ts";

const NONE: ScopeNames = { unknownGlobals: new Set(), earlierNames: new Set() };

function createCounting(): { cache: CompileCache; compile: () => CompiledScript; count: () => number } {
  let compiled = 0;
  const compile = (): CompiledScript => {
    compiled++;
    const metadata = { abi: ABI_VERSION, compiler: "0", name: "x", requires: [], exports: [], lineStarts: [0] };
    return { program: createProgram(metadata, () => undefined), outerNames: new Set(["len", "x"]) };
  };
  return { cache: new CompileCache(), compile, count: () => compiled };
}

test("the same source under the same name is compiled once", () => {
  const { cache, compile, count } = createCounting();
  const first = cache.getOrCompile("1", "a.ion", NONE, compile);
  expect(cache.getOrCompile("1", "a.ion", NONE, compile)).toBe(first);
  expect(count()).toBe(1);
});

test("another file name, or another meaning of a name that the program uses, is another program", () => {
  const { cache, compile, count } = createCounting();
  cache.getOrCompile("1", "a.ion", NONE, compile);
  cache.getOrCompile("1", undefined, NONE, compile);
  cache.getOrCompile("1", "a.ion", { ...NONE, unknownGlobals: new Set(["len"]) }, compile);
  cache.getOrCompile("1", "a.ion", { ...NONE, earlierNames: new Set(["x"]) }, compile);
  expect(count()).toBe(4);
});

test("the meaning of names that the program does not use makes no difference", () => {
  const { cache, compile, count } = createCounting();
  cache.getOrCompile("1", "a.ion", NONE, compile);
  cache.getOrCompile("1", "a.ion", { unknownGlobals: new Set(["str"]), earlierNames: new Set(["y"]) }, compile);
  expect(count()).toBe(1);
});

test("the least recently used program is dropped when the cache is full", () => {
  const { cache, compile, count } = createCounting();
  const get = (source: string): CompiledProgram => cache.getOrCompile(source, undefined, NONE, compile);
  for (let i = 0; i < 100; i++) get(`${i}`);
  get("0");
  get("100");
  expect(count()).toBe(101);
  get("0");
  expect(count()).toBe(101);
  get("1");
  expect(count()).toBe(102);
});

test("a failed compilation is not kept", () => {
  const { cache, compile, count } = createCounting();
  const fail = (): never => {
    throw new Error("no");
  };
  expect(() => cache.getOrCompile("1", undefined, NONE, fail)).toThrow("no");
  cache.getOrCompile("1", undefined, NONE, compile);
  expect(count()).toBe(1);
});
