/**
 * A program whose top level ran once, with its functions to call at will (embedding 2.9). Its scope lies over the
 * engine's globals, and the work it spawned belongs to it.
 */
import { answerRun, publicly } from "../host/call-options.ts";
import { defineEntry } from "../host/own-property.ts";
import type { EngineHandle, IonFunction, IonOutput } from "../host/types.ts";
import { isCallable } from "../machine/call.ts";
import type { CompiledProgram } from "../program/program.ts";
import type { HeapValue } from "../values/value.ts";
import type { EngineState, Realm } from "./engine-state.ts";

export class IonInstance {
  /** The value of the program's last expression. */
  readonly value: IonOutput;
  /** The program's top-level functions. */
  readonly exports: Readonly<Record<string, IonFunction>>;
  readonly engine: EngineHandle;
  readonly #state: EngineState;
  readonly #realm: Realm;

  constructor(state: EngineState, realm: Realm, names: readonly string[], value: IonOutput) {
    this.#state = state;
    this.#realm = realm;
    this.value = value;
    this.exports = collectFunctions(realm, names);
    this.engine = realm.runner.contextHandle;
  }

  /** The newest binding of the instance's scope, else what the engine has of that name. */
  get(name: string): IonOutput | undefined {
    const binding = this.#realm.scope.find(name);
    if (binding !== undefined) return this.#realm.marshaller.toJs(binding.value);
    const found = this.#state.find(name);
    return found === undefined ? undefined : this.#realm.marshaller.toJs(found.value);
  }

  /** Cancels what the instance is doing; its functions fail from then on. */
  dispose(): void {
    this.#state.disposeInstance(this.#realm);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

function collectFunctions(realm: Realm, names: readonly string[]): Readonly<Record<string, IonFunction>> {
  const functions: Record<string, IonFunction> = {};
  for (const name of names) {
    const value = realm.scope.find(name)?.value;
    if (isCallable(value)) defineEntry(functions, name, realm.marshaller.viewOf(value as HeapValue));
  }
  return Object.freeze(functions);
}

/** Runs the top level in a new realm. The realm is disposed when that fails. */
export async function instantiate(
  state: EngineState,
  program: CompiledProgram,
  signal: AbortSignal | undefined,
): Promise<IonInstance> {
  const realm = state.createInstanceRealm();
  try {
    const value = await answerRun(realm.marshaller, undefined, [], () =>
      realm.runner.runProgram(state.rootOf(program, realm), signal),
    );
    return new IonInstance(state, realm, program.metadata.exports, value as IonOutput);
  } catch (thrown) {
    state.disposeInstance(realm);
    throw thrown;
  }
}

export function instantiateSync(
  state: EngineState,
  program: CompiledProgram,
  entry: (...args: never[]) => unknown,
): IonInstance {
  const realm = state.createInstanceRealm();
  try {
    const value = publicly(() => realm.runner.runSync(state.rootOf(program, realm)), entry);
    return new IonInstance(state, realm, program.metadata.exports, realm.marshaller.toJs(value));
  } catch (thrown) {
    state.disposeInstance(realm);
    throw thrown;
  }
}
