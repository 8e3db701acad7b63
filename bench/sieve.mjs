/** Does assignment by index happen in place while one binding owns the list? */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn count_primes(limit) {
    let mut is_prime = [true for _ in 0..limit];
    let mut count = 0;
    for i in 2..limit {
        if is_prime[i] {
            count += 1;
            let mut multiple = i * i;
            while multiple < limit {
                is_prime[multiple] = false;
                multiple += i;
            }
        }
    }
    count
}
`;
const LUA = `
return function(limit)
    local is_prime, count = {}, 0
    for i = 0, limit - 1 do is_prime[i] = true end
    for i = 2, limit - 1 do
        if is_prime[i] then
            count = count + 1
            for multiple = i * i, limit - 1, i do is_prime[multiple] = false end
        end
    end
    return count
end
`;
const LIMIT = 200_000;

export async function createRows() {
  const { count_primes } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return [
    {
      name: "sieve by index assignment, 200k",
      ion: () => count_primes.sync(LIMIT),
      js: () => countPrimes(LIMIT),
      peers: { Lua: () => lua(LIMIT) },
      must: 5,
      goal: 2,
      expected: 17984,
    },
  ];
}

function countPrimes(limit) {
  const isPrime = new Array(limit).fill(true);
  let count = 0;
  for (let i = 2; i < limit; i++) {
    if (!isPrime[i]) continue;
    count++;
    for (let multiple = i * i; multiple < limit; multiple += i) isPrime[multiple] = false;
  }
  return count;
}
