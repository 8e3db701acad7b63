/** What does it cost that a comparator may suspend? */
import { loadLua } from "./kit/lua.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn sort_numbers(n) {
    let items = range(n).map(|i| (i * 7919) % 20011);
    let sorted = items.sort_by(|a, b| a - b);
    (sorted[0], sorted[n / 2], sorted[n - 1])
}
fn sort_records(n) {
    let items = range(n).map(|i| #{id: i, rank: (i * 7919) % 1009});
    let sorted = items.sort_by(|a, b| a.rank - b.rank);
    (sorted[0].id, sorted[n / 2].id, sorted[n - 1].id)
}
`;
const LUA = `
return function(n)
    local items = {}
    for i = 0, n - 1 do items[i + 1] = (i * 7919) % 20011 end
    table.sort(items, function(a, b) return a < b end)
    return items[1] .. " " .. items[n // 2 + 1] .. " " .. items[n]
end
`;
const COUNT = 20_000;

export async function createRows() {
  const { sort_numbers, sort_records } = await loadFunctions(SOURCE);
  const lua = await loadLua(LUA);
  return [
    {
      name: "sort_by, 20k ints",
      ion: () => [...sort_numbers.sync(COUNT)],
      js: () => sortNumbers(COUNT, sortInPlace),
      peers: {
        "immutable JS": () => sortNumbers(COUNT, sortCopy),
        Lua: () => lua(COUNT).split(" ").map(Number),
      },
      must: 3,
      goal: 1.5,
      expected: sortNumbers(COUNT, sortCopy),
      operations: COUNT,
    },
    {
      name: "sort_by, 20k records",
      ion: () => [...sort_records.sync(COUNT)],
      js: () => sortRecords(COUNT, sortInPlace),
      peers: { "immutable JS": () => sortRecords(COUNT, sortCopy) },
      must: 3,
      goal: 1.5,
      expected: sortRecords(COUNT, sortCopy),
      operations: COUNT,
    },
  ];
}

const sortInPlace = (items, compare) => items.sort(compare);
const sortCopy = (items, compare) => items.toSorted(compare);

function sortNumbers(n, sort) {
  const items = Array.from({ length: n }, (_, i) => (i * 7919) % 20011);
  const sorted = sort(items, (a, b) => a - b);
  return [sorted[0], sorted[n / 2], sorted[n - 1]];
}

function sortRecords(n, sort) {
  const items = Array.from({ length: n }, (_, id) => ({ id, rank: (id * 7919) % 1009 }));
  const sorted = sort(items, (a, b) => a.rank - b.rank);
  return [sorted[0].id, sorted[n / 2].id, sorted[n - 1].id];
}
