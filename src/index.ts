/** The package's main entry: the compiler and the embedding API, joined (embedding 2.1). */
import { getDefaultEngine as sharedEngine } from "../runtime/engine/default-engine.ts";
import type { EngineOptions } from "../runtime/engine/options.ts";
import { type EngineEquipment, equip, ScriptEngine } from "../runtime/engine/script-engine.ts";
import { STANDARD_LIBRARY } from "../runtime/stdlib/index.ts";
import { checkOptionNames } from "./misuse.ts";
import { compileScript } from "./script.ts";

const EQUIPMENT: EngineEquipment = { compileScript, library: STANDARD_LIBRARY };

const ENGINE_OPTIONS = [
  "output",
  "log",
  "logLevel",
  "args",
  "limits",
  "stdlib",
  "dicts",
  "clock",
  "concurrency",
  "trace",
] as const satisfies readonly (keyof EngineOptions)[];

/** An engine: a global scope with its host functions, types, handlers and limits (embedding 2.2). */
export class Engine extends ScriptEngine {
  constructor(options: EngineOptions = {}) {
    checkOptionNames(options, ENGINE_OPTIONS);
    super(options, EQUIPMENT);
  }
}

/** The process-wide engine that imported modules run in unless they are bound to another (D29). */
export function getDefaultEngine(): Engine {
  const engine = sharedEngine();
  // A compiled module may have made it before, without a compiler; with one it is an Engine in every respect.
  if (engine instanceof Engine) return engine;
  equip(engine, EQUIPMENT);
  return Object.setPrototypeOf(engine, Engine.prototype) as Engine;
}

export type { EvalAsyncOptions, EvalOptions } from "../runtime/engine/engine.ts";
export { IonInstance } from "../runtime/engine/instance.ts";
export { IonProgram } from "../runtime/engine/ion-program.ts";
export type { Limits } from "../runtime/engine/limits.ts";
export type { EngineOptions } from "../runtime/engine/options.ts";
export type { LogHandler } from "../runtime/engine/settings.ts";
export { t } from "../runtime/engine/types-namespace.ts";
export { Value } from "../runtime/engine/value-namespace.ts";
export type { IonFrame } from "../runtime/error-format.ts";
export type { Infer, IonType } from "../runtime/host/codec.ts";
export { Err, Ok, Some } from "../runtime/host/containers.ts";
export { IonConversionError } from "../runtime/host/conversion-error.ts";
export { IonEnum, IonRange, IonStruct } from "../runtime/host/data-objects.ts";
export type { EnumDefinition } from "../runtime/host/define-enum.ts";
export { defineEnum } from "../runtime/host/define-enum.ts";
export type { StructDefinition } from "../runtime/host/define-struct.ts";
export { defineStruct, structOf } from "../runtime/host/define-struct.ts";
export type { HostType } from "../runtime/host/host-type.ts";
export { IonValue } from "../runtime/host/ion-value.ts";
export { IonCell, IonModule, IonOpaque, IonReceiver, IonSender, IonTask } from "../runtime/host/live-objects.ts";
export { Module, type ModuleMembers } from "../runtime/host/module.ts";
export { type HostSignature, sig } from "../runtime/host/signature.ts";
export type {
  CallAsyncOptions,
  CallOptions,
  EngineHandle,
  HostContext,
  IonArity,
  IonFunction,
  IonInput,
  IonOutput,
  Untyped,
} from "../runtime/host/types.ts";
export { IonError, type IonErrorOptions } from "../runtime/ion-error.ts";
export { IonAbiError } from "../runtime/program/program.ts";
export { IonCancelled } from "../runtime/scheduler/cancelled.ts";
export type { Clock } from "../runtime/scheduler/clock.ts";
export type { ConcurrencyBackend } from "../runtime/scheduler/manifest.ts";
export {
  formatTraceEvent,
  type TraceEvent,
  type TraceEventType,
  type TracePosition,
} from "../runtime/scheduler/trace.ts";
export type { LogLevel } from "../runtime/stdlib/manifest.ts";
export type { OutputHandler } from "../runtime/stdlib/services.ts";
export { type CompileOptions, type CompileResult, check, compile, type Diagnostic, SourceMap } from "./compiler.ts";
export { IonRewriteError, replaceGlobal } from "./rewrite.ts";
