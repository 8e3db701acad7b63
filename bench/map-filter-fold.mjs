/** What does a call from a library method into a lambda cost? */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn sum_even_squares(n) {
    range(n).map(|x| x * x).filter(|x| x % 2 == 0).fold(0, |sum, x| sum + x)
}
`;
const COUNT = 100_000;

export async function createRows() {
  const { sum_even_squares } = await loadFunctions(SOURCE);
  return [
    {
      name: "map / filter / fold, 100k",
      ion: () => sum_even_squares.sync(COUNT),
      js: () => sumByLoops(COUNT),
      peers: { "array methods": () => sumByMethods(COUNT) },
      must: { times: 2, of: "array methods" },
      goal: { times: 1.2, of: "array methods" },
      expected: sumByLoops(COUNT),
      operations: 2.5 * COUNT,
    },
  ];
}

/** The same three passes with the same functions, over arrays that are filled in place. */
function sumByLoops(n) {
  const square = (x) => x * x;
  const isEven = (x) => x % 2 === 0;
  const add = (sum, x) => sum + x;
  const squares = [];
  for (let x = 0; x < n; x++) squares.push(square(x));
  const evens = [];
  for (const x of squares) if (isEven(x)) evens.push(x);
  let total = 0;
  for (const x of evens) total = add(total, x);
  return total;
}

function sumByMethods(n) {
  return Array.from({ length: n }, (_, i) => i)
    .map((x) => x * x)
    .filter((x) => x % 2 === 0)
    .reduce((sum, x) => sum + x, 0);
}
