/**
 * Measures one row: the Ion program and its JavaScript twin in turn, round by round, so that both meet the same weather
 * of the machine. Each round gives the median of its samples, and the fastest round counts: whatever else runs on the
 * machine can only add time.
 *
 * A row: `{ name, ion, js, immutableJs?, expected, isAsync?, operations?, bytes? }`. `ion`, `js` and `immutableJs` (the
 * program in JavaScript that changes no value, where that makes a difference) are functions without parameters that
 * answer the value of the program; every sample compares it with `expected`.
 */
import { isDeepStrictEqual } from "node:util";
import Benchmark from "benchmark";

/** Seconds that one side of one round may sample for. */
const SAMPLE_SECONDS = 0.25;

export async function measureRow(row, rounds) {
  const sides = ["ion", "js", "immutableJs"].filter((side) => row[side] !== undefined);
  const fastest = {
    ion: Number.POSITIVE_INFINITY,
    js: Number.POSITIVE_INFINITY,
    immutableJs: Number.POSITIVE_INFINITY,
  };
  for (const side of sides) await sample(row, side);
  for (let round = 0; round < rounds; round++) {
    for (const side of sides) fastest[side] = Math.min(fastest[side], await sample(row, side));
  }
  return {
    name: row.name,
    ionMs: fastest.ion,
    jsMs: fastest.js,
    ratio: fastest.ion / fastest.js,
    immutableRatio: row.immutableJs === undefined ? undefined : fastest.ion / fastest.immutableJs,
    operations: row.operations,
    bytes: row.bytes,
  };
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
