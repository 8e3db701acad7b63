/**
 * The four ways in which an acceptance program runs: from its source or as a compiled module, under the virtual clock or
 * under the real one, whose host timers are faked: nobody waits, and times are exact in all four.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compile } from "../../../src/compiler.ts";
import { Engine, type IonProgram } from "../../../src/index.ts";
import { createTestHost, type HostCallCount, registerHelperHosts } from "../../kit/hosts.ts";
import { FakeRealTime } from "./fake-real-time.ts";

export interface Bench {
  readonly engine: Engine;
  readonly calls: HostCallCount;
  /** Milliseconds since the bench was made. */
  elapsed(): number;
  /** Resolves `ms` later, beside whatever runs. */
  after(ms: number): Promise<unknown>;
  /** Lets time pass until `promise` settles. */
  drive<T>(promise: Promise<T>): Promise<T>;
  /** To be called when the test is over. */
  close(): void;
  /** Makes the program ready in this way; the value of a run is raw. */
  load(source: string): Promise<(signal?: AbortSignal) => Promise<unknown>>;
  runSync(source: string): unknown;
}

export interface WayToRun {
  readonly title: string;
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
      createBench: () => withRun(create(), load),
    })),
  );
}

type Clocked = Omit<Bench, "load" | "runSync">;

function createVirtual(): Clocked {
  const { engine, clock, calls } = createTestHost();
  return {
    engine,
    calls,
    elapsed: () => clock.elapsed,
    after: (ms) => clock.sleep(ms),
    drive: (promise) => promise,
    close: () => {},
  };
}

function createReal(): Clocked {
  const time = new FakeRealTime();
  const { clock } = time;
  const engine = new Engine({ clock });
  return {
    engine,
    calls: registerHelperHosts(engine, clock),
    elapsed: () => clock.now(),
    after: (ms) => clock.sleep(ms),
    drive: (promise) => time.drive(promise),
    close: () => time.restore(),
  };
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
