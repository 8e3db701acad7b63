/** What do checked integers cost in a tight loop, in a function and at top level (where bindings are the program's)? */
import { Engine } from "ionlang";
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions, loadProgram } from "./kit/program.mjs";

const LOOP = `
    let mut sum = 0;
    let mut i = 0;
    while i < 3000000 {
        sum += i % 7;
        i += 1;
    }
    sum
`;
const LUA = `
return function()
    local sum, i = 0, 0
    while i < 3000000 do
        sum = sum + i % 7
        i = i + 1
    end
    return sum
end
`;
const OPERATIONS = 3_000_000;
const EXPECTED = 8_999_994;

export async function createRows() {
  const { count } = await loadFunctions(`fn count() {${LOOP}}`);
  const program = await loadProgram(LOOP);
  const engine = new Engine();
  const lua = await loadLua(LUA);
  const shared = {
    js: sumOfRemainders,
    peers: { Lua: () => lua() },
    must: 3,
    goal: 1.6,
    expected: EXPECTED,
    operations: OPERATIONS,
  };
  return [
    { name: "integer loop, 3M, in a function", ion: () => count.sync(), ...shared },
    { name: "integer loop, 3M, at top level", ion: () => program.runSync(engine), ...shared },
  ];
}

function sumOfRemainders() {
  let sum = 0;
  for (let i = 0; i < OPERATIONS; i++) sum += i % 7;
  return sum;
}
