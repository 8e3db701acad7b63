/**
 * The two ends of a call from JavaScript into Ion: arguments and keyword arguments on the way in, the result in the
 * form that the options ask for on the way out (embedding 2.3, 2.7).
 */
import { toIonError } from "../error-conversion.ts";
import { RaisedError } from "../errors.ts";
import { IonCancelled } from "../scheduler/cancelled.ts";
import type { Value } from "../values/value.ts";
import { codecOf, decodeWith, type IonType } from "./codec.ts";
import { IonConversionError } from "./conversion-error.ts";
import type { CallRequest } from "./host-environment.ts";
import { wrapValue } from "./ion-value.ts";
import { originalOf } from "./live-objects.ts";
import type { Mapper } from "./mapper.ts";
import { checkOptions, HostMisuseError, misuse } from "./misuse.ts";
import type { CallAsyncOptions, IonInput } from "./types.ts";

/** As many as a JavaScript function can be called with safely. */
const MAX_ARGUMENTS = 65_535;

export interface ResultOptions {
  readonly as?: IonType<unknown>;
  readonly raw?: boolean;
}

const RESULT_OPTIONS = ["as", "raw"] as const;
export const EVAL_OPTIONS = [...RESULT_OPTIONS, "filename"] as const;
export const EVAL_ASYNC_OPTIONS = [...EVAL_OPTIONS, "signal"] as const;
export const CALL_OPTIONS = [...RESULT_OPTIONS, "kwargs"] as const;
export const CALL_ASYNC_OPTIONS = [...CALL_OPTIONS, "signal"] as const;
export const RUN_SYNC_OPTIONS = [...RESULT_OPTIONS, "output", "args"] as const;
export const RUN_OPTIONS = [...RUN_SYNC_OPTIONS, "signal"] as const;

/** Refuses options that can never be right, before anything runs (D9). `known` are the names that the member has. */
export function checkResultOptions(options: unknown, known: readonly string[]): void {
  if (options === undefined) return;
  checkOptions(options, known);
  const { as, raw } = options as ResultOptions;
  if (as !== undefined) codecOf(as);
  if (raw !== undefined && typeof raw !== "boolean") throw misuse("raw must be a boolean");
}

export function convertResult(value: Value, options: ResultOptions | undefined, mapper: Mapper): unknown {
  if (options?.as !== undefined) return decodeWith(codecOf(options.as), value, mapper);
  return options?.raw === true ? wrapValue(value, mapper) : mapper.toJs(value);
}

/** The caller has checked the options. */
export function createRequest(
  target: string | Value,
  args: readonly IonInput[] | undefined,
  options: CallAsyncOptions | undefined,
  mapper: Mapper,
): CallRequest {
  if (args !== undefined && !Array.isArray(args)) throw misuse("the arguments of a call must be an array");
  if (args !== undefined && args.length > MAX_ARGUMENTS) throw misuse(`a call has at most ${MAX_ARGUMENTS} arguments`);
  const converted: Value[] = [];
  // Not with a method of the array, which the host may have replaced; holes are unit.
  for (let i = 0; i < (args?.length ?? 0); i++) converted.push(mapper.toIon(args![i], i));
  return {
    target,
    args: converted,
    keywords: keywordsOf(options, mapper),
    signal: checkSignal(options?.signal),
  };
}

/** Refuses what is no AbortSignal before anything runs. */
export function checkSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  if (!(signal instanceof AbortSignal)) throw misuse("signal must be an AbortSignal");
  return signal;
}

/** A name, or the value of the function that an IonFunction stands for. */
export function targetOf(target: unknown): string | Value {
  if (typeof target === "string") return target;
  const original = typeof target === "function" ? originalOf(target) : undefined;
  if (original === undefined) throw misuse("the target of a call must be a name or an Ion function");
  return original;
}

function keywordsOf(options: CallAsyncOptions | undefined, mapper: Mapper): CallRequest["keywords"] {
  if (options?.kwargs === undefined) return null;
  if (!isRecord(options.kwargs)) throw misuse("kwargs must be an object with the arguments under their names");
  const keywords = Object.entries(options.kwargs).map(([name, value]) => [name, mapper.toIon(value, name)] as const);
  return keywords.length === 0 ? null : keywords;
}

/** The entries of a map or an array are no properties: they would be lost. */
function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

/** The promise of a run: its value converted, its errors public. Rejects also for bad options and when `start` throws. */
export async function answerRun(
  mapper: Mapper,
  options: ResultOptions | undefined,
  known: readonly string[],
  start: () => Promise<Value>,
): Promise<unknown> {
  let value: Value;
  try {
    checkResultOptions(options, known);
    value = await start();
  } catch (thrown) {
    throw publicError(thrown);
  }
  const result = convertResult(value, options, mapper);
  if (isThenable(result)) throw thenRefused();
  return result;
}

/** What becomes of a promise that is resolved with a dict with an Ion function `then`: it would be taken for a promise. */
export function thenRefused(): IonConversionError {
  return new IonConversionError("a value with a function 'then' cannot be a promise's answer");
}

/** A promise would call the function, and perhaps never be settled. */
function isThenable(result: unknown): boolean {
  return typeof result === "object" && result !== null && typeof (result as { then?: unknown }).then === "function";
}

/**
 * The promise of a call that belongs to an evaluation. That the call was cancelled is never an unhandled rejection,
 * because a host that dropped the promise did not ask for it.
 */
export function answerCall(
  mapper: Mapper,
  options: ResultOptions | undefined,
  start: () => Promise<Value>,
): Promise<unknown> {
  const answer: Promise<unknown> = answerRun(mapper, options, CALL_ASYNC_OPTIONS, () =>
    start().catch((thrown: unknown) => {
      if (isCancellation(thrown)) answer.catch(() => undefined);
      throw thrown;
    }),
  );
  return answer;
}

/** Runs Ion code on this stack; what it raises becomes an IonError whose stack goes on with the caller of `entry`. */
export function publicly<T>(run: () => T, entry: (...args: never[]) => unknown): T {
  try {
    return run();
  } catch (thrown) {
    throw isForHost(thrown) ? thrown : toIonError(thrown, entry);
  }
}

/** Errors that are public already. */
function isForHost(thrown: unknown): boolean {
  return thrown instanceof IonCancelled || thrown instanceof HostMisuseError || thrown instanceof IonConversionError;
}

/** Ion errors become IonErrors; the reason of a cancellation and the host's own mistakes stay what they are. */
function publicError(thrown: unknown): unknown {
  return thrown instanceof RaisedError ? toIonError(thrown) : thrown;
}

/** Evaluations reject with raised errors, or with the reason for which they were cancelled. */
function isCancellation(thrown: unknown): boolean {
  return !(thrown instanceof RaisedError) || thrown.message === CANCELLED_MESSAGE;
}

/** The error of a callback whose evaluation ended first (concurrency H-22). */
const CANCELLED_MESSAGE = "scheduled Ion call was cancelled";
