/** What does a plain recursive call cost? */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn fib(n) {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}
`;

const LUA = `
local function fib(n)
    if n < 2 then return n end
    return fib(n - 1) + fib(n - 2)
end
return fib
`;

export async function createRows() {
  const { fib } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return [
    {
      name: "fib(27)",
      ion: () => fib.sync(27),
      js: () => fibonacci(27),
      peers: { Lua: () => lua(27) },
      must: 3,
      goal: 1.5,
      expected: 196418,
      operations: 832_040,
    },
  ];
}

function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}
