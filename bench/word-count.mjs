/** How fast are dicts with string keys that one binding owns? */
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
const WORDS = 50_000;
const TEXT = Array.from({ length: WORDS }, (_, i) => `w${(i * 31) % 1000}`).join(" ");

export async function createRows() {
  const { count_words } = await loadFunctions(SOURCE);
  const ion = () => [...count_words.sync(TEXT)];
  const js = () => countWords(TEXT);
  return [{ name: "word count, 50k words", ion, js, expected: [1000, 50], operations: WORDS }];
}

function countWords(text) {
  const counts = new Map();
  for (const word of text.split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [counts.size, counts.get("w7")];
}
