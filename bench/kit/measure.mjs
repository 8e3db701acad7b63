/**
 * Measures one row: the Ion program, its JavaScript twin and the peers in turn, round by round, so that all meet the
 * same weather of the machine; the heap has nothing left of the rows before. Each round gives the median of its samples,
 * and the fastest round counts: whatever else runs on the machine can only add time.
 *
 * A row: `{ name, ion, js, expected, isAsync?, operations?, bytes?, unit?, peers?, must?, goal? }`. `ion`, `js` and the
 * values of `peers` (by name) are functions without parameters that answer the value of the program; every sample
 * compares it with `expected`. With `unit: "B"` they answer an amount of memory instead, and that is what counts.
 *
 * `must` and `goal` are the most that Ion may take, as a multiple of JavaScript: `3`; or of a peer:
 * `{ times: 0.5, of: "Effect 4" }`.
 */
import { isDeepStrictEqual } from "node:util";
import Benchmark from "benchmark";
import { collectGarbage } from "./garbage.mjs";

/** Seconds that one side of one round may sample for. */
const SAMPLE_SECONDS = 0.25;

export async function measureRow(row, rounds) {
  const sides = { Ion: row.ion, JavaScript: row.js, ...row.peers };
  const best = {};
  const measureSide = row.unit === "B" ? weigh : time;
  collectGarbage();
  for (const side of Object.keys(sides)) await measureSide(row, side, sides[side]);
  for (let round = 0; round < rounds; round++) {
    for (const side of Object.keys(sides)) {
      const figure = await measureSide(row, side, sides[side]);
      best[side] = Math.min(best[side] ?? Number.POSITIVE_INFINITY, figure);
    }
  }
  return summarize(row, best);
}

function summarize(row, best) {
  const { name, operations, bytes, unit = "ms" } = row;
  const { Ion: ion, JavaScript: js, ...peers } = best;
  const must = compare(row.must, best);
  const goal = compare(row.goal, best);
  return { name, unit, ion, js, ratio: ion / js, must, goal, operations, bytes, peers };
}

/** A line to stay below: the multiple, of whom, and whether Ion does. Null where the row has none. */
function compare(limit, best) {
  if (limit === undefined) return null;
  const { times, of } = typeof limit === "number" ? { times: limit, of: "JavaScript" } : limit;
  const ratio = best.Ion / best[of];
  return { times, of, ratio, isMet: ratio <= times };
}

/** Milliseconds of one run of one side, the median of the samples. */
function time(row, side, runOnce) {
  const options = { maxTime: SAMPLE_SECONDS, minSamples: 3, async: true, defer: row.isAsync === true };
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(new Error(`${row.name}, ${side}: ${error.message}`, { cause: error }));
    const run = row.isAsync ? deferred(row, runOnce, fail) : checked(row, runOnce);
    const benchmark = new Benchmark(row.name, run, options);
    benchmark.on("error", ({ target }) => fail(target.error));
    benchmark.on("complete", ({ target }) => target.error || resolve(median(target.stats.sample) * 1000));
    benchmark.run();
  });
}

/** Bytes that one run of one side kept alive. */
async function weigh(row, side, runOnce) {
  const bytes = await runOnce();
  if (bytes > 0) return bytes;
  throw new Error(`${row.name}, ${side}: measured ${bytes} bytes`);
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
