/**
 * Source text to something an engine can run at once: compiled as a script and evaluated by indirect eval, because Node
 * maps the stack traces of that (embedding 2.10). Where evaluation of strings is disabled, Node's `vm` does it.
 */
import type { CompileScript } from "../runtime/engine/script-engine.ts";
import { createModuleMap } from "../runtime/generated-places.ts";
import { STANDARD_METHODS } from "../runtime/methods/index.ts";
import { BitOperators } from "../runtime/program/bit-operators.ts";
import { ABI_VERSION } from "../runtime/program/manifest.ts";
import { createProgram, type GeneratedScript, type ProgramMain } from "../runtime/program/program.ts";
import { TaskContext } from "../runtime/program/task-context.ts";
import { isDebugged } from "../runtime/stdlib/debug-topics.ts";
import { defaultPlatform } from "../runtime/stdlib/default-platform.ts";
import { adviseOnError } from "./analyze/error-advice.ts";
import type { PassSwitches } from "./analyze/passes.ts";
import { type CompiledSource, checkSource, compileSource, isCompiled } from "./compile.ts";
import { errorOf } from "./diagnostics/error-of.ts";
import { type ResolvedOptions, resolveOptions } from "./options.ts";

export const compileScript: CompileScript = createCompileScript();

/** `optimize`: optimizations to leave out. */
export function createCompileScript(optimize: PassSwitches = {}): CompileScript {
  return (source, { filename, unknownGlobals, earlierNames, backend }) => {
    const adviseOn = (message: string, at: number) =>
      adviseOnError(message, at, { text: source, names: knownNames(source, filename, [unknownGlobals, earlierNames]) });
    const mode = { format: "script", sourceMap: "inline", concurrency: backend } as const;
    const options = resolveOptions({ filename, unknownGlobals, earlierNames, optimize, ...mode });
    return runnable(source, options, adviseOn);
  };
}

function runnable(
  source: string,
  options: ResolvedOptions,
  adviseOn: NonNullable<GeneratedScript["adviseOn"]>,
): ReturnType<CompileScript> {
  const { filename } = options;
  const result = compileSource(source, options);
  if (!isCompiled(result)) throw errorOf(result.diagnostics, result.file);
  if (isDebugged(defaultPlatform, "codegen")) showCode(result, filename);
  const main = evaluate(`${result.code}//# sourceURL=${encodeURI(filename)}\n`, filename);
  const program = createProgram(
    {
      abi: ABI_VERSION,
      ...result.metadata,
      methods: STANDARD_METHODS,
      context: TaskContext,
      bits: BitOperators,
      source,
    },
    main,
    {
      ...generatedScript(result, filename),
      adviseOn,
    },
  );
  return { program, outerNames: result.analysis.resolution.globals };
}

function generatedScript({ map }: CompiledSource, filename: string): GeneratedScript {
  const { mappings } = map!;
  return { script: encodeURI(filename), readMap: () => createModuleMap(mappings, 0) };
}

/** The names that the program and its engine bind. Compiled again, so that no program keeps its tree for this. */
function* knownNames(source: string, filename: string, others: readonly Iterable<string>[]): Iterable<string> {
  const { resolution } = checkSource(source, filename);
  for (const { slot } of resolution?.bindings.values() ?? []) yield slot.name;
  for (const names of others) yield* names;
}

/** The code without its map, which says nothing to a reader. */
function showCode({ code }: CompiledSource, filename: string): void {
  const text = code.replace(/\/\/# sourceMappingURL=.*\n$/, "");
  defaultPlatform.writeDiagnostic(`// ${filename}\n${text}`);
}

function evaluate(code: string, filename: string): ProgramMain {
  // biome-ignore lint/security/noGlobalEval: running the code that the compiler made is what this file is for.
  const indirectEval = eval;
  try {
    return indirectEval(code) as ProgramMain;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return evaluateInContext(code, filename);
  }
}

/** What this needs of Node, which may not be there. */
interface NodeProcess {
  getBuiltinModule?(id: "node:vm"): { runInThisContext(code: string, options: { filename: string }): unknown };
}

function evaluateInContext(code: string, filename: string): ProgramMain {
  const vm = (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.("node:vm");
  if (vm === undefined) {
    throw new EvalError("this environment does not evaluate code from strings; compile the program beforehand");
  }
  return vm.runInThisContext(code, { filename }) as ProgramMain;
}
