/** What does matching on Option, Result and tuples cost? A stack machine, in JavaScript with a switch over small arrays. */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn step(instruction, stack) {
    match instruction {
        ("push", value) => Ok(Some(stack.push(value))),
        ("add", _) => Ok(Some(stack[..stack.len() - 2].push(stack[stack.len() - 2] + stack[stack.len() - 1]))),
        ("drop", _) => Ok(Some(stack[..stack.len() - 1])),
        ("halt", _) => Ok(None),
        _ => Err("unknown instruction"),
    }
}
fn interpret(rounds) {
    let program = [("push", 1), ("push", 2), ("add", 0), ("push", 3), ("add", 0), ("drop", 0)];
    let mut stack = [];
    let mut steps = 0;
    for _ in 0..rounds {
        for instruction in program {
            match step(instruction, stack) {
                Ok(Some(next)) => { stack = next; steps += 1; },
                Ok(None) => { return steps; },
                Err(message) => { return message; },
            }
        }
    }
    steps
}
`;
const ROUNDS = 5_000;

export async function createRows() {
  const { interpret: ion } = await loadFunctions(SOURCE);
  return [
    {
      name: "interpreter loop, match, 30k steps",
      ion: () => ion.sync(ROUNDS),
      js: () => interpret(ROUNDS),
      must: 10,
      goal: 3,
      expected: 6 * ROUNDS,
      operations: 6 * ROUNDS,
    },
  ];
}

function step([operation, value], stack) {
  switch (operation) {
    case "push":
      stack.push(value);
      return { ok: stack };
    case "add":
      stack.push(stack.pop() + stack.pop());
      return { ok: stack };
    case "drop":
      stack.pop();
      return { ok: stack };
    case "halt":
      return { ok: null };
    default:
      return { error: "unknown instruction" };
  }
}

function interpret(rounds) {
  const program = [
    ["push", 1],
    ["push", 2],
    ["add", 0],
    ["push", 3],
    ["add", 0],
    ["drop", 0],
  ];
  let stack = [];
  let steps = 0;
  for (let i = 0; i < rounds; i++) {
    for (const instruction of program) {
      const result = step(instruction, stack);
      if (result.error !== undefined) return result.error;
      if (result.ok === null) return steps;
      stack = result.ok;
      steps++;
    }
  }
  return steps;
}
