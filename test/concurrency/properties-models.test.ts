/**
 * Properties of concurrency 11.2 that compare a family of random Ion programs with what a model of a few lines says of
 * them: when things happen, in which order, with which value.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { observe } from "./kit/observe.ts";
import { program } from "./kit/program.ts";
import { NOTHING_LEFT, Stage } from "./kit/stage.ts";
import { WatchedClock } from "./kit/watched-clock.ts";

test("P-4: values come in order, waiting receivers and senders are served first come, first served", async () => {
  await fc.assert(
    fc.asyncProperty(meeting, async ({ capacity, senders, receivers }) => {
      const stage = new Stage();
      await stage.run(`
        let (tx, rx) = watch(channel(${capacity}));
        fn send(ms, v) { sleep(ms); tx.send(v); }
        fn receive(ms, name) { sleep(ms); let v = rx.recv(); if v != None { note(f"{name} {v.unwrap()}"); }; }
        async {
          ${senders.map((ms, i) => `spawn send(${ms}, ${i});`).join("\n")}
          ${receivers.map((ms, i) => `spawn receive(${ms}, "r${i}");`).join("\n")}
          sleep(1000);
          rx.close();
        }`);
      expect(stage.notes).toEqual(receiptsOf(senders, receivers));
    }),
  );
});

interface Meeting {
  readonly capacity: number;
  /** When each sender sends and each receiver receives, all at different times. */
  readonly senders: readonly number[];
  readonly receivers: readonly number[];
}

const meeting: fc.Arbitrary<Meeting> = fc
  .record({
    capacity: fc.integer({ min: 1, max: 3 }),
    times: fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 12 }),
    split: fc.nat(12),
  })
  .map(({ capacity, times, split }) => ({ capacity, senders: times.slice(0, split), receivers: times.slice(split) }));

/** With values sent once each, the n-th to send meets the n-th to receive, at the later of their times. */
function receiptsOf(senders: readonly number[], receivers: readonly number[]): string[] {
  const byTime = (times: readonly number[]) => times.map((ms, index) => ({ ms, index })).sort((a, b) => a.ms - b.ms);
  const sent = byTime(senders);
  const pairs = byTime(receivers).flatMap((receiver, n) => {
    const sender = sent[n];
    if (sender === undefined) return [];
    return [{ ms: Math.max(sender.ms, receiver.ms), text: `r${receiver.index} ${sender.index}` }];
  });
  return pairs.sort((a, b) => a.ms - b.ms).map(({ text }) => text);
}

/** Receivers that wait, how many values are sent then, and who is cancelled before it runs again, in which order. */
const handOver = fc
  .record({ receivers: fc.integer({ min: 1, max: 5 }), values: fc.nat(8) })
  .chain(({ receivers, values }) =>
    fc.record({
      receivers: fc.constant(receivers),
      values: fc.constant(values),
      cancelled: fc.shuffledSubarray(Array.from({ length: receivers }, (_, i) => i)),
    }),
  );

test("P-3, K-9, C-4: values that were handed to cancelled receivers come back in the order of sending", async () => {
  await fc.assert(
    fc.asyncProperty(handOver, async ({ receivers, values, cancelled }) => {
      const stage = new Stage();
      await stage.run(`
        let (tx, rx) = watch(channel(8));
        fn take(name) { if let Some(v) = rx.recv() { note(f"{name} {v}"); } }
        async {
          let hs = [spawn take(f"r{i}") for i in 0..${receivers}];
          sleep(1);
          for v in 0..${values} { tx.send(v); }
          for i in [${cancelled.join(", ")}] { hs[i].cancel(); }
          let mut left = rx.try_recv();
          while left != None { note(f"left {left.unwrap()}"); left = rx.try_recv(); }
          sleep(1);
          tx.close();
        }`);
      // Cancelled in order, each hands its value on to the receiver that has waited longest for one.
      const holders = Array.from({ length: receivers }, (_, i): number | null => (i < values ? i : null));
      const returned: number[] = [];
      const gone = new Set<number>();
      for (const i of cancelled) {
        gone.add(i);
        const value = holders[i]!;
        const next = holders.findIndex((held, n) => held === null && !gone.has(n));
        if (value === null) continue;
        if (next === -1) returned.push(value);
        else holders[next] = value;
      }
      const buffered = Array.from({ length: Math.max(values - receivers, 0) }, (_, i) => receivers + i);
      const left = [...returned.sort((a, b) => a - b), ...buffered];
      expect(stage.notes.slice(0, left.length)).toEqual(left.map((value) => `left ${value}`));
      const received = holders.flatMap((value, i) => (value === null || gone.has(i) ? [] : [`r${i} ${value}`]));
      expect(stage.notes.slice(left.length).sort()).toEqual(received.sort());
    }),
    { numRuns: 200 },
  );
});

