/**
 * `ion build --emit STAGE`: what one stage of the compiler makes of a program, as text for people who work on the
 * compiler (embedding 2.12). A program that does not compile fails as it does without `--emit`.
 */
import { describeAnalysis } from "../analyze/analysis.ts";
import { type CompiledSource, compileSource, isCompiled } from "../compile.ts";
import { compile } from "../compiler.ts";
import { type CompileOptions, resolveOptions } from "../options.ts";
import { lex } from "../syntax/lexer.ts";
import { describeToken } from "../syntax/token.ts";
import type { Stage } from "./options.ts";
import type { SourceInput } from "./source-input.ts";

const RENDERERS: Readonly<Record<Stage, (compiled: CompiledSource) => string>> = {
  tokens: renderTokens,
  ast: ({ program }) => `${JSON.stringify(program, plainValue, 2)}\n`,
  analysis: ({ analysis }) => describeAnalysis(analysis),
  js: ({ code }) => code,
  map: ({ map }) => `${JSON.stringify(map)}\n`,
};

export function renderStage(stage: Stage, { name, text }: SourceInput, options: CompileOptions): string {
  const compileOptions = { ...options, filename: name };
  const compiled = compileSource(text, resolveOptions(compileOptions));
  if (isCompiled(compiled)) return RENDERERS[stage](compiled);
  compile(text, compileOptions);
  throw new Error(`${name} compiles only when it is compiled twice`);
}

function renderTokens({ file }: CompiledSource): string {
  const lines = lex(file).tokens.map((token) => {
    const { line, column } = file.positionAt(token.start);
    return `${line}:${column} ${describeToken(token)}\n`;
  });
  return lines.join("");
}

/** JSON for what JSON lacks: large integers as text, bytes as a list of numbers. */
function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return [...value];
  return value;
}
