/**
 * What the tests of the standard modules share: services whose outside world is recorded, a waiter in place of the
 * scheduler's, and tables of calls with their results in the notation of `resultOf`.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { RaisedError, runtimeError } from "../../runtime/errors.ts";
import { type Outcome, SUSPENDED } from "../../runtime/machine/machine.ts";
import { installWaiter, type OutcomeReader, type Waiter } from "../../runtime/machine/waiter.ts";
import { STANDARD_MODULES } from "../../runtime/stdlib/index.ts";
import type { StdModuleName } from "../../runtime/stdlib/manifest.ts";
import { platform as nodePlatform } from "../../runtime/stdlib/node/platform.ts";
import type { Platform } from "../../runtime/stdlib/platform.ts";
import { createServices, type Services } from "../../runtime/stdlib/services.ts";
import { type IonModule, NativeFunction } from "../../runtime/values/function.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { resultOf } from "../methods/kit.ts";

/** Waits as the scheduler would for one task: `settle` answers what the last call ends with. */
export class FakeWaiter implements Waiter {
  readonly canWait: boolean;
  /** How many operations went through the start rule. */
  operations = 0;
  pending: { promise: PromiseLike<Value>; name: string; onCancel: ((reason: unknown) => void) | undefined } | null =
    null;

  constructor(canWait: boolean) {
    this.canWait = canWait;
  }

  operate(operation: () => Outcome): Outcome {
    this.operations++;
    return operation();
  }

  waitFor(promise: PromiseLike<unknown>, name: string, reader?: OutcomeReader, subject?: unknown): Outcome {
    if (!this.canWait) {
      Promise.resolve(promise).catch(() => {});
      throw runtimeError(`async host function '${name}' cannot be called by the synchronous evaluator; use evalAsync`);
    }
    this.pending = {
      promise: reader === undefined ? (promise as PromiseLike<Value>) : read(promise, reader),
      name,
      onCancel: (reason) => reader?.abandon?.(subject, reason),
    };
    return SUSPENDED;
  }

  endSlice(): boolean {
    return false;
  }

  /** The value of `start`, which may suspend once. */
  async settle(start: () => Outcome): Promise<Value> {
    const outcome = start();
    return outcome === SUSPENDED ? await this.pending!.promise : (outcome as Value);
  }
}

function read(promise: PromiseLike<unknown>, reader: OutcomeReader): Promise<Value> {
  return Promise.resolve(promise).then(
    (result) => reader.value(result),
    (reason: unknown) => {
      throw reader.error(reason);
    },
  );
}

/** Installs a waiter around each test of the calling file or group. */
export function useWaiter(canWait: boolean): { current: FakeWaiter } {
  const holder = { current: new FakeWaiter(canWait) };
  let previous: Waiter | null = null;
  beforeEach(() => {
    holder.current = new FakeWaiter(canWait);
    previous = installWaiter(holder.current);
  });
  afterEach(() => {
    installWaiter(previous);
  });
  return holder;
}

/** A platform as Node's, with some parts replaced. */
export function platformWith(overrides: Partial<Platform>): Platform {
  return { ...nodePlatform, ...overrides };
}

/** Library modules over services that a test may inspect and change. */
export class Library {
  readonly services: Services;
  readonly modules: Map<StdModuleName, IonModule>;

  constructor(platform: Platform = nodePlatform) {
    this.services = createServices(platform);
    this.modules = new Map(
      STANDARD_MODULES.map(({ name, create }) => [name as StdModuleName, create(this.services) as IonModule]),
    );
  }

  /** The member at a path such as `math::abs`. */
  member(path: string): Value {
    const [module, name] = path.split("::") as [StdModuleName, string];
    const { members } = this.modules.get(module)!;
    if (!members.has(name)) throw new Error(`no member ${path}`);
    return members.get(name);
  }

  /** Starts a call, which may suspend. */
  start(path: string, ...args: readonly Value[]): Outcome {
    const callee = this.member(path);
    if (!(callee instanceof NativeFunction)) throw new Error(`${path} is no function`);
    return callee.call(args, null) as Outcome;
  }

  /** Calls a function that answers at once. */
  call(path: string, ...args: readonly Value[]): Value {
    const outcome = this.start(path, ...args);
    if (outcome === SUSPENDED) throw new Error(`${path} suspended`);
    return outcome as Value;
  }
}

const standard = new Library();

/** Calls a function of the standard library with the services of Node. */
export function callStd(path: string, ...args: readonly Value[]): Value {
  return standard.call(path, ...args);
}

/** One call: the arguments, and the result in the notation of `resultOf`. */
export type CallRow = readonly [args: readonly Value[], expected: string];

/** A test for each row of a function, named after the section of the specification. */
export function moduleCases(section: string, path: string, rows: readonly CallRow[]): void {
  for (const [args, expected] of rows) {
    test(`stdlib ${section} ${path}(${args.map(quotedDisplay).join(", ")}) is ${expected}`, () => {
      expect(resultOf(() => callStd(path, ...args))).toBe(expected);
    });
  }
}

/** The error that `run` raises. */
export function errorOf(run: () => unknown): RaisedError {
  try {
    run();
  } catch (error) {
    if (error instanceof RaisedError) return error;
    throw error;
  }
  throw new Error("nothing was raised");
}
