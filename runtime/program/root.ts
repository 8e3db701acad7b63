/**
 * Starting a compiled program in a scope, and the agreement between the two about the names that the compiler took to
 * be the standard library's: code that calls them was compiled as plain functions, which cannot wait.
 */
import { runtimeError } from "../errors.ts";
import { type IonGenerator, type Outcome, runNative } from "../machine/machine.ts";
import type { HostTypes } from "../operators/struct.ts";
import { IonFunction, IonModule, NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { ProgramContext } from "./context.ts";
import type { CompiledProgram } from "./program.ts";
import type { GlobalScope } from "./scope.ts";

/** The start of the program's top level; to be run by an evaluation. May suspend. */
export function createRoot(program: CompiledProgram, scope: GlobalScope, types: HostTypes): () => Outcome {
  return () => {
    checkAssumptions(program, scope);
    const { context: Context = ProgramContext, bits: Bits } = program.metadata;
    const context = new Context(program.module, scope, types);
    if (Bits !== undefined) context.bits = new Bits(context);
    const result = program.main(context as never);
    return isGenerator(result) ? runNative(result) : (result as Value);
  };
}

function isGenerator(result: unknown): result is IonGenerator {
  return typeof result === "object" && result !== null && Symbol.iterator in result && "throw" in result;
}

/**
 * The names of the scope that do not mean what the standard library binds them to, or might wait when called: the
 * compiler must not assume anything about them.
 */
export function unknownGlobals(scope: GlobalScope, names: Iterable<string>): Set<string> {
  const unknown = new Set<string>(scope.names());
  for (const name of names) if (mayWait(scope.table.get(name))) unknown.add(name);
  return unknown;
}

/** A program that was compiled elsewhere meets an engine whose host replaced a builtin by something that waits. */
function checkAssumptions({ metadata }: CompiledProgram, scope: GlobalScope): void {
  for (const name of metadata.assumes ?? []) {
    const value = scope.find(name)?.value ?? scope.table.get(name);
    if (!mayWait(value)) continue;
    throw runtimeError(
      `'${name}' was replaced by a function that may wait, but ${metadata.name} was compiled to call it directly; ` +
        `compile it with unknownGlobals: new Set(["${name}"])`,
    );
  }
}

/** Whether a call of the value, or of a member of the module, may suspend. */
function mayWait(value: Value): boolean {
  if (value instanceof IonFunction) return value.signature.suspends;
  if (value instanceof NativeFunction) return value.isAsync;
  if (value instanceof IonModule) return [...value.members.values()].some(mayWait);
  return false;
}
