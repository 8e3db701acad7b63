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
  const ion = () => sum_even_squares.sync(COUNT);
  const js = () => sumEvenSquares(COUNT);
  return [{ name: "map / filter / fold, 100k", ion, js, expected: js(), operations: 2.5 * COUNT }];
}

function sumEvenSquares(n) {
  return Array.from({ length: n }, (_, i) => i)
    .map((x) => x * x)
    .filter((x) => x % 2 === 0)
    .reduce((sum, x) => sum + x, 0);
}
