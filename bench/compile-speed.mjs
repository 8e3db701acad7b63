/**
 * How much source does the compiler take in a second, the source map included? Once on programs that people wrote, once
 * on generated code with an operator or a call every few characters. Beside it, as a yardstick, what it costs to parse
 * and print the compiled module with acorn, astring and source-map; and TypeScript 5, which strips the types of as much
 * source as the row compiles.
 */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "acorn";
import { generate } from "astring";
import { check, compile } from "ionlang/compiler";
import { SourceMapGenerator } from "source-map";
import typescript from "typescript-5";

const PROGRAMS = new URL("../fixtures/conformance/programs/", import.meta.url);
const COMPILER = new URL("../src/", import.meta.url);
const OPTIONS = { filename: "bench.ion" };

export function createRows() {
  return [createRow("compile, written programs", writtenCorpus()), createRow("compile, dense code", denseCorpus())];
}

function createRow(name, source) {
  const bytes = Buffer.byteLength(source);
  const typed = typescriptSources(bytes);
  const module = compile(source, { ...OPTIONS, sourceMap: false }).code;
  return {
    name,
    ion: () => compile(source, OPTIONS).map.sources[0],
    js: () => reprint(module).toJSON().sources[0],
    expected: OPTIONS.filename,
    peers: { "TypeScript 5": () => transpile(typed) },
    must: { times: 0.25, of: "TypeScript 5" },
    goal: 1,
    bytes,
  };
}

/** Each program of the conformance suite as the body of a function. */
function writtenCorpus() {
  const names = readdirSync(PROGRAMS).filter((name) => name.endsWith(".ion"));
  const functions = names.map(
    (name, i) => `fn program_${i}() {\n${readFileSync(new URL(name, PROGRAMS), "utf8")}\n}\n`,
  );
  return functions.filter((text) => check(text).length === 0).join("\n");
}

function denseCorpus() {
  const functions = Array.from({ length: 400 }, (_, i) => {
    const a = `(a * ${i} + b[${i % 9}]) % ${i + 2}`;
    return `fn f${i}(a, b) { let c = ${a}; if c > ${i} && !b.is_empty() { f${i >> 1}(c - 1, [a, c, ...b]) } else { #{k: c, v: f"{a}-{c}"} } }\n`;
  });
  return functions.join("");
}

/** Modules of the compiler itself, at most `bytes` of them together. */
function typescriptSources(bytes) {
  const names = readdirSync(COMPILER, { recursive: true }).filter((name) => name.endsWith(".ts"));
  const texts = [];
  let rest = bytes;
  for (const name of names.sort()) {
    const text = readFileSync(new URL(name, COMPILER), "utf8");
    rest -= Buffer.byteLength(text);
    if (rest < 0) break;
    texts.push(text);
  }
  return texts;
}

function transpile(texts) {
  const { ES2022: target } = typescript.ScriptTarget;
  const { ESNext: module } = typescript.ModuleKind;
  const compilerOptions = { target, module, sourceMap: true };
  for (const text of texts) typescript.transpileModule(text, { compilerOptions, fileName: "bench.ts" });
  return OPTIONS.filename;
}

function reprint(module) {
  const tree = parse(module, { ecmaVersion: 2022, sourceType: "module", locations: true });
  const sourceMap = new SourceMapGenerator({ file: OPTIONS.filename });
  generate(tree, { sourceMap });
  return sourceMap;
}
