/**
 * Debugging Ion programs (embedding 2.11), over the inspector's protocol as VS Code and Chrome use it: breakpoints,
 * variables and steps in the .ion files, for built modules, for files that the loader hook compiles, and for named evals.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REPOSITORY } from "../kit/source-files.ts";
import { DebugProject, FAILING, LOADINGS, PROGRAMS, readProgram } from "./kit/debug-project.ts";
import type { IonDebugger, Stop } from "./kit/ion-debugger.ts";
import { drawPanels } from "./kit/panels.ts";
import { factsOf } from "./kit/program-facts.ts";

const project = new DebugProject();
const sessions: IonDebugger[] = [];

beforeAll(() => project.build());
afterAll(() => Promise.all(sessions.map((session) => session.close())));

describe.each(LOADINGS)("%s programs", (loading) => {
  test("a breakpoint on each line where a statement begins is hit there, and variables have their names", async () => {
    const session = await launch(loading);
    const facts = new Map(PROGRAMS.map((name) => [name, factsOf(readProgram(name))]));
    for (const [name, { statementLines }] of facts) for (const line of statementLines) session.breakAt(name, line);
    const hit = new Set<string>();
    const misplaced: string[] = [];
    const missing: string[] = [];
    let variables = 0;
    for (let stop = await session.resume(); stop !== null; stop = await session.resume()) {
      const [{ source, line } = { source: "", line: 0 }] = stop.hits;
      if (stop.place.line !== line || !stop.place.source.endsWith(source))
        misplaced.push(`${source}:${line}: ${lineOf(stop)}:${stop.place.column}`);
      if (hit.has(`${source}:${line}`)) continue;
      hit.add(`${source}:${line}`);
      const locals = await session.locals(stop);
      for (const name of facts.get(source)?.visibleAt.get(line) ?? []) {
        variables++;
        if (!locals.has(name)) missing.push(`${source}:${line} ${name}`);
      }
    }
    const all = [...facts].flatMap(([name, { statementLines }]) => statementLines.map((line) => `${name}:${line}`));
    expect(misplaced).toEqual([]);
    expect(all.filter((line) => !hit.has(line))).toEqual([]);
    expect(variables).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  }, 60_000);
});

/** The lines at which stepping over goes from the first statement to the last: one stop a statement, in a loop each time. */
const STEPS: Readonly<Record<string, string>> = {
  "arithmetic.ion": "1 2 3 4 6 7 8 9",
  "branches.ion": "17 18 19 20 21 22 23 24 26",
  "channels.ion": "8 9 10 11 12 13 14 15 14 17 18 19",
  "functions.ion": "22 23 24 25 26",
  "handlers.ion": "12 13 14 15 16 18 19 20 21 23 24 26",
  "lambdas.ion": "1 2 6 10 13 16 17 18",
  "loops.ion":
    "1 2 3 4 2 3 4 2 6 7 6 7 6 9 10 11 12 15 10 11 12 13 10 11 12 15 10 17 18 19 20 18 19 20 18 22 23 24 22 23 24 25 28 29",
  "matching.ion": "17 18 19 20 21 22 23 24 26",
  "selecting.ion": "22 23 24 27 30 33",
  "waiting.ion": "17 18 19 20 21 22 23 24 25",
};

