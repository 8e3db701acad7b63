/** Is appending to a string amortized O(1)? */
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn build(n) {
    let mut out = "";
    for i in 0..n { out += "item "; out += i.to_string(); }
    out.len()
}
`;
const COUNT = 50_000;

export async function createRows() {
  const { build: ion } = await loadFunctions(SOURCE);
  return [
    {
      name: "string building, 100k appends",
      ion: () => ion.sync(COUNT),
      js: () => build(COUNT),
      expected: build(COUNT),
      operations: 2 * COUNT,
    },
  ];
}

function build(n) {
  let out = "";
  for (let i = 0; i < n; i++) {
    out += "item ";
    out += String(i);
  }
  return Buffer.byteLength(out);
}
