/** Does a tail call grow no stack, and at what price? JavaScript has to write the loop. */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn sum_to(n, sum) {
    if n == 0 { sum } else { sum_to(n - 1, sum + n) }
}
`;
const DEPTH = 1_000_000;

export async function createRows() {
  const { sum_to } = await loadFunctions(SOURCE);
  const ion = () => sum_to.sync(DEPTH, 0);
  return [{ name: "tail recursion, 1M", ion, js: () => sumTo(DEPTH), expected: 500_000_500_000, operations: DEPTH }];
}

function sumTo(n) {
  let sum = 0;
  for (; n > 0; n--) sum += n;
  return sum;
}
