/** What does an error cost that the program catches? One call in ten raises. */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn checked(i) {
    if i % 10 == 0 { [1][i + 1] } else { i }
}
fn count_failures(n) {
    let mut failures = 0;
    for i in 0..n {
        try { checked(i); } catch message { failures += 1; }
    }
    failures
}
`;
const COUNT = 50_000;

export async function createRows() {
  const { count_failures: ion } = await loadFunctions(SOURCE);
  return [
    {
      name: "try / catch, 1 in 10 throws, 50k",
      ion: () => ion.sync(COUNT),
      js: () => countFailures(COUNT),
      must: 1,
      goal: 0.2,
      expected: COUNT / 10,
      operations: COUNT,
    },
  ];
}

function checked(i) {
  if (i % 10 === 0) throw new Error(`index ${i + 1} out of range`);
  return i;
}

function countFailures(n) {
  let failures = 0;
  for (let i = 0; i < n; i++) {
    try {
      checked(i);
    } catch {
      failures++;
    }
  }
  return failures;
}
