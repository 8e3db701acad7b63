/** What does a plain recursive call cost? */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn fib(n) {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}
`;

export async function createRows() {
  const { fib } = await loadFunctions(SOURCE);
  return [{ name: "fib(27)", ion: () => fib.sync(27), js: () => fibonacci(27), expected: 196418, operations: 832_040 }];
}

function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}
