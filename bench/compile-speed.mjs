/**
 * How much source does the compiler take in a second, the source map included? Once on programs that people wrote, once
 * on generated code with an operator or a call every few characters. Beside it, as a yardstick, what it costs to parse
 * and print the compiled module with acorn, astring and source-map; and TypeScript 5, which strips the types of as much
 * source as the row's compiled module has: both print the same amount of JavaScript with its map.
 */
import { readdirSync, readFileSync } from "node:fs";
import { ts as typescript } from "@ts-morph/common";
import { parse } from "acorn";
import { generate } from "astring";
import { check, compile } from "ionlang/compiler";
import { SourceMapGenerator } from "source-map";

const PROGRAMS = new URL("../fixtures/conformance/programs/", import.meta.url);
const TYPED = ["../src/", "../runtime/"].map((folder) => new URL(folder, import.meta.url));
const OPTIONS = { filename: "bench.ion" };

export function createRows() {
  return [createRow("compile, written programs", writtenCorpus()), createRow("compile, dense code", denseCorpus())];
}

function createRow(name, source) {
  const module = compile(source, { ...OPTIONS, sourceMap: false }).code;
  const typed = typescriptSources(Buffer.byteLength(module));
  return {
    name,
    ion: () => compile(source, OPTIONS).map.sources[0],
    js: () => reprint(module).toJSON().sources[0],
    expected: OPTIONS.filename,
    peers: { "TypeScript 5": () => transpile(typed) },
    must: { times: 0.25, of: "TypeScript 5" },
    goal: 1,
    bytes: Buffer.byteLength(source),
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

/** Modules of this package, at most `bytes` of them together. */
function typescriptSources(bytes) {
  const texts = [];
  let rest = bytes;
  for (const file of TYPED.flatMap(typescriptFiles)) {
    const text = readFileSync(file, "utf8");
    rest -= Buffer.byteLength(text);
    if (rest < 0) break;
    texts.push(text);
  }
  return texts;
}

function typescriptFiles(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"));
  return names.sort().map((name) => new URL(name, folder));
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
