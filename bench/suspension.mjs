/** Does a suspension cost the same at any call depth? Host calls that really wait, from the bottom of a recursion. */
import { Effect } from "effect";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn dive(depth, waits) {
    if depth > 1 { return dive(depth - 1, waits) + 1; }
    let mut ticks = 0;
    for _ in 0..waits { ticks += tick(); }
    ticks
}
`;
const WAITS = 10_000;
const FEW_WAITS = 100;

export async function createRows() {
  const { dive: diveIon } = await loadFunctions(SOURCE, { tick });
  const row = (name, depth, waits) => ({
    name,
    ion: () => diveIon(depth, waits),
    js: () => dive(depth, waits),
    expected: waits + depth - 1,
    operations: waits,
    isAsync: true,
  });
  return [
    {
      ...row("suspension at depth 1, 10k", 1, WAITS),
      peers: { "Effect 4": () => Effect.runPromise(diveInEffect(1, WAITS)) },
      must: 3,
      goal: 1.8,
    },
    {
      ...row("suspension at depth 1,000, 10k", 1000, WAITS),
      // The value of the shallow run differs by the depth that it does not have.
      peers: { "Ion at depth 1": async () => (await diveIon(1, WAITS)) + 999 },
      must: { times: 2, of: "Ion at depth 1" },
      goal: { times: 1.3, of: "Ion at depth 1" },
    },
    {
      ...row("100 resumes at depth 1,000", 1000, FEW_WAITS),
      peers: {
        "yield*": async () => driveSteps(diveInSteps(1000, FEW_WAITS)),
        "Effect 4": () => Effect.runPromise(diveInEffect(1000, FEW_WAITS)),
      },
    },
  ];
}

async function tick() {
  return 1;
}

async function dive(depth, waits) {
  if (depth > 1) return (await dive(depth - 1, waits)) + 1;
  let ticks = 0;
  for (let i = 0; i < waits; i++) ticks += await tick();
  return ticks;
}

/** Every resume of the innermost generator walks through all the others. */
function* diveInSteps(depth, waits) {
  if (depth > 1) return (yield* diveInSteps(depth - 1, waits)) + 1;
  let ticks = 0;
  for (let i = 0; i < waits; i++) ticks += yield tick;
  return ticks;
}

async function driveSteps(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next(await step.value());
  return step.value;
}

const diveInEffect = Effect.fnUntraced(function* (depth, waits) {
  if (depth > 1) return (yield* diveInEffect(depth - 1, waits)) + 1;
  let ticks = 0;
  for (let i = 0; i < waits; i++) ticks += yield* Effect.promise(tick);
  return ticks;
});
