/** Does assignment by index happen in place while one binding owns the list? */
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
const LIMIT = 200_000;

export async function createRows() {
  const { count_primes } = await loadFunctions(SOURCE);
  const ion = () => count_primes.sync(LIMIT);
  return [{ name: "sieve by index assignment, 200k", ion, js: () => countPrimes(LIMIT), expected: 17984 }];
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
