/**
 * What does a call of the host cost while thousands of others are pending? All programs call the very same function,
 * which takes a context first, as Ion passes one.
 */
import { Effect, Fiber } from "effect";
import { nursery } from "./kit/native.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn gather(n) {
    async {
        let tasks = [spawn fetch_number(i) for i in 0..n];
        let mut sum = 0;
        for task in tasks { sum += task.await; }
        sum
    }
}
`;
const CALLS = 10_000;

export async function createRows() {
  const { gather: gatherIon } = await loadFunctions(SOURCE, { fetch_number: fetchNumber });
  return [
    {
      name: "10k pending host calls",
      ion: () => gatherIon(CALLS),
      js: () => gather(CALLS),
      peers: { "Effect 4": () => Effect.runPromise(gatherInEffect(CALLS)) },
      expected: (CALLS * (CALLS - 1)) / 2,
      operations: CALLS,
      isAsync: true,
      must: 3,
      goal: 1.5,
    },
  ];
}

/** Answers come in one turn of the event loop after the last request. */
const pending = [];

async function fetchNumber(_context, i) {
  return new Promise((resolve) => {
    pending.push(() => resolve(i));
    if (pending.length === CALLS) setImmediate(answerAll);
  });
}

function answerAll() {
  for (const answer of pending.splice(0)) answer();
}

function gather(n) {
  return nursery(async (scope) => {
    const tasks = [];
    for (let i = 0; i < n; i++) tasks.push(scope.spawn(fetchNumber, undefined, i));
    let sum = 0;
    for (const task of tasks) sum += await task;
    return sum;
  });
}

const gatherInEffect = Effect.fnUntraced(function* (n) {
  const tasks = [];
  for (let i = 0; i < n; i++) tasks.push(yield* Effect.forkChild(Effect.promise(() => fetchNumber(undefined, i))));
  let sum = 0;
  for (const task of tasks) sum += yield* Fiber.join(task);
  return sum;
});
