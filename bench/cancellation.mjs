/** What does it cost to cancel tasks that wait, and is it linear in their number? */
import { Effect, Fiber } from "effect";
import { run, spawn, suspend } from "effection";
import { parked } from "./kit/native.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn wait_for(rx) { rx.recv() }
fn cancel_all(n) {
    async {
        let (tx, rx) = channel(1);
        let tasks = [spawn wait_for(rx) for _ in 0..n];
        sleep(0);
        for task in tasks { task.cancel(); }
        let mut cancelled = 0;
        for task in tasks { if task.is_cancelled() { cancelled += 1; } }
        cancelled
    }
}
`;
const TASKS = 10_000;

export async function createRows() {
  const { cancel_all: cancelAllIon } = await loadFunctions(SOURCE);
  const row = (n) => ({
    ion: () => cancelAllIon(n),
    js: () => cancelAll(n),
    expected: n,
    operations: n,
    isAsync: true,
  });
  return [
    {
      name: "cancel 10k parked tasks",
      ...row(TASKS),
      peers: {
        "Effect 4": () => Effect.runPromise(cancelAllInEffect(TASKS)),
        Effection: () => run(() => cancelAllInEffection(TASKS)),
      },
      must: { times: 0.5, of: "Effect 4" },
      goal: { times: 0.15, of: "Effect 4" },
    },
    {
      name: "cancel 100k parked tasks",
      ...row(TASKS * 10),
      peers: { "Ion, 10k": async () => (await cancelAllIon(TASKS)) * 10 },
      must: { times: 20, of: "Ion, 10k" },
      goal: { times: 12, of: "Ion, 10k" },
    },
  ];
}

/** As in Ion, each task has a signal of its own: each can be cancelled by itself. */
async function cancelAll(n) {
  const tasks = [];
  for (let i = 0; i < n; i++) {
    const controller = new AbortController();
    tasks.push({ controller, done: waitForever(controller.signal) });
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  for (const { controller } of tasks) controller.abort();
  let cancelled = 0;
  for (const { done } of tasks) if (await done) cancelled++;
  return cancelled;
}

async function waitForever(signal) {
  try {
    await parked(signal);
    return false;
  } catch {
    return signal.aborted;
  }
}

const cancelAllInEffect = Effect.fnUntraced(function* (n) {
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(yield* Effect.forkChild(Effect.never));
  yield* Effect.sleep(0);
  yield* Fiber.interruptAll(tasks);
  return tasks.length;
});

function* cancelAllInEffection(n) {
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(yield* spawn(() => suspend()));
  let cancelled = 0;
  for (const task of tasks) {
    yield* task.halt();
    cancelled++;
  }
  return cancelled;
}
