/**
 * `ion build --dts`: the TypeScript declarations of a compiled program (embedding 2.9). Every exported function is
 * declared with the names of its parameters and how many of them it needs; the values are `IonInput` and `IonOutput`.
 */
import { compileSource, isCompiled } from "../compile.ts";
import { exportName } from "../lower/names.ts";
import { type CompileOptions, resolveOptions } from "../options.ts";
import type { FnDeclaration, Parameter, Program } from "../syntax/ast.ts";

/** `source` compiles with these options. The result is the same for equal input. */
export function declareModule(source: string, options: CompileOptions): string {
  const compiled = compileSource(source, resolveOptions({ ...options, sourceMap: false }));
  if (!isCompiled(compiled)) throw new Error(`${options.filename} compiles only without declarations`);
  const { program, metadata } = compiled;
  const declarations = topLevelFunctions(program);
  const functions = metadata.exports.map((name) => declareFunction(declarations.get(name)!, source));
  const imported = functions.length > 0 ? "IonExport, IonInput, IonProgram" : "IonProgram";
  return [
    `// Generated from ${metadata.name} by ion build --dts.`,
    `import type { ${imported} } from "ionlang/runtime";`,
    "",
    "declare const $program: IonProgram;",
    "export default $program;",
    ...functions,
    "",
  ].join("\n");
}

/** A later declaration of a name replaces an earlier one. */
function topLevelFunctions({ body }: Program): Map<string, FnDeclaration> {
  const functions = body.filter((statement) => statement.type === "FnDeclaration");
  return new Map(functions.map((declaration) => [declaration.name.name, declaration]));
}

function declareFunction(declaration: FnDeclaration, source: string): string {
  const head = source.slice(declaration.start, declaration.body.start).replace(/\s+/g, " ").trim();
  const comment = `/** ${head.replaceAll("*/", "*\\/")} */`;
  const name = exportName(declaration.name.name);
  return `\n${comment}\nexport declare const ${name}: IonExport<[${tupleOf(declaration.params)}]>;`;
}

/** Parameters that are only given by name are no part of the tuple: JavaScript passes them as `kwargs`. */
function tupleOf(params: readonly Parameter[]): string {
  const positional = params.filter(({ kind }) => kind === "plain" || kind === "positional-only");
  const rest = params.find(({ kind }) => kind === "rest");
  // Before a parameter that is needed, the others are needed as well.
  const required = positional.findLastIndex((param) => param.default === null) + 1;
  const elements = positional.map(({ name }, index) => `${name.name}${index < required ? "" : "?"}: IonInput`);
  return [...elements, ...(rest === undefined ? [] : [`...${rest.name.name}: IonInput[]`])].join(", ");
}
