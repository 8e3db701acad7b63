/**
 * JSON with exact ints and sorted keys in JavaScript, beside the JSON that is built into the JavaScript engine and has
 * neither: 1 MB of records, and 1 MB of numbers. The immutable version freezes what it reads, and sorts what it writes.
 */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
let held = cell(());
fn hold(text) { held.set(json::decode(text)); }
fn decode(text) { json::decode(text).len() }
fn encode() { json::encode(held.get()).len() }
`;

export async function createRows() {
  return [...(await rowsOf("records", records(6000))), ...(await rowsOf("numbers", numbers(70_000)))];
}

async function rowsOf(kind, data) {
  const text = JSON.stringify(data);
  const { hold, decode, encode } = await loadFunctions(SOURCE);
  hold.sync(text);
  const frozen = freezeDeeply(JSON.parse(text));
  return [
    {
      name: `json decode, 1 MB of ${kind}`,
      ion: () => decode.sync(text),
      js: () => JSON.parse(text).length,
      peers: { "immutable JS": () => freezeDeeply(JSON.parse(text)).length },
      expected: data.length,
      bytes: text.length,
    },
    {
      name: `json encode, 1 MB of ${kind}`,
      ion: () => encode.sync(),
      js: () => JSON.stringify(data).length,
      peers: { "immutable JS": () => JSON.stringify(frozen, sortKeys).length },
      expected: text.length,
      bytes: text.length,
    },
  ];
}

/** Their keys are in order, so that the sorted text has the same length and the same content. */
function records(count) {
  return Array.from({ length: count }, (_, id) => ({
    active: id % 3 === 0,
    address: { city: `City ${id % 100}`, street: `${id} Main Street`, zip: String(10_000 + (id % 80_000)) },
    email: `user${id}@example.com`,
    id,
    name: `User number ${id}`,
    score: id + 0.25,
    tags: ["alpha", "beta", `tag-${id % 17}`],
  }));
}

function numbers(count) {
  return Array.from({ length: count }, (_, i) => (i % 2 === 0 ? i * 7919 : i / 3 + 0.125));
}

function freezeDeeply(value) {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freezeDeeply(part);
  return Object.freeze(value);
}

function sortKeys(_key, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
