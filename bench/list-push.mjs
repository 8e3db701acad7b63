/** Is appending to an immutable list amortized O(1)? */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn squares(n) {
    let mut xs = [];
    for i in 0..n { xs = xs.push(i * i); }
    xs.len() + xs[n - 1]
}
`;
const LUA = `
return function(n)
    local xs = {}
    for i = 0, n - 1 do xs[#xs + 1] = i * i end
    return #xs + xs[n]
end
`;
/** The cost of a push must not grow with the length of the list. */
const COUNTS = [50_000, 200_000];

export async function createRows() {
  const { squares } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return COUNTS.map((count) => ({
    name: `list push, ${count / 1000}k`,
    ion: () => squares.sync(count),
    js: () => pushSquares(count),
    peers: { Lua: () => lua(count) },
    must: 5,
    goal: 2,
    expected: count + (count - 1) ** 2,
    operations: count,
  }));
}

function pushSquares(n) {
  const xs = [];
  for (let i = 0; i < n; i++) xs.push(i * i);
  return xs.length + xs[n - 1];
}
