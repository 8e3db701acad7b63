/** Does a tail call grow no stack, and at what price? JavaScript has to write the loop. */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn sum_to(n, sum) {
    if n == 0 { sum } else { sum_to(n - 1, sum + n) }
}
`;
const LUA = `
local function sum_to(n, sum)
    if n == 0 then return sum end
    return sum_to(n - 1, sum + n)
end
return sum_to
`;
const DEPTH = 1_000_000;

export async function createRows() {
  const { sum_to } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return [
    {
      name: "tail recursion, 1M",
      ion: () => sum_to.sync(DEPTH, 0),
      js: () => sumTo(DEPTH),
      peers: { Lua: () => lua(DEPTH, 0) },
      must: 3,
      goal: 1.5,
      expected: 500_000_500_000,
      operations: DEPTH,
    },
  ];
}

function sumTo(n) {
  let sum = 0;
  for (; n > 0; n--) sum += n;
  return sum;
}
