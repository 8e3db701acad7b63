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
  return [{ name: "call that could suspend, 1M", ion, js, expected: CALLS, operations: CALLS, isAsync: true }];
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
