/**
 * The TextMate grammar of editors/vscode against the compiler's lexer: over all conformance programs, what the lexer
 * takes for a keyword, number, string, name, operator or comment has the scope of one.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import type { IGrammar } from "vscode-textmate";
import { SourceFile } from "../../src/source.ts";
import { lex } from "../../src/syntax/lexer.ts";
import { TOKEN, type Token } from "../../src/syntax/token.ts";
import { readConformanceAreas } from "../kit/conformance-cases.ts";
import { REPOSITORY } from "../kit/source-files.ts";

const require = createRequire(import.meta.url);
const textmate: typeof import("vscode-textmate") = require("vscode-textmate");
const oniguruma: typeof import("vscode-oniguruma") = require("vscode-oniguruma");

const FOLDER = `${REPOSITORY}editors/vscode/`;

async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const path = `${FOLDER}syntaxes/ion.tmLanguage.json`;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, "utf8"), path),
  });
  return (await registry.loadGrammar("source.ion"))!;
}

const grammar = await loadGrammar();

/** The scopes of every offset of the text. */
function scopesOf(text: string): (offset: number) => string {
  const scopes: string[] = [];
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes: names } of tokens) {
      for (let index = startIndex; index < Math.min(endIndex, line.length); index++) scopes.push(names.join(" "));
    }
    scopes.push("newline");
  }
  return (offset) => scopes[offset] ?? "end";
}

function expectedScope({ type }: Token): RegExp | null {
  if (type === TOKEN.Eof) return null;
  if (type === TOKEN.Str || type === TOKEN.FStr || type === TOKEN.Bytes) return /string\.(quoted|interpolated)/;
  if (type === TOKEN.Int || type === TOKEN.Float) return /constant\.numeric/;
  if (type === TOKEN.Label) return /entity\.name\.label/;
  if (type === TOKEN.Ident) return /(variable|entity\.name|support\.type)\.[\w.]*ion$/;
  if (type.isKeyword) return /(keyword|storage|constant\.language|support)\.[\w.]*ion$/;
  return /(keyword\.operator|punctuation)\.[\w.]*ion$/;
}

/** Where grammar and lexer see different things, as `text: scopes`. */
function differences(text: string): string[] {
  const file = new SourceFile("a.ion", text);
  const scopeAt = scopesOf(text);
  return lex(file).tokens.flatMap((token) => {
    const expected = expectedScope(token);
    const scope = scopeAt(token.start);
    return expected === null || expected.test(scope) ? [] : [`${text.slice(token.start, token.end)}: ${scope}`];
  });
}

describe("the TextMate grammar", () => {
  test("agrees with the lexer on every token of the conformance programs", () => {
    const programs = [...readConformanceAreas().values()]
      .flat()
      .filter(({ source }) => lex(new SourceFile("", source)).error === null);
    expect(programs.length).toBeGreaterThan(100);
    expect(programs.flatMap(({ id, source }) => differences(source).map((line) => `${id}: ${line}`))).toEqual([]);
  });

  test.each([
    ["// note", 0, "comment.line"],
    ["#!/usr/bin/env ion", 0, "comment.line.shebang"],
    ['f"a{x + 1}b"', 6, "interpolation.ion keyword.operator"],
    ['f"a{x}b"', 3, "punctuation.section.interpolation"],
    ['f"{#{a: "}"}["a"]}" + y', 22, "variable.other"],
    ['"""a\n"b" """ + y', 15, "variable.other"],
    ['"\\u{1F600}"', 3, "constant.character.escape"],
    ['b"\\x0a"', 3, "constant.character.escape"],
    ["let x: int = 1;", 7, "support.type"],
    ["'a: loop { }", 1, "entity.name.label"],
    ["math::sqrt(4)", 0, "entity.name.namespace"],
    ["math::sqrt(4)", 6, "entity.name.function.call"],
    ["fn add(a) { a }", 3, "entity.name.function"],
    ["t.await", 2, "keyword.control.await"],
  ])("%j at %i is %s", (text, offset, scope) => {
    expect(scopesOf(text)(offset)).toContain(scope);
  });
});

describe("the extension", () => {
  const read = (name: string): string => readFileSync(`${FOLDER}${name}`, "utf8");

  test("names files that exist and are JSON", () => {
    const { contributes } = JSON.parse(read("package.json"));
    const paths: string[] = [
      ...contributes.languages.map(({ configuration }: { configuration: string }) => configuration),
      ...contributes.grammars.map(({ path }: { path: string }) => path),
      ...contributes.snippets.map(({ path }: { path: string }) => path),
    ];
    for (const path of paths) expect(() => JSON.parse(read(path))).not.toThrow();
  });

  test("the snippets for the debugger are configurations once they are expanded", () => {
    const snippets: Record<string, { body: string[] }> = JSON.parse(read("snippets/launch.json"));
    for (const { body } of Object.values(snippets)) {
      const text = body
        .join("\n")
        .replace(/\$\{\d:(.*?)\}|\$0/g, "$1")
        .replaceAll("\\$", "$");
      expect(JSON.parse(text)).toMatchObject({ type: "node", request: "launch", name: expect.any(String) });
    }
  });
});
