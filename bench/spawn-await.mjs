/** What does a task cost, from `spawn` to `.await`? JavaScript starts an async function and awaits its promise. */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn work(i) { i + 1 }
fn fan(n) {
    let mut sum = 0;
    async {
        for i in 0..n {
            let task = spawn work(i);
            sum += task.await;
        }
    }
    sum
}
`;
const TASKS = 100_000;

export async function createRows() {
  const { fan: fanIon } = await loadFunctions(SOURCE);
  const ion = () => fanIon(TASKS);
  const js = () => fan(TASKS);
  return [{ name: "spawn and await, 100k", ion, js, expected: 5_000_050_000, operations: TASKS, isAsync: true }];
}

async function work(i) {
  return i + 1;
}

async function fan(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const task = work(i);
    sum += await task;
  }
  return sum;
}
