/**
 * Measures one row: the Ion program and its JavaScript twin in turn, round by round, so that both meet the same weather
 * of the machine. In comes a row, out go the medians over the rounds.
 *
 * A row: `{ name, ion, js, expected, isAsync?, operations?, unit? }`. `ion` and `js` are functions without parameters
 * that answer the value of the program; every sample compares it with `expected`.
 */
import { isDeepStrictEqual } from "node:util";
import Benchmark from "benchmark";

/** Seconds that one side of one round may sample for. */
const SAMPLE_SECONDS = 0.25;

export async function measureRow(row, rounds) {
  await sample(row, "ion");
  await sample(row, "js");
  const results = [];
  for (let round = 0; round < rounds; round++) {
    results.push({ ion: await sample(row, "ion"), js: await sample(row, "js") });
  }
  return {
    name: row.name,
    ionMs: median(results.map(({ ion }) => ion)),
    jsMs: median(results.map(({ js }) => js)),
    ratio: median(results.map(({ ion, js }) => ion / js)),
    operations: row.operations,
    bytes: row.bytes,
  };
}

/** Mean milliseconds of one run of `row[side]`. */
function sample(row, side) {
  const runOnce = row[side];
  const options = { maxTime: SAMPLE_SECONDS, minSamples: 3, async: true, defer: row.isAsync === true };
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(new Error(`${row.name}, ${side}: ${error.message}`, { cause: error }));
    const benchmark = new Benchmark(row.name, row.isAsync ? deferred(row, runOnce, fail) : checked(row, runOnce), options);
    benchmark.on("error", ({ target }) => fail(target.error));
    benchmark.on("complete", ({ target }) => target.error || resolve(target.stats.mean * 1000));
    benchmark.run();
  });
}

function checked(row, runOnce) {
  return () => checkValue(row, runOnce());
}

/** The benchmark package does not see rejections: they end the measurement through `fail`. */
function deferred(row, runOnce, fail) {
  return (deferral) => {
    runOnce().then((value) => {
      checkValue(row, value);
      deferral.resolve();
    }, fail).catch(fail);
  };
}

function checkValue(row, value) {
  if (isDeepStrictEqual(value, row.expected)) return;
  throw new Error(`the value is ${JSON.stringify(value)}, not ${JSON.stringify(row.expected)}`);
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
