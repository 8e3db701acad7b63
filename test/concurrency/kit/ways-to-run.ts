/**
 * The four ways in which an acceptance program runs: from its source or as a compiled module, under the virtual clock or
 * under the real one. The real clock is for small times and "at least" only.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { RealClock } from "../../../runtime/scheduler/clock.ts";
import { compile } from "../../../src/compiler.ts";
import { Engine, type IonProgram } from "../../../src/index.ts";
import { createTestHost, type HostCallCount, registerHelperHosts, type SleepingClock } from "../../kit/hosts.ts";

export interface Bench {
  readonly engine: Engine;
  readonly calls: HostCallCount;
  /** Milliseconds since the bench was made. */
  elapsed(): number;
  /** Resolves `ms` later, beside whatever runs. */
  after(ms: number): Promise<unknown>;
  /** Makes the program ready in this way; the value of a run is raw. */
  load(source: string): Promise<(signal?: AbortSignal) => Promise<unknown>>;
  runSync(source: string): unknown;
}

export interface WayToRun {
  readonly title: string;
  readonly isVirtual: boolean;
  createBench(): Bench;
}

const RUNTIME = new URL("../../../runtime/index.ts", import.meta.url).href;

/** `folder` takes the compiled modules. */
export function waysToRun(folder: string): WayToRun[] {
  const clocks = [
    { clock: "virtual clock", create: createVirtual },
    { clock: "real clock", create: createReal },
  ];
  const forms = [
    { form: "from source", load: null },
    { form: "precompiled", load: (source: string) => importCompiled(source, folder) },
  ];
  return clocks.flatMap(({ clock, create }) =>
    forms.map(({ form, load }) => ({
      title: `${form}, ${clock}`,
      isVirtual: create === createVirtual,
      createBench: () => withRun(create(), load),
    })),
  );
}

type Clocked = Omit<Bench, "load" | "runSync">;

function createVirtual(): Clocked {
  const { engine, clock, calls } = createTestHost();
  return { engine, calls, elapsed: () => clock.elapsed, after: (ms) => clock.sleep(ms) };
}

/** A host that takes ten times as long as it says, so that who loses a race loses it on a busy machine, too. */
const SLOW_HOST: SleepingClock = {
  sleep: (ms, { signal }) => wait(10 * ms, undefined, { signal }),
};

function createReal(): Clocked {
  const clock = new RealClock();
  const engine = new Engine({ clock });
  const calls = registerHelperHosts(engine, SLOW_HOST);
  const start = clock.now();
  return { engine, calls, elapsed: () => clock.now() - start, after: (ms) => wait(ms) };
}

function withRun(clocked: Clocked, load: ((source: string) => Promise<IonProgram>) | null): Bench {
  const { engine } = clocked;
  return {
    ...clocked,
    load: async (source) => {
      const program = load === null ? null : await load(source);
      return async (signal) => {
        const options = { raw: true as const, ...(signal === undefined ? {} : { signal }) };
        return program === null ? engine.evalAsync(source, options) : engine.runAsync(program, options);
      };
    },
    runSync: (source) => engine.eval(source, { raw: true }),
  };
}

let modules = 0;

async function importCompiled(source: string, folder: string): Promise<IonProgram> {
  const file = join(folder, `program-${++modules}.mjs`);
  writeFileSync(file, compile(source, { filename: "program.ion", runtime: RUNTIME }).code);
  const compiled: { readonly default: IonProgram } = await import(pathToFileURL(file).href);
  return compiled.default;
}
