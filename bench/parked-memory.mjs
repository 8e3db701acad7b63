/** How much memory does a task hold while it waits? JavaScript: an async function that awaits, and its promise. */
import { Effect } from "effect";
import { collectGarbage } from "./kit/garbage.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn wait_for(rx) { rx.recv() }
fn park(n) {
    async {
        let (tx, rx) = channel(1);
        for _ in 0..n { spawn wait_for(rx); }
        sleep(1);
        let used = measure();
        tx.close();
        used
    }
}
`;
const TASKS = 100_000;

export async function createRows() {
  const { park: parkIon } = await loadFunctions(SOURCE, { measure: async () => heapUsed() });
  return [
    {
      name: "bytes per parked task",
      ion: () => perTask(() => parkIon(TASKS)),
      js: () => perTask(() => park(TASKS)),
      peers: { "Effect 4": () => perTask(() => Effect.runPromise(parkInEffect(TASKS))) },
      unit: "B",
      must: 1,
      goal: 0.6,
    },
  ];
}

function heapUsed() {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** `measureParked` answers the heap while all tasks are parked. */
async function perTask(measureParked) {
  const before = heapUsed();
  const parked = await measureParked();
  return (parked - before) / TASKS;
}

async function park(n) {
  const waiting = [];
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(waitFor(waiting));
  await new Promise((resolve) => setTimeout(resolve, 1));
  const used = heapUsed();
  for (const resolve of waiting) resolve();
  await Promise.all(tasks);
  return used;
}

async function waitFor(waiting) {
  await new Promise((resolve) => waiting.push(resolve));
}

const parkInEffect = Effect.fnUntraced(function* (n) {
  for (let i = 0; i < n; i++) yield* Effect.forkChild(Effect.never);
  yield* Effect.sleep(1);
  return heapUsed();
});
