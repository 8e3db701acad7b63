/**
 * Host functions as Ion values (embedding 2.7; concurrency H-1 to H-9). In comes a JavaScript function with or without
 * a signature, out goes a `NativeFunction` that converts arguments and result, and that parks the calling task until
 * an asynchronous function is done.
 */
import { refuseKeywords } from "../builtins/native.ts";
import { runtimeError } from "../errors.ts";
import { machine, type Outcome } from "../machine/machine.ts";
import { waiter } from "../machine/waiter.ts";
import { type KeywordArguments, NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { bindHostArguments, bindToParameters } from "./bind-host-arguments.ts";
import { encodeWith } from "./codec.ts";
import { abortContext, CallContext } from "./host-context.ts";
import { raisedFromConversion, raisedFromHost } from "./host-error.ts";
import type { Marshaller } from "./marshaller.ts";
import type { HostSignature } from "./signature.ts";
import type { HostCallback } from "./types.ts";

export interface HostFunctionDefinition {
  /** As displayed and named in messages: `mix`, `geo::dist`. */
  readonly name: string;
  readonly isAsync: boolean;
  readonly signature: HostSignature | null;
  readonly callback: HostCallback;
}

export function createHostFunction(definition: HostFunctionDefinition, marshaller: Marshaller): NativeFunction {
  const { name, isAsync } = definition;
  const call = isAsync ? callAsync : callSync;
  return new NativeFunction(
    name,
    isAsync,
    (args, keywords) => call(definition, args, keywords, marshaller),
    (args, keywords) => checkArguments(definition, args, keywords),
  );
}

/** True for functions that were written with `async`, which can only be registered as asynchronous (D23). */
export function isAsyncFunction(callback: HostCallback): boolean {
  const tag = Object.prototype.toString.call(callback);
  return tag === "[object AsyncFunction]" || tag === "[object AsyncGeneratorFunction]";
}

/** The binding errors of a call that is to start later (concurrency B-18). */
function checkArguments(
  { name, signature }: HostFunctionDefinition,
  args: readonly Value[],
  keywords: KeywordArguments | null,
): void {
  if (signature === null) refuseKeywords(args, keywords);
  else bindToParameters(name, signature, args, keywords);
}

function convertArguments(
  { name, signature }: HostFunctionDefinition,
  args: readonly Value[],
  keywords: KeywordArguments | null,
  marshaller: Marshaller,
): unknown[] {
  if (signature !== null) return bindHostArguments(name, signature, args, keywords, marshaller);
  refuseKeywords(args, keywords);
  const converted: unknown[] = [];
  for (let i = 0; i < args.length; i++) {
    try {
      converted.push(marshaller.toJs(args[i]));
    } catch (thrown) {
      throw raisedFromConversion(`${name}: argument ${i + 1}`, thrown);
    }
  }
  return converted;
}

function callSync(
  definition: HostFunctionDefinition,
  args: readonly Value[],
  keywords: KeywordArguments | null,
  marshaller: Marshaller,
): Value {
  const converted = convertArguments(definition, args, keywords, marshaller);
  const answer = enterHost(definition.callback, converted);
  if (isObject(answer) && isThenable(answer)) {
    ignoreOutcome(answer);
    throw runtimeError(`host function '${definition.name}' returned a Promise; register it with registerAsyncFn`);
  }
  return convertAnswer(definition, answer, marshaller);
}

/** A suspending operation: children that the task spawned start before the host is entered (concurrency M-12). */
function callAsync(
  definition: HostFunctionDefinition,
  args: readonly Value[],
  keywords: KeywordArguments | null,
  marshaller: Marshaller,
): Outcome {
  const { name, callback } = definition;
  // Read at once: converting arguments may run code of the host, and the start rule other tasks.
  const site = { module: machine.callModule, at: machine.callAt };
  const converted = convertArguments(definition, args, keywords, marshaller);
  const current = waiter();
  if (!current.canWait) {
    throw runtimeError(`async host function '${name}' cannot be called by the synchronous evaluator; use evalAsync`);
  }
  return current.operate(() => {
    const context = new CallContext(marshaller, site);
    converted.unshift(context);
    const answer = enterHost(callback, converted);
    if (!isObject(answer) || !isThenable(answer)) return convertAnswer(definition, answer, marshaller);
    const settled = Promise.resolve(answer).then(
      (result) => convertAnswer(definition, result, marshaller),
      (reason: unknown) => {
        throw raisedFromHost(reason);
      },
    );
    return waiter().waitFor(settled, name, (reason) => abortContext(context, reason));
  });
}

function enterHost(callback: HostCallback, args: readonly unknown[]): unknown {
  try {
    return callback(...args);
  } catch (thrown) {
    throw raisedFromHost(thrown);
  }
}

function isObject(answer: unknown): answer is object {
  return (typeof answer === "object" && answer !== null) || typeof answer === "function";
}

/** Looking at `then` may run code of the host. */
function isThenable(answer: object): answer is PromiseLike<unknown> {
  try {
    return typeof (answer as { then?: unknown }).then === "function";
  } catch (thrown) {
    throw raisedFromHost(thrown);
  }
}

/** A promise that nobody waits for must not end the process when it fails. */
function ignoreOutcome(answer: PromiseLike<unknown>): void {
  Promise.resolve(answer).catch(() => undefined);
}

function convertAnswer({ name, signature }: HostFunctionDefinition, answer: unknown, marshaller: Marshaller): Value {
  try {
    const codec = signature?.result ?? null;
    return codec === null ? marshaller.toIon(answer) : encodeWith(codec, answer, marshaller);
  } catch (thrown) {
    throw raisedFromConversion(`${name}: result`, thrown);
  }
}
