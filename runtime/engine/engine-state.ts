/**
 * What an engine owns: the global table with builtins, library and host names, the persistent scope, the types, the
 * services of the library, and the runner with its marshaller (embedding 1.1). The public class is engine.ts.
 */
import { debuggers } from "../debugging.ts";
import type { DictForm } from "../host/mapper.ts";
import { Marshaller } from "../host/marshaller.ts";
import { TypeRegistry } from "../host/type-registry.ts";
import type { Outcome } from "../machine/machine.ts";
import type { CompiledProgram } from "../program/program.ts";
import { createRoot } from "../program/root.ts";
import { GlobalScope, GlobalTable } from "../program/scope.ts";
import { RealClock } from "../scheduler/clock.ts";
import { ASYNC_DIALECT } from "../scheduler/dialect.ts";
import type { ConcurrencyBackend } from "../scheduler/manifest.ts";
import type { TaskTracer } from "../scheduler/trace.ts";
import { defaultPlatform } from "../stdlib/default-platform.ts";
import type { LibraryItem } from "../stdlib/library.ts";
import { createServices, type Services } from "../stdlib/services.ts";
import type { Value } from "../values/value.ts";
import { createHandle } from "./handle.ts";
import { changeLimits, DEFAULT_LIMITS } from "./limits.ts";
import { Runner, type RunnerSettings } from "./runner.ts";
import { checkArgs, checkLogLevel, type EngineSettings, logSink } from "./settings.ts";

/** A scope with the runner that runs in it and the marshaller whose functions run there. */
export interface Realm {
  readonly scope: GlobalScope;
  readonly runner: Runner;
  readonly marshaller: Marshaller;
}

const NONE_EXCLUDED: ReadonlySet<string> = new Set();

export class EngineState implements Realm {
  readonly table = new GlobalTable();
  readonly scope: GlobalScope;
  readonly services: Services;
  readonly types = new TypeRegistry();
  readonly settings: RunnerSettings;
  readonly backend: ConcurrencyBackend;
  readonly runner: Runner;
  readonly marshaller: Marshaller;
  readonly #dicts: DictForm;
  readonly #excluded: ReadonlySet<string>;
  /** Every name that the library has bound. */
  readonly libraryNames = new Set<string>();
  /** The runners of program instances. */
  readonly #instances = new Set<Runner>();

  constructor(options: EngineSettings) {
    debuggers.isAttached ||= defaultPlatform.isInspected();
    this.services = createServices(defaultPlatform);
    this.services.output = options.output ?? null;
    if (options.logLevel !== undefined) this.services.logLevel = checkLogLevel(options.logLevel);
    if (options.args !== undefined) this.services.args = checkArgs(options.args);
    this.backend = options.backend ?? "async";
    this.settings = {
      clock: options.clock ?? new RealClock(),
      syncMode: this.backend === "legacy-threaded" ? "blocking" : "sync",
      limits: changeLimits(DEFAULT_LIMITS, options.limits ?? {}),
      openHandles: 0,
      dialect: options.dialect ?? ASYNC_DIALECT,
      evaluations: 0,
      trace: bothTracers(defaultPlatform.createTracePrinter(), options.trace ?? null),
      sliceLength: null,
    };
    this.#dicts = options.dicts ?? "object";
    this.#excluded = options.excluded ?? NONE_EXCLUDED;
    const realm = this.#createRealm(new GlobalScope(this.table));
    this.scope = realm.scope;
    this.runner = realm.runner;
    this.marshaller = realm.marshaller;
    if (options.log !== undefined) this.services.logSink = logSink(options.log, this.marshaller);
  }

  /** A realm for a program instance: its scope lies over the engine's (embedding D28). */
  createInstanceRealm(): Realm {
    const realm = this.#createRealm(new GlobalScope(this.table, this.scope));
    this.#instances.add(realm.runner);
    return realm;
  }

  /** Forgets a realm in which nothing runs any more. */
  releaseInstance(realm: Realm): void {
    this.#instances.delete(realm.runner);
  }

  disposeInstance(realm: Realm): void {
    this.releaseInstance(realm);
    realm.runner.dispose();
  }

  dispose(): void {
    this.runner.dispose();
    for (const runner of this.#instances) runner.dispose();
    this.#instances.clear();
  }

  /** Binds names of the library that the engine allows and does not have yet; what the host bound stays. */
  addLibrary(items: readonly LibraryItem[]): void {
    for (const { name, create } of items) {
      if (this.#excluded.has(name) || this.libraryNames.has(name)) continue;
      this.libraryNames.add(name);
      if (!this.table.has(name)) this.table.set(name, create(this.services));
    }
  }

  /** The start of a program in `realm`, with what the program brings along of the library. */
  rootOf(program: CompiledProgram, realm: Realm): () => Outcome {
    this.addLibrary(program.metadata.library ?? []);
    return createRoot(program, realm.scope, this.types);
  }

  /** What `name` means: the newest binding, else what the host or the library bound. */
  find(name: string): { readonly value: Value } | undefined {
    const binding = this.scope.find(name);
    if (binding !== undefined) return binding;
    return this.table.has(name) ? { value: this.table.get(name) } : undefined;
  }

  #createRealm(scope: GlobalScope): Realm {
    const runner = new Runner(scope, this.settings, () => createHandle(runner, marshaller, false));
    const marshaller = new Marshaller(this.types, this.#dicts, runner);
    return { scope, runner, marshaller };
  }
}

function bothTracers(a: TaskTracer | null, b: TaskTracer | null): TaskTracer | null {
  if (a === null || b === null) return a ?? b;
  return (...told) => {
    a(...told);
    b(...told);
  };
}
