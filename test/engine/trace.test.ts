/** The trace of an engine's tasks: the option `trace`, its events and their text, and `ION_DEBUG` (embedding 2.11). */
import process from "node:process";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, type EngineOptions, formatTraceEvent, type TraceEvent } from "../../src/index.ts";
import { createTestHost } from "../kit/hosts.ts";

const RACE = `fn fetch(url) {
    http_get(url)
}
fn watch() {
    sleep(3);
    1 / 0
}
async {
    let first = select {
        body = spawn fetch("/slow") => body,
        _ = spawn sleep(5) => None,
    };
    try { async { spawn watch(); sleep(50) } } catch e { [first, e] }
}
`;

async function traceOf(source: string, options: EngineOptions = {}): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const { engine } = createTestHost({ trace: (event) => events.push(event), ...options });
  await engine.evalAsync(source, { filename: "race.ion" }).catch(() => {});
  return events;
}

describe("trace", () => {
  test("a readable trace: a race, its loser, a failing task and its owner", async () => {
    expect(`\n${(await traceOf(RACE)).map(formatTraceEvent).join("\n")}\n`).toMatchInlineSnapshot(`
      "
           0 ms  create  main
           0 ms  start   main
           0 ms  create  task #1 fetch       10:22  child of main
           0 ms  create  task #2 sleep       11:19  child of main
           0 ms  park    main                9:17   waits for its children
           0 ms  start   task #1 fetch       10:22
           0 ms  park    task #1 fetch       2:5    waits for a host call
           0 ms  start   task #2 sleep       11:19
           0 ms  park    task #2 sleep       11:19  waits for a timer
           5 ms  wake    task #2 sleep       11:19
           5 ms  end     task #2 sleep              value
           5 ms  cancel  task #1 fetch       2:5    by select
           5 ms  end     task #1 fetch              cancelled
           5 ms  wake    main                9:17
           5 ms  create  task #3 watch       13:25  child of main
           5 ms  yield   main                13:34  new tasks start first
           5 ms  start   task #3 watch       13:25
           5 ms  park    task #3 watch       5:5    waits for a timer
           5 ms  park    main                13:34  waits for a timer
           8 ms  wake    task #3 watch       5:5
           8 ms  end     task #3 watch       6:5    error: division by zero
           8 ms  wake    main                13:34
           8 ms  end     main                       value
      "
    `);
  });

  test("P-9: the same program with the same answers of the host has the same trace", async () => {
    expect(await traceOf(RACE)).toEqual(await traceOf(RACE));
  });

  test("an event is data: type, time, evaluation, task, position, detail", async () => {
    const events = await traceOf("sleep(5);\n1 / 0");
    expect(events.map(({ type }) => type)).toEqual(["create", "start", "park", "wake", "end"]);
    expect(events[2]).toEqual({
      type: "park",
      time: 0,
      evaluation: 1,
      task: "main",
      position: { file: "race.ion", line: 1, column: 1 },
      detail: "waits for a timer",
    });
    expect(events[4]).toEqual({
      type: "end",
      time: 5,
      evaluation: 1,
      task: "main",
      position: { file: "race.ion", line: 2, column: 1 },
      detail: "error: division by zero",
    });
  });

  test("times count from the start of the evaluation, evaluations from 1", async () => {
    const events: TraceEvent[] = [];
    const engine = new Engine({ clock: new VirtualClock(), trace: (event) => events.push(event) });
    await engine.evalAsync("sleep(7)");
    await engine.evalAsync("sleep(2)");
    const ends = events.filter(({ type }) => type === "end");
    expect(ends.map(({ evaluation, time }) => [evaluation, time])).toEqual([
      [1, 7],
      [2, 2],
    ]);
  });

  test("M-15: a task that used up its slice yields", async () => {
    const source =
      "fn count() { let mut i = 0; while i < 30000 { i += 1; } i } async { spawn count(); spawn count(); }";
    const yields = (await traceOf(source)).filter(({ detail }) => detail === "its slice is over");
    expect(new Set(yields.map(({ type, task }) => `${type} ${task}`))).toEqual(
      new Set(["yield task #1 count", "yield task #2 count"]),
    );
  });

  test.each([
    ["async { let t = spawn sleep(9); sleep(1); t.cancel(); }", "by handle"],
    ["async { spawn sleep(9); sleep(1); 1 / 0 }", "by nursery"],
    ["timeout(1, || sleep(9))", "by timeout"],
    ["async { select { a = sleep(1) => a, b = sleep(9) => b } }", "by select"],
  ])("who cancels: %s", async (source, detail) => {
    const cancels = (await traceOf(source)).filter(({ type }) => type === "cancel");
    expect(cancels.map((event) => event.detail)).toEqual([detail]);
  });

  test("an abort of the host's signal cancels by the host", async () => {
    const events: TraceEvent[] = [];
    const { engine } = createTestHost({ trace: (event) => events.push(event) });
    const controller = new AbortController();
    const result = engine.evalAsync("sleep(9)", { signal: controller.signal });
    controller.abort();
    await expect(result).rejects.toThrow();
    expect(events.find(({ type }) => type === "cancel")?.detail).toBe("by the host");
  });

  test("`eval` and the blocking backend are traced, too", () => {
    const events: TraceEvent[] = [];
    const trace = (event: TraceEvent): void => void events.push(event);
    createTestHost({ trace }).engine.eval("1");
    createTestHost({ trace, concurrency: "legacy-threaded" }).engine.eval("sleep(4)");
    expect(events.filter(({ type }) => type === "end").map(({ time }) => time)).toEqual([0, 4]);
  });

  test("what the function throws is reported apart and disturbs no script", async () => {
    const failure = new Error("from the tracer");
    const reported: unknown[] = [];
    const queue = vi.spyOn(globalThis, "queueMicrotask").mockImplementation((callback) => {
      try {
        callback();
      } catch (error) {
        reported.push(error);
      }
    });
    const trace = (): never => {
      throw failure;
    };
    expect(new Engine({ trace }).eval("async { 1 }")).toBe(1);
    queue.mockRestore();
    expect(new Set(reported)).toEqual(new Set([failure]));
  });

  test("D9: anything but a function is the host's mistake", () => {
    expect(() => new Engine({ trace: "stderr" as never })).toThrow("trace must be a function");
  });
});

