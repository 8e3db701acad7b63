/**
 * `npm run bench [-- --filter=NAME,…] [--rounds=N] [--json]`: measures the built package, one row per program, and
 * prints one table. README.md says how to read it.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureRow } from "./kit/measure.mjs";
import { describeMachine, formatTable } from "./kit/table.mjs";

const { values: options } = parseArgs({
  options: {
    filter: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});

const results = [];
for (const row of await collectRows(options.filter.toLowerCase())) {
  process.stderr.write(`${row.name} …\n`);
  results.push(await measureRow(row, Number(options.rounds)));
}
if (results.length === 0) throw new Error(`no row is called '${options.filter}'`);

const machine = describeMachine();
console.log(options.json ? JSON.stringify({ machine, results }, null, 2) : `${machine}\n\n${formatTable(results)}`);

/** Every other module of this folder answers the rows of one question. */
async function collectRows(filter) {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".mjs") && file !== "run.mjs");
  const modules = await Promise.all(files.sort().map((file) => import(`./${file}`)));
  const rows = await Promise.all(modules.map(({ createRows }) => createRows()));
  return rows.flat().filter(({ name }) => filter.split(",").some((part) => name.toLowerCase().includes(part)));
}
