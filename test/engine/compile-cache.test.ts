/** The bounded cache of compiled programs (embedding 2.10). */
import { expect, test } from "vitest";
import { CompileCache } from "../../runtime/engine/compile-cache.ts";
import { type CompiledProgram, createProgram } from "../../runtime/program/program.ts";

const NONE: ReadonlySet<string> = new Set();

function createCounting(): { cache: CompileCache; compile: () => CompiledProgram; count: () => number } {
  let compiled = 0;
  const compile = (): CompiledProgram => {
    compiled++;
    const metadata = { abi: 1, compiler: "0", name: "x", requires: [], exports: [], lineStarts: [0] };
    return createProgram(metadata, () => undefined);
  };
  return { cache: new CompileCache(), compile, count: () => compiled };
}

test("the same source under the same name is compiled once", () => {
  const { cache, compile, count } = createCounting();
  const first = cache.getOrCompile("1", "a.ion", NONE, compile);
  expect(cache.getOrCompile("1", "a.ion", NONE, compile)).toBe(first);
  expect(count()).toBe(1);
});

test("another name, or another meaning of a library name, is another program", () => {
  const { cache, compile, count } = createCounting();
  cache.getOrCompile("1", "a.ion", NONE, compile);
  cache.getOrCompile("1", undefined, NONE, compile);
  cache.getOrCompile("1", "a.ion", new Set(["len"]), compile);
  expect(count()).toBe(3);
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
