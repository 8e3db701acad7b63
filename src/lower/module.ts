/**
 * The compiled module (embedding 2.9):
 *
 *     import { defineProgram as $program, json as $json, $push as $m_push } from "ionlang/runtime";
 *     const $p = $program({ abi: 1, …, library: [$json], methods: [$m_push] }, function* ($) { …constants… …top level… });
 *     export default $p;
 *     export const load = $p.function("load");
 *
 * The import names what the program mentions of the library, so that a bundler leaves out the rest. The code does not
 * use it: it gets every name from the engine, which decides what a program may have, and methods by their names. Both
 * calls are marked as pure, so that a bundler can drop what nobody imports. A script is only the function, as an
 * expression: the engine evaluates it.
 */
import type * as js from "estree";
import { ABI_VERSION } from "../../runtime/program/manifest.ts";
import type { ConcurrencyBackend } from "../../runtime/scheduler/manifest.ts";
import type { LogLevel } from "../../runtime/stdlib/manifest.ts";
import type { Analysis } from "../analyze/analysis.ts";
import type { SourceFile } from "../source.ts";
import type { Program } from "../syntax/ast.ts";
import { lowerBody } from "./blocks.ts";
import * as b from "./builders.ts";
import { ModuleConstants, RUNTIME_PARTS, type RuntimePart } from "./constants.ts";
import { FunctionContext, type ModuleContext } from "./context.ts";
import { lowerExpression, lowerInto, shortenChain } from "./expressions.ts";
import { withoutLastReturn } from "./functions.ts";
import { exportName, NameTable } from "./names.ts";
import { RETURN } from "./position.ts";
import { lowerStatement } from "./statements.ts";

export interface ModuleMetadata {
  readonly compiler: string;
  readonly name: string;
  /** Whether it is compiled for debugging. */
  readonly dev: boolean;
  /** Whether the module tells its own URL. */
  readonly hasUrl: boolean;
  /** The path of the source from the module's folder, if that is known. */
  readonly sourcePath: string | undefined;
  /** The backend whose rules the program was checked against (concurrency L-4). */
  readonly concurrency: ConcurrencyBackend;
  readonly requires: readonly string[];
  /** The library modules and builtins that the program mentions. */
  readonly libraryNames: readonly string[];
  /** The methods of the library that the program mentions. */
  readonly methodNames: readonly string[];
  readonly parts: ReadonlySet<RuntimePart>;
  readonly exports: readonly string[];
  /** Global names that plain functions took to be the standard ones. */
  readonly assumes: readonly string[];
  readonly lineStarts: readonly number[];
  /** Name, start and end offset of every function, in turn: names the frames of error stacks. */
  readonly functions: readonly (string | number)[];
}

export interface LoweredProgram {
  /** The top level as a function of the runtime context. */
  readonly main: js.FunctionExpression;
  /** The names of the methods that it calls. */
  readonly methods: ReadonlySet<string>;
  readonly parts: ReadonlySet<RuntimePart>;
}

export function lowerProgram(
  { program, analysis, file }: { program: Program; analysis: Analysis; file: SourceFile },
  logCap: LogLevel = "trace",
): LoweredProgram {
  const { resolution } = analysis;
  const module: ModuleContext = {
    analysis,
    logCap,
    names: new NameTable(resolution.functions, resolution.bindings.values()),
    constants: new ModuleConstants(),
    lowering: { expression: lowerExpression, into: lowerInto, statement: lowerStatement, shorten: shortenChain },
    isOneLine: (start, end) => file.isOneLine(start, end),
  };
  const isGenerator = analysis.suspension.suspending.has(resolution.main);
  const ctx = new FunctionContext(module, resolution.main, isGenerator ? "generator" : "plain");
  const statements = withoutLastReturn(ctx.block(() => lowerBody(ctx, program.body, RETURN)));
  const strict: js.Directive = {
    type: "ExpressionStatement",
    expression: { type: "Literal", value: "use strict" },
    directive: "use strict",
  };
  const body = [
    b.at(strict, b.UNMAPPED),
    ...module.constants.declarations(),
    ...ctx.temporaryDeclarations(),
    ...statements,
  ];
  const main = b.functionExpression(null, [b.id("$")], body as js.Statement[], isGenerator);
  const { methods, parts } = module.constants;
  return { main, methods, parts };
}

