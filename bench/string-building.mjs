/** Is building a long string piece by piece linear, and what does looking at it on the way cost? */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn append(n) {
    let mut text = "";
    for i in 0..n { text = text + f"{i},"; }
    text.len()
}
fn join(n) {
    let mut pieces = [];
    for i in 0..n { pieces = pieces.push(str(i)); }
    pieces.join(",").len()
}
`;
const COUNT = 100_000;

export async function createRows() {
  const { append, join } = await loadFunctions(SOURCE);
  return [
    {
      name: "string building, 100k appends",
      ion: () => append.sync(COUNT),
      js: () => addPieces(COUNT),
      peers: { "array joined": () => pushPieces(COUNT, ",") },
      must: 3,
      goal: 1.3,
      expected: addPieces(COUNT),
      operations: COUNT,
    },
    {
      name: "string of 100k pieces, joined",
      ion: () => join.sync(COUNT),
      js: () => pushPieces(COUNT, "", ","),
      peers: { "immutable JS": () => mapPieces(COUNT) },
      expected: mapPieces(COUNT),
      operations: COUNT,
    },
  ];
}

/** `end` is the end of each piece, `glue` stands between two. */
function pushPieces(n, end, glue = "") {
  const pieces = [];
  for (let i = 0; i < n; i++) pieces.push(i + end);
  return Buffer.byteLength(pieces.join(glue));
}

function addPieces(n) {
  let text = "";
  for (let i = 0; i < n; i++) text += `${i},`;
  return Buffer.byteLength(text);
}

function mapPieces(n) {
  return Buffer.byteLength(Array.from({ length: n }, (_, i) => String(i)).join(","));
}
