/** What do floats cost that live in dicts and lists? The bodies are dicts in Ion, objects in JavaScript. */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn body(x, y, vx, vy, mass) { #{x: x, y: y, vx: vx, vy: vy, mass: mass} }
fn simulate(steps) {
    let mut bodies = [
        body(0.0, 0.0, 0.0, 0.0, 1000.0), body(100.0, 0.0, 0.0, 3.0, 1.0),
        body(0.0, 200.0, -2.2, 0.0, 2.0), body(-150.0, 0.0, 0.0, -2.5, 1.5), body(0.0, -300.0, 1.8, 0.0, 3.0),
    ];
    let dt = 0.01;
    for _ in 0..steps {
        for i in 0..5 {
            let mut a = bodies[i];
            for j in 0..5 {
                if i != j {
                    let b = bodies[j];
                    let dx = b.x - a.x;
                    let dy = b.y - a.y;
                    let d2 = dx * dx + dy * dy + 0.01;
                    let pull = b.mass / (d2 * math::sqrt(d2)) * dt;
                    a.vx += dx * pull;
                    a.vy += dy * pull;
                }
            }
            bodies[i] = a;
        }
        for i in 0..5 {
            let mut a = bodies[i];
            a.x += a.vx * dt;
            a.y += a.vy * dt;
            bodies[i] = a;
        }
    }
    bodies[1].x
}
`;
const LUA = `
local function body(x, y, vx, vy, mass) return { x = x, y = y, vx = vx, vy = vy, mass = mass } end
return function(steps)
    local bodies = {
        body(0.0, 0.0, 0.0, 0.0, 1000.0), body(100.0, 0.0, 0.0, 3.0, 1.0),
        body(0.0, 200.0, -2.2, 0.0, 2.0), body(-150.0, 0.0, 0.0, -2.5, 1.5), body(0.0, -300.0, 1.8, 0.0, 3.0),
    }
    local dt = 0.01
    for _ = 1, steps do
        for i = 1, 5 do
            local a = bodies[i]
            for j = 1, 5 do
                if i ~= j then
                    local b = bodies[j]
                    local dx, dy = b.x - a.x, b.y - a.y
                    local d2 = dx * dx + dy * dy + 0.01
                    local pull = b.mass / (d2 * math.sqrt(d2)) * dt
                    a.vx = a.vx + dx * pull
                    a.vy = a.vy + dy * pull
                end
            end
        end
        for i = 1, 5 do
            local a = bodies[i]
            a.x = a.x + a.vx * dt
            a.y = a.y + a.vy * dt
        end
    end
    return bodies[2].x
end
`;
const STEPS = 1_000;

export async function createRows() {
  const { simulate: ion } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return [
    {
      name: "n-body, dicts of floats, 1k steps",
      ion: () => Number(ion.sync(STEPS)).toFixed(6),
      js: () => simulate(STEPS).toFixed(6),
      peers: { Lua: () => lua(STEPS).toFixed(6) },
      must: 20,
      goal: 5,
      expected: simulate(STEPS).toFixed(6),
      operations: STEPS,
    },
  ];
}

function body(x, y, vx, vy, mass) {
  return { x, y, vx, vy, mass };
}

function simulate(steps) {
  const bodies = [
    body(0, 0, 0, 0, 1000),
    body(100, 0, 0, 3, 1),
    body(0, 200, -2.2, 0, 2),
    body(-150, 0, 0, -2.5, 1.5),
    body(0, -300, 1.8, 0, 3),
  ];
  const dt = 0.01;
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < 5; i++) {
      const a = bodies[i];
      for (let j = 0; j < 5; j++) {
        if (i === j) continue;
        const b = bodies[j];
        const dx = b.x - a.x;
        const dy = b.y - a.y;
        const d2 = dx * dx + dy * dy + 0.01;
        const pull = (b.mass / (d2 * Math.sqrt(d2))) * dt;
        a.vx += dx * pull;
        a.vy += dy * pull;
      }
    }
    for (const a of bodies) {
      a.x += a.vx * dt;
      a.y += a.vy * dt;
    }
  }
  return bodies[1].x;
}
