/**
 * Measures one row: the Ion program and its JavaScript twin in turn, round by round, so that both meet the same weather
 * of the machine. Each round gives the median of its samples, and the fastest round counts: whatever else runs on the
 * machine can only add time.
 *
 * A row: `{ name, ion, js, expected, isAsync?, operations?, bytes? }`. `ion` and `js` are functions without parameters
 * that answer the value of the program; every sample compares it with `expected`.
 */
import { isDeepStrictEqual } from "node:util";
import Benchmark from "benchmark";

/** Seconds that one side of one round may sample for. */
const SAMPLE_SECONDS = 0.25;

export async function measureRow(row, rounds) {
  await sample(row, "ion");
  await sample(row, "js");
  let ionMs = Number.POSITIVE_INFINITY;
  let jsMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    ionMs = Math.min(ionMs, await sample(row, "ion"));
    jsMs = Math.min(jsMs, await sample(row, "js"));
  }
  return { name: row.name, ionMs, jsMs, ratio: ionMs / jsMs, operations: row.operations, bytes: row.bytes };
}

/** Milliseconds of one run of `row[side]`, the median of the samples. */
function sample(row, side) {
  const runOnce = row[side];
  const options = { maxTime: SAMPLE_SECONDS, minSamples: 3, async: true, defer: row.isAsync === true };
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(new Error(`${row.name}, ${side}: ${error.message}`, { cause: error }));
    const benchmark = new Benchmark(
      row.name,
      row.isAsync ? deferred(row, runOnce, fail) : checked(row, runOnce),
      options,
    );
    benchmark.on("error", ({ target }) => fail(target.error));
    benchmark.on("complete", ({ target }) => target.error || resolve(median(target.stats.sample) * 1000));
    benchmark.run();
  });
}

function checked(row, runOnce) {
  return () => checkValue(row, runOnce());
}

/** The benchmark package does not see rejections: they end the measurement through `fail`. */
function deferred(row, runOnce, fail) {
  return (deferral) => {
    runOnce()
      .then((value) => {
        checkValue(row, value);
        deferral.resolve();
      }, fail)
      .catch(fail);
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
