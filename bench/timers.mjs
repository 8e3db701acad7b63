/** What do timers cost: many that are due at once, and many that are taken back before they are due? */
import { Effect, Fiber } from "effect";
import { run, sleep as sleepInEffection, spawn } from "effection";
import { nursery, sleep, withTimeout } from "./kit/native.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn nap(i) { sleep(1); i }
fn naps(n) {
    async {
        let tasks = [spawn nap(i) for i in 0..n];
        let mut sum = 0;
        for task in tasks { sum += task.await; }
        sum
    }
}
fn timeouts(n) {
    let mut sum = 0;
    for i in 0..n { sum += timeout(1000, || ready(i)).unwrap(); }
    sum
}
`;
const TIMERS = 10_000;

export async function createRows() {
  const ion = await loadFunctions(SOURCE, { ready: async (_context, i) => ready(i) });
  const common = { expected: (TIMERS * (TIMERS - 1)) / 2, operations: TIMERS, isAsync: true };
  return [
    {
      name: "sleeps due at once, 10k",
      ion: () => ion.naps(TIMERS),
      js: () => naps(TIMERS),
      peers: {
        "Effect 4": () => Effect.runPromise(napsInEffect(TIMERS)),
        Effection: () => run(() => napsInEffection(TIMERS)),
      },
      must: 1.5,
      goal: 0.6,
      ...common,
    },
    {
      name: "timeout(1000, f) that wins, 10k",
      ion: () => ion.timeouts(TIMERS),
      js: () => timeouts(TIMERS),
      peers: { "Effect 4": () => Effect.runPromise(timeoutsInEffect(TIMERS)) },
      must: 2.5,
      goal: 1.2,
      ...common,
    },
  ];
}

async function ready(i) {
  return i;
}

async function nap(i) {
  await sleep(1);
  return i;
}

function naps(n) {
  return nursery(async (scope) => {
    const tasks = [];
    for (let i = 0; i < n; i++) tasks.push(scope.spawn(nap, i));
    let sum = 0;
    for (const task of tasks) sum += await task;
    return sum;
  });
}

async function timeouts(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await withTimeout(1000, (signal) => ready(i, signal));
  return sum;
}

const napsInEffect = Effect.fnUntraced(function* (n) {
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(yield* Effect.forkChild(Effect.as(Effect.sleep(1), i)));
  let sum = 0;
  for (const task of tasks) sum += yield* Fiber.join(task);
  return sum;
});

const timeoutsInEffect = Effect.fnUntraced(function* (n) {
  let sum = 0;
  for (let i = 0; i < n; i++)
    sum += yield* Effect.timeout(
      Effect.promise(() => ready(i)),
      1000,
    );
  return sum;
});

function* napsInEffection(n) {
  const tasks = [];
  for (let i = 0; i < n; i++) {
    const task = yield* spawn(function* () {
      yield* sleepInEffection(1);
      return i;
    });
    tasks.push(task);
  }
  let sum = 0;
  for (const task of tasks) sum += yield* task;
  return sum;
}
