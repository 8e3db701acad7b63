/**
 * The engine of the conformance cases and of the examples in the specification: a fresh engine under a virtual clock,
 * with the helper host functions that fixtures/conformance/README.md lists, what it printed, and how many of its host
 * calls were aborted.
 */

import { type CompileScript, ScriptEngine } from "../../runtime/engine/script-engine.ts";
import { STANDARD_LIBRARY } from "../../runtime/stdlib/index.ts";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, type EngineOptions } from "../../src/index.ts";

export interface TestHost {
  readonly engine: ScriptEngine;
  readonly clock: VirtualClock;
  /** Everything printed to stdout so far. */
  printed(): string;
  readonly calls: HostCallCount;
}

/** Asynchronous host calls: entered, and those whose `AbortSignal` fired. */
export interface HostCallCount {
  started: number;
  aborted: number;
}

/** `compile`: instead of compiling with every optimization. */
export function createTestHost(options: EngineOptions = {}, compile?: CompileScript): TestHost {
  let printed = "";
  const clock = new VirtualClock();
  const write = (stream: string, text: string): void => {
    if (stream === "stdout") printed += text;
  };
  const settings = { output: { write }, clock, ...options };
  const engine =
    compile === undefined
      ? new Engine(settings)
      : new ScriptEngine(settings, { compileScript: compile, library: STANDARD_LIBRARY });
  const calls = registerHelperHosts(engine, clock);
  return { engine, clock, calls, printed: () => printed };
}

/** What host functions wait with. */
export interface SleepingClock {
  sleep(ms: number, options: { readonly signal: AbortSignal }): Promise<void>;
}

/** Registers `http_get`, `delay`, `fail_after`, `call_back` and `host_add`; the asynchronous ones wait with `clock`. */
export function registerHelperHosts(engine: ScriptEngine, clock: SleepingClock): HostCallCount {
  const calls: HostCallCount = { started: 0, aborted: 0 };

  const count = (signal: AbortSignal): void => {
    calls.started++;
    signal.addEventListener("abort", () => calls.aborted++, { once: true });
  };
  const wait = (signal: AbortSignal, ms: unknown): Promise<void> => {
    count(signal);
    return clock.sleep(Number(ms), { signal });
  };

  engine.registerAsyncFn("http_get", async ({ signal }, url) => {
    await wait(signal, 10);
    return `GET ${String(url)} -> 200 OK`;
  });
  engine.registerAsyncFn("delay", async ({ signal }, ms, value) => {
    await wait(signal, ms);
    return value;
  });
  engine.registerAsyncFn("fail_after", async ({ signal }, ms, message) => {
    await wait(signal, ms);
    throw new Error(String(message));
  });
  engine.registerAsyncFn("call_back", (context, name, ...args) => {
    count(context.signal);
    return context.engine.callAsync(String(name), args);
  });
  engine.registerFn("host_add", (a, b) => Number(a) + Number(b));
  return calls;
}
