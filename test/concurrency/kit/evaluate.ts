/** Runs Ion source through `evalAsync` under the virtual clock, beside the helper host functions of the specification. */
import type { EngineOptions } from "../../../src/index.ts";
import { renderOutcome } from "../../kit/examples.ts";
import { createTestHost, type TestHost } from "../../kit/hosts.ts";
import { outcomeOfAsync } from "../../kit/outcome.ts";

export interface Evaluated extends TestHost {
  /** The value as Ion writes it, or `!! Kind L:C message`. */
  readonly outcome: string;
}

export async function evaluate(source: string, options: EngineOptions = {}): Promise<Evaluated> {
  const host = createTestHost(options);
  return { ...host, outcome: await outcomeOn(host, source) };
}

/** The outcome of one more evaluation on the same engine. */
export async function outcomeOn({ engine }: TestHost, source: string): Promise<string> {
  return renderOutcome(await outcomeOfAsync(() => engine.evalAsync(source, { raw: true })));
}

/** Rows of a table of programs: source and outcome. */
export type Program = readonly [source: string, outcome: string];
