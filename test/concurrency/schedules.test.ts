/**
 * Small programs of up to four tasks and six events of the host, under every order in which the host can answer, with
 * both outcomes of each call, one by one and several at once (concurrency P-1, P-2, P-9, P-16). `expected` says how the
 * program ends when the answers come one by one; answers that come at once must give what some order of them gives.
 */
import { describe, expect, test } from "vitest";
import { type Batching, forEachSchedule, type History, runSchedule, type ScheduledRun } from "./kit/schedules.ts";
import { NOTHING_LEFT } from "./kit/stage.ts";

interface SmallProgram {
  readonly name: string;
  readonly source: string;
  readonly expected: (history: History) => string;
  /** How many schedules there are: when answers come one by one, and when they may come together. */
  readonly schedules: readonly [oneByOne: number, atOnce: number];
}

const failure = (call: string) => `ask ${call.slice(0, -1)} failed`;
const isFailure = (event: string) => event.endsWith("!");
const firstFailure = (history: History) => history.find(isFailure);
/** The error with the position of `ask` left out. */
const raised = (call: string) => `!! ${failure(call)}`;
const list = (values: readonly string[]) => `[${values.join(", ")}]`;
const quoted = (text: string) => JSON.stringify(text);

const PROGRAMS: readonly SmallProgram[] = [
  {
    name: "B-7: fan-in of three: the first failure ends it, awaited or not",
    source: `async { let a = spawn ask("a"); let b = spawn ask("b"); let c = spawn ask("c"); [a.await, b.await, c.await] }`,
    schedules: [21, 123],
    expected: (history) => {
      const failed = firstFailure(history);
      return failed === undefined ? list(["a", "b", "c"].map(quoted)) : raised(failed);
    },
  },
  {
    name: "B-5: failures that are awaited are caught, others fail the block",
    source: `async {
      let a = spawn ask("a"); let b = spawn ask("b");
      [try { a.await } catch e { "caught" }, try { b.await } catch e { "caught" }] }`,
    schedules: [7, 15],
    expected: (history) => {
      if (history[0] === "b!") return raised("b!");
      return list(["a", "b"].map((id) => quoted(history.includes(id) ? id : "caught")));
    },
  },
  {
    name: "S-5, S-6: select: the first to end wins, with its value or its error",
    source: `async { select { a = ask("a") => f"won {a}", b = ask("b") => f"won {b}", c = ask("c") => f"won {c}" } }`,
    schedules: [6, 78],
    expected: ([first]) => (isFailure(first!) ? raised(first!) : quoted(`won ${first}`)),
  },
  {
    name: "Z-4: timeout: the answer or the deadline, whichever comes first",
    source: `timeout(5, || ask("a"))`,
    schedules: [3, 3],
    expected: ([first]) => (first === "tick" ? "None" : isFailure(first!) ? raised(first!) : 'Some("a")'),
  },
  {
    name: "K-9: two producers, one consumer: values in the order of the answers",
    source: `
      let (tx, rx) = watch(channel(1));
      fn produce(id) { tx.send(ask(id)); }
      async { spawn produce("a"); spawn produce("b"); spawn produce("c"); [rx.recv(), rx.recv(), rx.recv()] }`,
    schedules: [21, 123],
    expected: (history) => {
      const failed = firstFailure(history);
      return failed === undefined ? list(history.map((id) => `Some(${quoted(id)})`)) : raised(failed);
    },
  },
  {
    name: "M-19, P-16: deadlock if, and only if, nobody is left to send",
    source: `
      let (tx, rx) = watch(channel(1));
      fn offer(id) { try { tx.send(ask(id)) } catch e { () } }
      async { spawn offer("a"); spawn offer("b"); spawn offer("c"); [rx.recv(), rx.recv()] }`,
    schedules: [48, 192],
    expected: (history) => {
      const values = history.filter((event) => !isFailure(event));
      if (values.length < 2) {
        const column = values.length === 0 ? 70 : 81;
        return `!! deadlock: all tasks are waiting: main at 4:${column} waits for a channel value`;
      }
      return list(values.slice(0, 2).map((id) => `Some(${quoted(id)})`));
    },
  },
  {
    name: "B-22: a failing inner block is caught there, the outer block goes on",
    source: `
      fn inner() { try { async { let b = spawn ask("b"); let c = spawn ask("c"); [b.await, c.await] } } catch e { e } }
      async { let a = spawn ask("a"); let i = spawn inner(); (a.await, i.await) }`,
    schedules: [25, 133],
    expected: (history) => {
      if (history.includes("a!")) return raised("a!");
      const failed = firstFailure(history);
      return `("a", ${failed === undefined ? list(["b", "c"].map(quoted)) : quoted(failure(failed))})`;
    },
  },
  {
    name: "C-6, T-7: a task is cancelled when another call answers",
    source: `
      fn watch_stop(h) { ask("stop"); h.cancel(); }
      fn outcome(h) { try { h.await } catch e { e } }
      async {
        let a = spawn ask("a");
        let w = spawn watch_stop(a);
        [outcome(a), try { w.await; "stopped" } catch e { "not stopped" }, a.is_cancelled()]
      }`,
    schedules: [6, 14],
    expected: (history) => {
      const stop = history.find((event) => event.startsWith("stop"))!;
      if (history[0] === "stop!") return raised("stop!");
      const a = history[0] === "stop" ? "task cancelled" : history[0] === "a" ? "a" : failure("a!");
      return list([quoted(a), quoted(isFailure(stop) ? "not stopped" : "stopped"), String(!isFailure(stop))]);
    },
  },
  {
    name: "T-2: two tasks await one, everyone gets the same",
    source: `
      fn outcome(h) { try { h.await } catch e { "caught" } }
      async {
        let a = spawn ask("a");
        let x = spawn outcome(a);
        let y = spawn outcome(a);
        ask("b");
        [x.await, y.await]
      }`,
    schedules: [7, 15],
    expected: (history) => {
      if (history.includes("b!")) return raised("b!");
      return history.includes("a") ? '["a", "a"]' : '["caught", "caught"]';
    },
  },
  {
    name: "B-6: four children nobody awaits",
    source: `async { spawn ask("a"); spawn ask("b"); spawn ask("c"); spawn ask("d"); "body" }`,
    schedules: [88, 1300],
    expected: (history) => {
      const failed = firstFailure(history);
      return failed === undefined ? '"body"' : raised(failed);
    },
  },
  {
    name: "B-12: the body's own failure cancels its children, theirs interrupts the body",
    source: `async { spawn ask("a"); spawn ask("b"); try { ask("body") } catch e { fail("own") }; "end" }`,
    schedules: [21, 123],
    expected: (history) => {
      const failed = firstFailure(history);
      if (failed === undefined) return '"end"';
      return failed === "body!" ? "!! own" : raised(failed);
    },
  },
  {
    name: "P-18: select in timeout in select",
    source: `async {
      select {
        a = ask("a") => f"outer {a}",
        r = timeout(5, || { async { select { b = ask("b") => f"b {b}", c = ask("c") => f"c {c}" } } }) => r,
      } }`,
    schedules: [7, 109],
    expected: ([first]) => {
      if (first === "tick") return "None";
      if (isFailure(first!)) return raised(first!);
      return first === "a" ? '"outer a"' : `Some("${first} ${first}")`;
    },
  },
  {
    name: "K-6: recv_timeout beside two producers, time passing at any moment",
    source: `
      let (tx, rx) = watch(channel(2));
      fn produce(id) { tx.send(ask(id)); }
      async { spawn produce("a"); spawn produce("b"); [rx.recv_timeout(5), rx.recv_timeout(5)] }`,
    schedules: [22, 62],
    expected: (history) => {
      // Whoever sends after the last wait still finds room in the channel.
      const failed = firstFailure(history);
      if (failed !== undefined) return raised(failed);
      const waits = history.slice(0, 2);
      return list(waits.map((event) => (event === "tick" ? "None" : `Some(${quoted(event)})`)));
    },
  },
  {
    name: "M-2: two tasks of three calls each, one after the other",
    source: `
      fn three(a, b, c) { [ask(a), ask(b), ask(c)] }
      async { let x = spawn three("a", "b", "c"); let y = spawn three("d", "e", "f"); (x.await, y.await) }`,
    schedules: [88, 610],
    expected: (history) => {
      const failed = firstFailure(history);
      return failed === undefined ? '(["a", "b", "c"], ["d", "e", "f"])' : raised(failed);
    },
  },
  {
    name: "B-13: a jump out of a block joins, a ? cancels",
    source: `
      fn jump() { async { spawn ask("a"); return ask("b"); } }
      fn leave() { async { spawn ask("c"); let d = ask("d"); Err(d)?; } }
      (jump(), leave())`,
    schedules: [14, 62],
    expected: (history) => {
      const failed = firstFailure(history);
      return failed === undefined ? '("b", Err("d"))' : raised(failed);
    },
  },
];

