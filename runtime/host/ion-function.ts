/**
 * Functions of Ion as JavaScript functions (embedding 2.7, D24): calling one answers a promise, `.sync` demands the
 * result now, because whether an Ion function waits is not part of its type.
 */
import { IonFunction as FunctionValue, type NativeFunction } from "../values/function.ts";
import {
  answerRun,
  CALL_ASYNC_OPTIONS,
  CALL_OPTIONS,
  checkResultOptions,
  convertResult,
  createRequest,
  publicly,
  thenRefused,
} from "./call-options.ts";
import type { Marshaller } from "./marshaller.ts";
import type { CallAsyncOptions, CallOptions, IonArity, IonFunction, IonInput, IonOutput } from "./types.ts";

type Callable = FunctionValue | NativeFunction;

/** The caller binds the result to `value`, so that it is found again when the function object comes back. */
export function createIonFunction(value: Callable, marshaller: Marshaller): IonFunction {
  const { environment } = marshaller;
  const invokeSync = (args: readonly IonInput[], options?: CallOptions): IonOutput => {
    checkResultOptions(options, CALL_OPTIONS);
    const request = createRequest(value, args, options, marshaller);
    return convertResult(
      publicly(() => environment.callSync(request), invokeSync),
      options,
      marshaller,
    ) as IonOutput;
  };
  const invoke = (args: readonly IonInput[], options?: CallAsyncOptions): Promise<IonOutput> =>
    answerRun(marshaller, options, CALL_ASYNC_OPTIONS, async () =>
      environment.callAsync(createRequest(value, args, options, marshaller)),
    ) as Promise<IonOutput>;
  function call(this: unknown, ...args: readonly IonInput[]): Promise<IonOutput> {
    if (!isResolution(this, call, args)) return invoke(args);
    args[1](thenRefused());
    return Promise.resolve(undefined);
  }
  const arity = arityOf(value);
  return Object.defineProperties(call, {
    name: { value: nameOf(value) },
    length: { value: arity.min },
    arity: { value: arity },
    sync: { value: (...args: readonly IonInput[]) => invokeSync(args) },
    invoke: { value: invoke },
    invokeSync: { value: invokeSync },
    [Symbol.for("nodejs.util.inspect.custom")]: { value: () => value.displayText() },
  }) as unknown as IonFunction;
}

/**
 * Whether a promise calls the function, because it was resolved with a dict in which the function is named `then`: with
 * two functions of the JavaScript engine, for a result and for a reason.
 */
function isResolution(
  target: unknown,
  callee: unknown,
  args: readonly unknown[],
): args is readonly [unknown, (reason: unknown) => void] {
  if (args.length !== 2 || typeof target !== "object" || target === null) return false;
  return (target as { then?: unknown }).then === callee && args.every(isNative);
}

function isNative(value: unknown): boolean {
  return typeof value === "function" && Function.prototype.toString.call(value).endsWith("{ [native code] }");
}

function nameOf(value: Callable): string {
  return value instanceof FunctionValue ? value.signature.name : value.name;
}

function arityOf(value: Callable): IonArity {
  if (!(value instanceof FunctionValue)) return Object.freeze({ min: 0, max: Number.POSITIVE_INFINITY, params: [] });
  const { params } = value.signature;
  const positional = params.filter(({ kind }) => kind === "plain" || kind === "positional-only");
  return Object.freeze({
    min: positional.filter(({ hasDefault }) => !hasDefault).length,
    max: params.some(({ kind }) => kind === "rest") ? Number.POSITIVE_INFINITY : positional.length,
    params: Object.freeze(params.map(({ name, kind, hasDefault }) => Object.freeze({ name, kind, hasDefault }))),
  });
}
