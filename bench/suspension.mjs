/** Does a suspension cost the same at any call depth? Host calls that really wait, from the bottom of a recursion. */
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

export async function createRows() {
  const { dive: diveIon } = await loadFunctions(SOURCE, { tick });
  return [1, 1000].map((depth) => ({
    name: `suspension at depth ${depth.toLocaleString("en")}, 10k`,
    ion: () => diveIon(depth, WAITS),
    js: () => dive(depth, WAITS),
    expected: WAITS + depth - 1,
    operations: WAITS,
    isAsync: true,
  }));
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