/** Children and body of one block: when each is done and how. A child that the body awaits from the start is observed. */
const failingBlock = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 7 })
  .chain((times) =>
    fc.tuple(...times.map((ms) => fc.record({ ms: fc.constant(ms), fails: fc.boolean(), isObserved: fc.boolean() }))),
  );

test("P-8: the error of a block is the first unobserved failure, or the body's own, whichever came first", async () => {
  await fc.assert(
    fc.asyncProperty(failingBlock, async ([body, ...children]) => {
      const stage = new Stage();
      const outcome = await stage.run(`
        fn child(ms, fails) { sleep(ms); if fails { note(f"f{ms}"); fail(f"f{ms}"); }; ms }
        fn observe(h) { try { h.await } catch e { e } }
        try {
          async {
            ${children.map(({ ms, fails }, i) => `let h${i} = spawn child(${ms}, ${fails});`).join("\n")}
            ${children.map(({ isObserved }, i) => (isObserved ? `spawn observe(h${i});` : "")).join("\n")}
            child(${body!.ms}, ${body!.fails});
            "joined"
          }
        } catch e { e }`);
      const failures = [body!, ...children].filter((part) => part.fails && (part === body || !part.isObserved));
      const first = failures.sort((a, b) => a.ms - b.ms)[0];
      expect(outcome).toBe(first === undefined ? '"joined"' : `"f${first.ms}"`);
      const last = [body!, ...children].sort((a, b) => b.ms - a.ms)[0]!;
      expect(stage.clock.now()).toBe(first?.ms ?? last.ms);
      expect(stage.leftovers).toEqual(NOTHING_LEFT);
    }),
  );
});

/** An expression over calls; each call sleeps and is spawned or simply made. */
type Term = { readonly value: number } | { readonly parts: readonly Term[]; readonly ms: number };

const term: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 4 },
    fc.record({ value: fc.nat(9) }),
    fc.record({ parts: fc.array(tie("term"), { minLength: 1, maxLength: 4 }), ms: fc.nat(5) }),
  ),
})).term;

test("P-10: tasks that share nothing give what calls in their place would give; async { a } is a", async () => {
  const write = (of: Term, call: (text: string) => string, block: (text: string) => string): string => {
    if ("value" in of) return String(of.value);
    const parts = of.parts.map((part) => write(part, call, block));
    const calls = parts.map((part) => call(`work(|| ${part}, ${of.ms})`));
    return block(`[${calls.join(", ")}]`);
  };
  await fc.assert(
    fc.asyncProperty(term, async (of) => {
      const work = "fn work(f, ms) { sleep(ms); let v = f(); (ms, v) }";
      const sequential = write(
        of,
        (text) => text,
        (text) => text,
      );
      const inBlocks = write(
        of,
        (text) => text,
        (text) => `async { ${text} }`,
      );
      const concurrent = write(
        of,
        (text) => `spawn ${text}`,
        (text) => `async { [h.await for h in ${text}] }`,
      );
      const expected = await new Stage().run(`${work} ${sequential}`);
      expect(await new Stage().run(`${work} ${inBlocks}`)).toBe(expected);
      expect(await new Stage().run(`${work} ${concurrent}`)).toBe(expected);
    }),
    { numRuns: 60 },
  );
});

/** What takes time, and how long by P-12. */
type Span =
  | { readonly type: "sleep"; readonly ms: number }
  | { readonly type: "sequence" | "block" | "select"; readonly parts: readonly Span[] }
  | { readonly type: "timeout"; readonly ms: number; readonly part: Span };

const span: fc.Arbitrary<Span> = fc.letrec<{ span: Span }>((tie) => {
  const parts = fc.array(tie("span") as fc.Arbitrary<Span>, { minLength: 1, maxLength: 4 });
  return {
    span: fc.oneof(
      { maxDepth: 4 },
      fc.record({ type: fc.constant("sleep"), ms: fc.nat(20) }),
      fc.record({ type: fc.constant("sequence"), parts }),
      fc.record({ type: fc.constant("block"), parts }),
      fc.record({ type: fc.constant("select"), parts }),
      fc.record({ type: fc.constant("timeout"), ms: fc.integer({ min: 1, max: 30 }), part: tie("span") }),
    ) as fc.Arbitrary<Span>,
  };
}).span;

