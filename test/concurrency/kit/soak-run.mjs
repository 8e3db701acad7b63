/**
 * `node --expose-gc soak-run.mjs OPERATIONS`: runs each scenario with that many operations on the built package and
 * prints one line of JSON for each: its name, its value, and the heap in use after a collection, at ten moments.
 */
import { Engine, Value } from "ionlang";
import { VirtualClock } from "ionlang/testing";

const operations = Number(process.argv[2]);
const SAMPLES = 10;

/** Each takes `n` and calls `sample(i)` in every iteration. */
const SCENARIOS = {
  "spawn and await in one nursery": `
    fn work(i) { i }
    async { let mut sum = 0; for i in 0..n { let h = spawn work(i); sum += h.await; sample(i); } sum == n * (n - 1) / 2 }`,
  "messages through a channel": `
    let (tx, rx) = channel(64);
    fn feed() { for i in 0..n { tx.send(i); } tx.close(); }
    async {
      spawn feed();
      let mut sum = 0;
      while let Some(v) = rx.recv() { sum += v; sample(v); }
      sum == n * (n - 1) / 2
    }`,
  "ping-pong over channels of one": `
    let (there, from_here) = channel(1);
    let (back, from_there) = channel(1);
    fn echo() { while let Some(v) = from_here.recv() { back.send(v); } }
    async {
      let h = spawn echo();
      let mut last = 0;
      for i in 0..n { there.send(i); last = from_there.recv().unwrap(); sample(i); }
      there.close();
      last == n - 1
    }`,
  "selects of two": `
    fn now(x) { x }
    async {
      let mut won = 0;
      for i in 0..n { select { a = now(i) => { won += 1; }, b = sleep(1000) => { won = 0; } } sample(i); }
      won == n
    }`,
  timeouts: `
    let mut expired = 0;
    for i in 0..n { if timeout(5, || if i % 2 == 0 { sleep(9) } else { sleep(1) }) == None { expired += 1; }; sample(i); }
    expired == (n + 1) / 2`,
  "cancelled tasks": `
    async { for i in 0..n { let h = spawn sleep(1000); sleep(0); h.cancel(); sample(i); } true }`,
  "caught failures": `
    fn bad(i) { 1 / 0 }
    async { let mut caught = 0; for i in 0..n { let h = spawn bad(i); try { h.await } catch e { caught += 1; }; sample(i); } caught == n }`,
  "host calls": "let mut sum = 0; for i in 0..n { sum += answer(1); sample(i); } sum == n",
};

for (const [name, source] of Object.entries(SCENARIOS)) {
  const heap = [];
  const engine = createEngine(operations, heap);
  report(name, await engine.evalAsync(source), heap);
}

const evaluations = Math.ceil(operations / 20);
const heap = [];
const sample = sampler(evaluations, heap);
const engine = createEngine(evaluations, []);
engine.eval("fn work(i) { sleep(1); i } let mut total = 0;");
let sum = 0;
for (let i = 0; i < evaluations; i++) {
  sum += await engine.evalAsync("async { let h = spawn work(1); h.await }", { filename: "soak.ion" });
  sample(i);
}
report("evaluations on one engine", sum === evaluations, heap);

function createEngine(n, heap) {
  const engine = new Engine({ clock: new VirtualClock() });
  engine.set("n", Value.int(n));
  engine.registerFn("sample", sampler(n, heap));
  engine.registerAsyncFn("answer", async (_, value) => value);
  return engine;
}

function sampler(n, heap) {
  const interval = Math.ceil(n / SAMPLES);
  return (i) => {
    if ((i + 1) % interval !== 0) return;
    globalThis.gc();
    heap.push(process.memoryUsage().heapUsed);
  };
}

function report(name, value, heap) {
  console.log(JSON.stringify({ name, isRight: value === true, heap }));
}
