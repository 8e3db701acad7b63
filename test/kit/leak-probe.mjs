/**
 * Run with --expose-gc: prints, as JSON, by how many bytes the heap grew over many evaluations on one engine and over many
 * engines, and how many listeners are left on the one signal that all of them had.
 */
import { getEventListeners } from "node:events";
import { defineStruct, Engine, sig, t } from "ionlang";

const EVALUATIONS = 100_000;
const ENGINES = 10_000;
/** Whatever V8 and the caches keep is there before the count begins. */
const WARM_UP = 0.1;

const { signal } = new AbortController();
const Point = defineStruct("Point", { x: t.int, y: t.int });

const evaluations = await growthOver(EVALUATIONS, createEvaluations());
const engines = await growthOver(ENGINES, useNewEngine);
console.log(JSON.stringify({ evaluations, engines, listeners: getEventListeners(signal, "abort").length }));

/** A step for each way into one engine, in turn. */
function createEvaluations() {
  const engine = createEngine();
  const handle = engine.handle();
  engine.eval("fn twice(x) { x * 2 } fn load(x) { later(x) }");
  const twice = engine.get("twice");
  const steps = [
    () => engine.eval("let a = twice(n); a + 1"),
    () => engine.evalAsync("async { let h = spawn twice(n); h.await }", { signal }),
    () => engine.evalAsync("later(n)", { signal }),
    () => engine.callAsync("load", [1], { signal }),
    () => handle.callAsync("twice", [2], { signal }),
    () => twice(3),
    // Errors collect stacks, which takes time: one in ten rounds has one.
    (i) => (i % 80 < 8 ? engine.evalAsync("throw_it()", { signal }).catch(() => undefined) : engine.eval("n")),
    () => engine.set("p", Point({ x: 1, y: 2 })).evalAsync("p.x", { signal, as: t.int }),
  ];
  return (i) => steps[i % steps.length](i);
}

async function useNewEngine(i) {
  const engine = createEngine();
  await engine.callAsync("later", [engine.get("n")], { signal });
  // Compiling takes most of the time: one in ten does.
  if (i % 10 === 0) await engine.evalAsync("let kept = [n, twice(n)]; later(kept.len())", { signal });
  // Half of them are disposed, the others left to the garbage collector.
  if (i % 2 === 0) engine.dispose();
}

function createEngine() {
  const engine = new Engine({ output: "ignore" });
  engine.registerType(Point);
  engine.set("n", 20);
  engine.registerFn("twice", sig().pos("x", t.int).returns(t.int), (x) => x * 2);
  engine.registerFn("throw_it", () => {
    throw new Error("no");
  });
  engine.registerAsyncFn("later", async (context, x) => (context.signal.aborted ? 0 : x));
  return engine;
}

async function growthOver(count, step) {
  for (let i = 0; i < count * WARM_UP; i++) await step(i);
  const before = await heapUsed();
  for (let i = 0; i < count; i++) await step(i);
  return (await heapUsed()) - before;
}

/** Twice, with a turn between: what finalizers and WeakRefs hold is gone after the second. */
async function heapUsed() {
  for (let i = 0; i < 2; i++) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
