/** Is appending to an immutable list amortized O(1)? */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn squares(n) {
    let mut xs = [];
    for i in 0..n { xs = xs.push(i * i); }
    xs.len() + xs[n - 1]
}
`;
const COUNT = 50_000;

export async function createRows() {
  const { squares } = await loadFunctions(SOURCE);
  const expected = COUNT + (COUNT - 1) ** 2;
  return [
    {
      name: "list push, 50k",
      ion: () => squares.sync(COUNT),
      js: () => pushSquares(COUNT),
      expected,
      operations: COUNT,
    },
  ];
}

function pushSquares(n) {
  const xs = [];
  for (let i = 0; i < n; i++) xs.push(i * i);
  return xs.length + xs[n - 1];
}