describe.each(PROGRAMS)("$name", { timeout: 120_000 }, ({ source, expected, schedules }) => {
  const oneByOne = new Set<string>();

  test("one by one: every order and both outcomes of every call", async () => {
    const count = await explore(source, "one by one", (run) => {
      oneByOne.add(withoutPosition(run.outcome));
      expect(withoutPosition(run.outcome)).toBe(expected(run.history));
    });
    expect(count).toBe(schedules[0]);
  });

  test("at once: what comes together gives what some order gives", async () => {
    const count = await explore(source, "batched", ({ outcome }) => {
      expect(oneByOne).toContain(withoutPosition(outcome));
    });
    expect(count).toBe(schedules[1]);
  });
});

/** Runs every schedule twice; answers how many there were. */
async function explore(source: string, batching: Batching, check: (run: ScheduledRun) => void): Promise<number> {
  return forEachSchedule(async (choose) => {
    const choices: number[] = [];
    const run = await runSchedule(source, (options) => remember(choices, choose(options)), batching);
    try {
      checkInvariants(run);
      check(run);
      const again = await runSchedule(source, replay(choices), batching);
      expect(again.stage.lines, "P-9: the same schedule gives the same trace").toEqual(run.stage.lines);
    } catch (error) {
      throw new Error(`${run.history.join(" ")}: ${String(error)}\n${run.stage.lines.join("\n")}`, { cause: error });
    }
  });
}

function remember(choices: number[], choice: number): number {
  choices.push(choice);
  return choice;
}

function replay(choices: readonly number[]): () => number {
  let next = 0;
  return () => choices[next++]!;
}

/** Nothing hangs, nothing waits for what has happened, every task ends once, every call that was cut off is aborted. */
function checkInvariants({ stage }: ScheduledRun): void {
  expect(stage.violations).toEqual([]);
  expect(stage.leftovers).toEqual(NOTHING_LEFT);
  const of = (wanted: string) => stage.log.filter(({ type }) => type === wanted).map(({ task }) => task);
  expect(of("end").sort()).toEqual(of("create").sort());
  for (const call of stage.host.calls) expect(call.aborts.length).toBe(call.isSettled ? 0 : 1);
}

/** Without the name of the kind and the position of an error. */
function withoutPosition(outcome: string): string {
  return outcome.replace(/^!! \w+ \d+:\d+ /, "!! ");
}