describe("stepping", () => {
  test("step over stops once at each statement, also across waits with other tasks running", async () => {
    const session = await launch("built");
    const found: Record<string, string> = {};
    for (const [name, steps] of Object.entries(STEPS)) session.breakAt(name, Number.parseInt(steps, 10));
    for (let stop = await session.resume(); stop !== null; stop = await session.resume()) {
      const { source } = stop.place;
      const places: string[] = [];
      for (let at: Stop | null = stop; at !== null && at.place.source === source; at = await session.stepOver()) {
        places.push(`${at.place.line}:${at.place.column}`);
      }
      const again = places.filter((place, index) => place === places[index - 1]);
      // The condition of a comprehension is a step of each round.
      expect(again.filter((place) => !(source.endsWith("/loops.ion") && place === "28:31"))).toEqual([]);
      found[source.slice(source.lastIndexOf("/") + 1)] = withoutRepetition(places).join(" ");
    }
    expect(found).toEqual(STEPS);
  }, 60_000);

  test.each(LOADINGS)(
    "%s: step into enters the callee, step out returns to the caller",
    async (loading) => {
      const session = await launch(loading, ["functions.ion"]);
      session.breakAt("functions.ion", 23);
      const trail = [await session.resume(), await session.stepInto(), await session.stepOver()];
      trail.push(await session.stepOver(), await session.stepOver(), await session.stepOver());
      trail.push(await session.stepInto(), await session.stepOut());
      expect(trail.map(describeStop)).toEqual([
        "main 23",
        "scale 9",
        "scale 10",
        "scale 11",
        "main 23",
        "main 24",
        "scale 10",
        "main 24",
      ]);
    },
    30_000,
  );

  test.each(LOADINGS)(
    "%s: step into a function that waits, over its wait while another task runs, and out",
    async (loading) => {
      const session = await launch(loading, ["waiting.ion"]);
      session.breakAt("waiting.ion", 19);
      const trail = [
        await session.resume(),
        await session.stepInto(),
        await session.stepOver(),
        await session.stepOver(),
      ];
      trail.push(await session.stepOver(), await session.stepOver(), await session.stepOver());
      expect(trail.map(describeStop)).toEqual([
        "main 19",
        "pause 2",
        "pause 3",
        "pause 4",
        "pause 5",
        "main 20",
        "main 21",
      ]);
    },
    30_000,
  );
});

/** The top level is a JavaScript function without a name. */
function describeStop(stop: Stop | null): string | null {
  return stop && `${stop.functionName || "main"} ${stop.place.line}`;
}

describe("pausing on exceptions", () => {
  test.each(LOADINGS)(
    "%s: an error that nobody catches pauses at the line that raised it; the stack goes on to the spawn",
    async (loading) => {
      const session = await launch(loading, [FAILING]);
      session.breakAt(FAILING, 10);
      await session.resume();
      await session.pauseOnExceptions("uncaught");
      const stop = (await session.resume())!;
      expect(stop.reason).toBe("promiseRejection");
      expect(stop.paused.data?.description).toMatch(/^IonError: division by zero/);
      const stack = session.stack(stop);
      expect(stack.slice(0, 4)).toEqual([
        "divide failing.ion:2:5",
        "average failing.ion:6:18",
        "report failing.ion:12:17",
        "-- spawn report --",
      ]);
      expect(stack[4]).toMatch(/failing\.ion:16:16$/);
    },
    30_000,
  );

  test("the picture in docs/debug.md is what a paused debugger shows", async () => {
    const session = await launch("built", [FAILING]);
    session.breakAt(FAILING, 10);
    await session.resume();
    await session.pauseOnExceptions("uncaught");
    const picture = await drawPanels(session, (await session.resume())!, readProgram(`errors/${FAILING}`));
    expect(readFileSync(`${REPOSITORY}docs/debug.md`, "utf8")).toContain(picture);
  }, 30_000);

  test("an error that Ion code catches does not", async () => {
    const session = await launch("built", ["handlers.ion"]);
    session.breakAt("handlers.ion", 12);
    await session.resume();
    await session.pauseOnExceptions("uncaught");
    expect(await session.resume()).toBeNull();
  }, 30_000);
});

async function launch(...args: Parameters<DebugProject["debug"]>): Promise<IonDebugger> {
  const session = await project.debug(...args);
  sessions.push(session);
  return session;
}

/** The lines; a line that prepares a loop or a match and then tests is named once. */
function withoutRepetition(places: readonly string[]): string[] {
  const lines = places.map((place) => place.split(":")[0]!);
  return lines.filter((line, index) => line !== lines[index - 1]);
}

function lineOf({ place }: Stop): string {
  return `${place.source.slice(place.source.lastIndexOf("/") + 1)}:${place.line}`;
}