describe("ION_DEBUG", () => {
  let written = "";

  beforeEach(() => {
    written = "";
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      written += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  test("scheduler: prints the trace of any engine, numbered by engine and evaluation", async () => {
    vi.stubEnv("ION_DEBUG", "scheduler");
    const engine = new Engine({ clock: new VirtualClock() });
    await engine.evalAsync("sleep(5)");
    await engine.evalAsync("1");
    const lines = written.split("\n");
    expect(lines[2]).toMatch(/^\[\d+\.1\] {6}0 ms {2}park {4}main {16}1:1 {4}waits for a timer$/);
    expect(lines.at(-2)).toMatch(/^\[\d+\.2\] {6}0 ms {2}end {5}main {23}value$/);
  });

  test("codegen: prints the code of a script without its map", () => {
    vi.stubEnv("ION_DEBUG", "codegen");
    new Engine().eval("1 + 1", { filename: "sum.ion" });
    expect(written).toMatch(/^\/\/ sum\.ion\n\(?function/);
    expect(written).not.toContain("sourceMappingURL");
  });

  test("several topics are separated by commas; unknown ones are ignored", () => {
    vi.stubEnv("ION_DEBUG", "other, codegen,scheduler");
    new Engine().eval("1");
    expect(written).toContain("use strict");
    expect(written).toContain(" ms  start ");
  });

  test("nothing is printed without it", () => {
    vi.stubEnv("ION_DEBUG", "");
    new Engine().eval("1");
    expect(written).toBe("");
  });
});
