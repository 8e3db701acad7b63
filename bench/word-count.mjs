/** How fast are dicts with string keys that one binding owns: few keys that are counted often, and many? */
import { loadLua } from "./kit/lua.mjs";
import * as persistent from "./kit/persistent-map.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn count_words(text) {
    let mut counts = #{};
    for word in text.split(" ") {
        counts[word] = counts.get(word).unwrap_or(0) + 1;
    }
    (counts.len(), counts["w7"])
}
`;
const LUA = `
return function(text)
    local counts, size = {}, 0
    for word in text:gmatch("[^ ]+") do
        if counts[word] == nil then size = size + 1 end
        counts[word] = (counts[word] or 0) + 1
    end
    return size .. " " .. counts["w7"]
end
`;
const WORDS = 50_000;
const FEW = Array.from({ length: WORDS }, (_, i) => `w${(i * 31) % 1000}`).join(" ");
const MANY = Array.from({ length: 2 * WORDS }, (_, i) => `w${(i * 31) % WORDS}`).join(" ");

export async function createRows() {
  const { count_words } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  const row = (name, text, operations, expected) => ({
    name,
    ion: () => [...count_words.sync(text)],
    js: () => countWords(text),
    peers: { "immutable JS": () => countImmutably(text), Lua: () => lua(text).split(" ").map(Number) },
    must: 4,
    goal: 1.8,
    expected,
    operations,
  });
  return [
    row("word count, 50k words", FEW, WORDS, [1000, 50]),
    row("word count, 50k different words", MANY, 2 * WORDS, [WORDS, 2]),
  ];
}

function countWords(text) {
  const counts = new Map();
  for (const word of text.split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [counts.size, counts.get("w7")];
}

function countImmutably(text) {
  let counts = persistent.EMPTY;
  let size = 0;
  for (const word of text.split(" ")) {
    const count = persistent.get(counts, word);
    if (count === undefined) size++;
    counts = persistent.set(counts, word, (count ?? 0) + 1);
  }
  return [size, persistent.get(counts, "w7")];
}
