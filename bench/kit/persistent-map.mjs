/**
 * A persistent map of strings, the usual way to have immutable ones in JavaScript: a hash trie with 32 branches a level,
 * of which `set` copies one path. Enough of it for the benchmarks: it holds no two keys of the same hash.
 */
const BITS = 5;
const MASK = 31;

export const EMPTY = { bitmap: 0, slots: [] };

export function get(node, key) {
  const hash = hashOf(key);
  for (let shift = 0; ; shift += BITS) {
    const bit = 1 << ((hash >>> shift) & MASK);
    if ((node.bitmap & bit) === 0) return undefined;
    const slot = node.slots[position(node.bitmap, bit)];
    if (slot.slots === undefined) return slot.key === key ? slot.value : undefined;
    node = slot;
  }
}

export function set(node, key, value) {
  return insert(node, { key, value }, hashOf(key), 0);
}

function insert(node, entry, hash, shift) {
  const bit = 1 << ((hash >>> shift) & MASK);
  const at = position(node.bitmap, bit);
  if ((node.bitmap & bit) === 0) return { bitmap: node.bitmap | bit, slots: node.slots.toSpliced(at, 0, entry) };
  const slot = node.slots[at];
  return { bitmap: node.bitmap, slots: node.slots.with(at, replace(slot, entry, hash, shift + BITS)) };
}

function replace(slot, entry, hash, shift) {
  if (slot.slots !== undefined) return insert(slot, entry, hash, shift);
  if (slot.key === entry.key) return entry;
  if (shift > 32) throw new Error(`'${slot.key}' and '${entry.key}' share a hash`);
  return insert(insert(EMPTY, slot, hashOf(slot.key), shift), entry, hash, shift);
}

function position(bitmap, bit) {
  let rest = bitmap & (bit - 1);
  rest -= (rest >>> 1) & 0x55555555;
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