function durationOf(of: Span): number {
  switch (of.type) {
    case "sleep":
      return of.ms;
    case "sequence":
      return of.parts.reduce((total, part) => total + durationOf(part), 0);
    case "block":
      return Math.max(...of.parts.map(durationOf));
    case "select":
      return Math.min(...of.parts.map(durationOf));
    case "timeout":
      return Math.min(of.ms, durationOf(of.part));
  }
}

function lambdaOf(of: Span): string {
  switch (of.type) {
    case "sleep":
      return `|| sleep(${of.ms})`;
    case "sequence":
      return `|| { ${of.parts.map((part) => `(${lambdaOf(part)})();`).join(" ")} }`;
    case "block":
      return `|| { async { ${of.parts.map((part) => `spawn (${lambdaOf(part)})();`).join(" ")} } }`;
    case "select":
      return `|| { async { select { ${of.parts.map((part) => `_ = (${lambdaOf(part)})() => (),`).join(" ")} } } }`;
    case "timeout":
      return `|| timeout(${of.ms}, ${lambdaOf(of.part)})`;
  }
}

test("P-12: a sequence takes the sum, a block the longest, a select the shortest, a timeout its limit at most", async () => {
  await fc.assert(
    fc.asyncProperty(span, async (of) => {
      const stage = new Stage();
      await stage.run(`(${lambdaOf(of)})()`);
      expect(stage.clock.now()).toBe(durationOf(of));
      expect(stage.leftovers).toEqual(NOTHING_LEFT);
    }),
    { numRuns: 80 },
  );
});

test("P-13: beside k busy tasks a timer fires at most k slices late, and its task runs within a round", async () => {
  const busyTasks = fc.record({ k: fc.integer({ min: 1, max: 6 }), sliceLength: fc.integer({ min: 50, max: 400 }) });
  await fc.assert(
    fc.asyncProperty(busyTasks, async ({ k, sliceLength }) => {
      const clock = new WatchedClock();
      const stage = new Stage({ clock, sliceLength });
      // One iteration of a busy task takes one millisecond.
      stage.engine.registerFn("spend", () => clock.advance(1));
      await stage.run(`
        fn busy() { let mut i = 0; while i < 2000 { spend(); i += 1; } note("done"); }
        fn timer() { sleep(500); note("woke"); }
        async { spawn timer(); for _ in 0..${k} { spawn busy(); } }`);
      const round = k * (sliceLength + 1);
      const fired = stage.log.find(({ type, task }) => type === "wake" && task.endsWith("timer"))!.time;
      const ran = stage.log.find(({ detail }) => detail === "woke")!.time;
      expect(fired).toBeGreaterThanOrEqual(500);
      expect(fired).toBeLessThanOrEqual(500 + round);
      expect(ran).toBeLessThanOrEqual(fired + round);
      expect(stage.notes.filter((note) => note === "done").length).toBe(k);
    }),
    { numRuns: 30 },
  );
});

test("P-13, M-15: timers and the host get in, too, when every slice takes longer than one stretch of running", async () => {
  const clock = new WatchedClock();
  const stage = new Stage({ clock, sliceLength: 100 });
  let iterations = 0;
  stage.engine.registerFn("spend", () => {
    for (const start = performance.now(); performance.now() - start < 0.12; );
    clock.advance(1);
    iterations++;
  });
  stage.engine.registerFn("iterations", () => iterations);
  stage.engine.registerAsyncFn("ready", () => Promise.resolve());
  await stage.run(`
    fn busy() { let mut i = 0; while i < 1500 { spend(); i += 1; } }
    fn timer() { sleep(150); note(f"woke {iterations()}"); }
    fn asker() { for _ in 0..3 { ready(); note(f"answered {iterations()}"); } }
    async { spawn timer(); spawn asker(); spawn busy(); spawn busy(); }`);
  const round = 2 * 101;
  const at = stage.notes.map((note) => note.split(" ")).map(([what, n]) => ({ what, n: Number(n) }));
  const woke = at.find(({ what }) => what === "woke")!;
  // One round until the timer is due, at most one for an event, one until its task runs.
  expect(woke.n).toBeLessThanOrEqual(3 * round);
  const answers = at.filter(({ what }) => what === "answered").map(({ n }) => n);
  for (const [i, n] of answers.entries()) expect(n).toBeLessThanOrEqual((answers[i - 1] ?? 0) + 3 * round);
});

