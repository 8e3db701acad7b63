/** Is appending to an immutable list amortized O(1)? */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn squares(n) {
    let mut xs = [];
    for i in 0..n { xs = xs.push(i * i); }
    xs.len() + xs[n - 1]
}
`;
/** The cost of a push must not grow with the length of the list. */
const COUNTS = [50_000, 200_000];

export async function createRows() {
  const { squares } = await loadFunctions(SOURCE);
  return COUNTS.map((count) => ({
    name: `list push, ${count / 1000}k`,
    ion: () => squares.sync(count),
    js: () => pushSquares(count),
    expected: count + (count - 1) ** 2,
    operations: count,
  }));
}

function pushSquares(n) {
  const xs = [];
  for (let i = 0; i < n; i++) xs.push(i * i);
  return xs.length + xs[n - 1];
}
