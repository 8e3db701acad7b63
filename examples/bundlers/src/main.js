/** What the page (or the process) does with the script: binds its host functions, calls its functions, says what came out. */
import prices, { average, saved, total } from "./prices.ion";

const list = { apple: 3, pear: 4, plum: 5 };

prices.bind({ price_of: async (_context, name) => list[name] });

const lines = [
  `total ${await total(["apple", "pear", "plum"])}`,
  `average ${average.sync([2, 4])}`,
  await average([]).catch((error) => `${error.sourceName}:${error.line} ${error.message}`),
];
if (typeof document === "object") lines.push(await saved("prices.txt").catch((error) => error.message));

for (const line of lines) console.log(line);
if (typeof document === "object") document.body.textContent = lines.join("\n");