test("P-14: after any evaluation, however it ended, the engine runs the next one as a fresh engine does", async () => {
  const source = `fn nap(v) { sleep(3); note(v); v } async { let a = spawn nap(1); let b = spawn nap(2); [a.await, b.await] }`;
  const fresh = new Stage();
  const expected = await fresh.run(source);
  await fc.assert(
    fc.asyncProperty(program, fc.option(fc.nat(12)), async (steps, abortAt) => {
      const { stage } = await observe(steps, abortAt === null ? {} : { abortAt });
      await stage.clock.sleep(100);
      const [before, start] = [stage.log.length, stage.clock.now()];
      expect(await stage.run(source)).toBe(expected);
      const relative = stage.log.slice(before).map((entry) => ({
        ...entry,
        time: entry.type === "note" ? entry.time - start : entry.time,
      }));
      expect(relative).toEqual(fresh.log);
    }),
    { numRuns: 60 },
  );
});

test("P-17: callbacks are taken in order, settle once each, and never run inside callAsync", async () => {
  const request = fc.record({ at: fc.nat(5), ms: fc.nat(4), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 8 }), fc.nat(12), async (requests, lasts) => {
      const clock = new WatchedClock();
      const stage = new Stage({ clock });
      const handle = stage.engine.handle();
      const asked: number[] = [];
      const answers: string[] = [];
      let isAsking = false;
      stage.engine.registerFn("enter", (n) => {
        expect(isAsking).toBe(false);
        stage.note(`${n}`);
      });
      const ask = async (n: number): Promise<void> => {
        const { at, ms, fails } = requests[n]!;
        await clock.sleep(at);
        asked.push(n);
        isAsking = true;
        const answer = handle.callAsync("on_event", [n, ms, fails]);
        isAsking = false;
        answer.then(
          (value) => answers.push(`${n} ${value}`),
          (error) => answers.push(`${n} ${error.message}`),
        );
      };
      const source = `fn on_event(n, ms, fails) { enter(n); sleep(ms); if fails { fail("no"); }; "yes" } note("go"); sleep(${lasts});`;
      const running = stage.run(source);
      await Promise.all(requests.map((_, n) => ask(n)));
      await running;
      await clock.sleep(100);
      expect(stage.notes.filter((note) => note !== "go").map(Number)).toEqual(
        asked.filter((n) => stage.notes.includes(String(n))),
      );
      expect(answers.map((answer) => Number(answer.split(" ")[0])).sort()).toEqual(requests.map((_, n) => n));
      for (const answer of answers) {
        const { fails } = requests[Number(answer[0])]!;
        expect([`${fails ? "no" : "yes"}`, "scheduled Ion call was cancelled"]).toContain(answer.slice(2));
      }
      handle.close();
    }),
    { numRuns: 60 },
  );
});

test("P-18: of selects and timeouts inside each other the outermost decision cancels everything below", async () => {
  const layers = fc.array(fc.constantFrom("select", "timeout", "block"), { minLength: 1, maxLength: 12 });
  const wrap = (layer: string, inner: string): string => {
    if (layer === "select") return `async { select { v = (|| ${inner})() => v, w = sleep(1000) => w } }`;
    if (layer === "timeout") return `timeout(1000, || ${inner})`;
    return `async { spawn nap(500); let h = spawn (|| ${inner})(); h.await }`;
  };
  await fc.assert(
    fc.asyncProperty(layers, async (list) => {
      const stage = new Stage();
      const inner = list.reduce((text, layer) => wrap(layer, text), 'ask("innermost")');
      const outcome = await stage.run(`fn nap(ms) { sleep(ms); note("late"); } note("go"); timeout(7, || ${inner})`);
      expect(outcome).toBe("None");
      expect(stage.clock.now()).toBe(7);
      expect(stage.notes).toEqual(["go"]);
      expect(stage.host.calls.map(({ aborts }) => aborts.length)).toEqual([1]);
      expect(stage.leftovers).toEqual(NOTHING_LEFT);
    }),
    { numRuns: 60 },
  );
});

test("P-18: 1,000 nested blocks and 10,000 children in one block", async () => {
  const stage = new Stage();
  const outcome = await stage.run(`
    note("go");
    fn nest(n) { if n == 0 { sleep(1); 0 } else { async { let h = spawn nest(n - 1); h.await + 1 } } }
    fn flat(n) { async { let hs = [spawn nest(0) for _ in 0..n]; [h.await for h in hs].len() } }
    fn cancelled(n) { timeout(5, || nest_forever(n)) }
    fn nest_forever(n) { if n == 0 { sleep(1000) } else { async { spawn nest_forever(n - 1); } } }
    [nest(1000), flat(10000), cancelled(1000)]`);
  expect(outcome).toBe("[1000, 10000, None]");
  expect(stage.leftovers).toEqual(NOTHING_LEFT);
});
