/**
 * What does it cost that a script may call an asynchronous host function without a mark? A million calls that could
 * suspend and do not. JavaScript has to color such a function: `async` and `await`.
 */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn advance(i) {
    if i < 0 { wait_for_host(i) } else { i + 1 }
}
fn walk(n) {
    let mut i = 0;
    while i < n { i = advance(i); }
    i
}
`;
const CALLS = 1_000_000;

export async function createRows() {
  const { walk: walkIon } = await loadFunctions(SOURCE, { wait_for_host: async (_context, i) => i });
  const ion = () => walkIon(CALLS);
  const js = () => walk(CALLS);
  const generators = async () => driveSteps(walkInSteps(CALLS));
  const plain = async () => walkPlainly(CALLS);
  return [
    {
      name: "call that could suspend, 1M",
      ion,
      js,
      peers: { "hand-written generators": generators, "plain functions": plain },
      expected: CALLS,
      operations: CALLS,
      isAsync: true,
      must: { times: 1, of: "hand-written generators" },
      goal: { times: 4, of: "plain functions" },
    },
  ];
}

async function advance(i) {
  return i < 0 ? await waitForHost(i) : i + 1;
}

async function walk(n) {
  let i = 0;
  while (i < n) i = await advance(i);
  return i;
}

async function waitForHost(i) {
  return i;
}

/** What one writes who wants to suspend without promises. */
function* advanceInSteps(i) {
  return i < 0 ? yield waitForHost(i) : i + 1;
}

function* walkInSteps(n) {
  let i = 0;
  while (i < n) i = yield* advanceInSteps(i);
  return i;
}

async function driveSteps(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next(await step.value);
  return step.value;
}

/** What it would be if it could not suspend at all. */
function advancePlainly(i) {
  if (i < 0) throw new Error("cannot wait");
  return i + 1;
}

function walkPlainly(n) {
  let i = 0;
  while (i < n) i = advancePlainly(i);
  return i;
}