export function scriptOf(main: js.FunctionExpression): js.Program {
  return { type: "Program", sourceType: "script", body: [b.expressionStatement(main)] };
}

export function moduleOf(
  source: Program,
  main: js.FunctionExpression,
  metadata: ModuleMetadata,
  runtime: string,
): js.Program {
  const program = b.id("$p");
  const nameStarts = new Map<string, number>();
  for (const node of source.body) if (node.type === "FnDeclaration") nameStarts.set(node.name.name, node.name.start);
  const define: js.ImportDeclaration = {
    type: "ImportDeclaration",
    specifiers: [
      importAs("defineProgram", "$program"),
      ...[...metadata.parts].map((part) => importAs(part, `$${part}`)),
      ...metadata.libraryNames.map((name) => importAs(name, libraryName(name))),
      ...metadata.methodNames.map((name) => importAs(`$${name}`, methodName(name))),
    ],
    source: { type: "Literal", value: runtime },
    attributes: [],
  };
  const exports = metadata.exports.map((name) => exportOf(program, name, nameStarts.get(name)!));
  return {
    type: "Program",
    sourceType: "module",
    body: [
      define,
      b.declare("const", program, b.pureCall(b.id("$program"), [metadataOf(metadata), main])),
      { type: "ExportDefaultDeclaration", declaration: program },
      ...exports,
    ],
  };
}

function importAs(imported: string, local: string): js.ImportSpecifier {
  return { type: "ImportSpecifier", imported: b.id(imported), local: b.id(local) };
}

function libraryName(name: string): string {
  return `$${name}`;
}

function methodName(name: string): string {
  return `$m_${name}`;
}

/** The map knows the name of a function whose export must be called otherwise; `start` is where it is declared. */
function exportOf(program: js.Identifier, name: string, start: number): js.ExportNamedDeclaration {
  const value = b.pureCall(b.member(program, "function"), [b.string(name)]);
  const exported = b.id(exportName(name));
  return {
    type: "ExportNamedDeclaration",
    declaration: b.declare("const", exported.name === name ? exported : b.at(exported, start, name), value),
    specifiers: [],
    source: null,
    attributes: [],
  };
}

/** `url: import.meta.url` */
const MODULE_URL: readonly [string, js.Expression] = [
  "url",
  b.member({ type: "MetaProperty", meta: b.id("import"), property: b.id("meta") }, "url"),
];

function metadataOf(metadata: ModuleMetadata): js.ObjectExpression {
  const strings = (values: readonly string[]) => b.array(values.map(b.string));
  const library = metadata.libraryNames.map((name) => b.id(libraryName(name)));
  const methods = metadata.methodNames.map((name) => b.id(methodName(name)));
  const entries: (readonly [string, js.Expression])[] = [
    ["abi", b.number(ABI_VERSION)],
    ["compiler", b.string(metadata.compiler)],
    ["name", b.string(metadata.name)],
    ...(metadata.hasUrl ? [MODULE_URL] : []),
    ...(metadata.sourcePath === undefined ? [] : [["sourcePath", b.string(metadata.sourcePath)] as const]),
    ...(metadata.dev ? [["dev", b.boolean(true)] as const] : []),
    ["concurrency", b.string(metadata.concurrency)],
    ["requires", strings(metadata.requires)],
    ...(library.length === 0 ? [] : [["library", b.array(library)] as const]),
    ...(methods.length === 0 ? [] : [["methods", b.array(methods)] as const]),
    ...[...metadata.parts].map((part) => [RUNTIME_PARTS[part], b.id(`$${part}`)] as const),
    ["exports", strings(metadata.exports)],
    ["assumes", strings(metadata.assumes)],
    ["lineStarts", b.array(metadata.lineStarts.map(b.number))],
    [
      "functions",
      b.array(metadata.functions.map((part) => (typeof part === "string" ? b.string(part) : b.number(part)))),
    ],
  ];
  return {
    type: "ObjectExpression",
    properties: entries.map(([key, value]) => ({
      type: "Property",
      key: b.id(key),
      value,
      kind: "init",
      method: false,
      shorthand: false,
      computed: false,
    })),
  };
}
