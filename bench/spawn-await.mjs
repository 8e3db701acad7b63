/**
 * What does a task cost, from `spawn` to `.await`? The JavaScript program spawns into a nursery, which waits for its tasks
 * and lets none of them fail unseen; "bare async" starts async functions that nothing watches over.
 */
import { Effect, Fiber } from "effect";
import { run, spawn } from "effection";
import { nursery } from "./kit/native.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn work(i) { i + 1 }
fn one_by_one(n) {
    let mut sum = 0;
    async {
        for i in 0..n {
            let task = spawn work(i);
            sum += task.await;
        }
    }
    sum
}
fn fan_out(n) {
    async {
        let tasks = [spawn work(i) for i in 0..n];
        let mut sum = 0;
        for task in tasks { sum += task.await; }
        sum
    }
}
`;
const TASKS = 100_000;

export async function createRows() {
  const ion = await loadFunctions(SOURCE);
  const common = { expected: 5_000_050_000, operations: TASKS, isAsync: true, must: 3, goal: 1.5 };
  return [
    {
      name: "spawn and await, 100k",
      ion: () => ion.one_by_one(TASKS),
      js: () => oneByOneInNursery(TASKS),
      peers: {
        "bare async": () => oneByOne(TASKS),
        "Effect 4": () => Effect.runPromise(oneByOneInEffect(TASKS)),
        Effection: () => run(() => oneByOneInEffection(TASKS)),
      },
      ...common,
    },
    {
      name: "spawn 100k, then await all",
      ion: () => ion.fan_out(TASKS),
      js: () => fanOutInNursery(TASKS),
      peers: { "bare async": () => fanOut(TASKS), "Effect 4": () => Effect.runPromise(fanOutInEffect(TASKS)) },
      ...common,
    },
  ];
}

async function work(i) {
  return i + 1;
}

async function oneByOne(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const task = work(i);
    sum += await task;
  }
  return sum;
}

function oneByOneInNursery(n) {
  return nursery(async (scope) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const task = scope.spawn(work, i);
      sum += await task;
    }
    return sum;
  });
}

async function fanOut(n) {
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(work(i));
  let sum = 0;
  for (const task of tasks) sum += await task;
  return sum;
}

function fanOutInNursery(n) {
  return nursery(async (scope) => {
    const tasks = [];
    for (let i = 0; i < n; i++) tasks.push(scope.spawn(work, i));
    let sum = 0;
    for (const task of tasks) sum += await task;
    return sum;
  });
}

const oneByOneInEffect = Effect.fnUntraced(function* (n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const task = yield* Effect.forkChild(Effect.sync(() => i + 1));
    sum += yield* Fiber.join(task);
  }
  return sum;
});

const fanOutInEffect = Effect.fnUntraced(function* (n) {
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(yield* Effect.forkChild(Effect.sync(() => i + 1)));
  let sum = 0;
  for (const task of tasks) sum += yield* Fiber.join(task);
  return sum;
});

function* oneByOneInEffection(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    // biome-ignore lint/correctness/useYield: an operation of Effection that has nothing to wait for.
    const task = yield* spawn(function* () {
      return i + 1;
    });
    sum += yield* task;
  }
  return sum;
}
