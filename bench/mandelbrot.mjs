/** What do floats cost? They are boxed values in Ion, so the compiler has to keep them bare where it can. */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn mandelbrot(size, most) {
    let mut inside = 0;
    for y in 0..size {
        for x in 0..size {
            let cr = 3.0 * x / size - 2.0;
            let ci = 2.0 * y / size - 1.0;
            let mut zr = 0.0;
            let mut zi = 0.0;
            let mut n = 0;
            while n < most && zr * zr + zi * zi <= 4.0 {
                let next = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = next;
                n += 1;
            }
            if n == most { inside += 1; }
        }
    }
    inside
}
`;
const LUA = `
return function(size, most)
    local inside = 0
    for y = 0, size - 1 do
        for x = 0, size - 1 do
            local cr, ci = 3.0 * x / size - 2.0, 2.0 * y / size - 1.0
            local zr, zi, n = 0.0, 0.0, 0
            while n < most and zr * zr + zi * zi <= 4.0 do
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                n = n + 1
            end
            if n == most then inside = inside + 1 end
        end
    end
    return inside
end
`;
const SIZE = 200;
const MOST = 100;

export async function createRows() {
  const { mandelbrot: ion } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return [
    {
      name: "mandelbrot, floats, 200 × 200",
      ion: () => ion.sync(SIZE, MOST),
      js: () => mandelbrot(SIZE, MOST),
      peers: { Lua: () => lua(SIZE, MOST) },
      must: 8,
      goal: 1.5,
      expected: mandelbrot(SIZE, MOST),
    },
  ];
}

function mandelbrot(size, most) {
  let inside = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const cr = (3 * x) / size - 2;
      const ci = (2 * y) / size - 1;
      let zr = 0;
      let zi = 0;
      let n = 0;
      while (n < most && zr * zr + zi * zi <= 4) {
        const next = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = next;
        n++;
      }
      if (n === most) inside++;
    }
  }
  return inside;
}
