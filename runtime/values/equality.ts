/**
 * Equality of any two values (language 3.4): never fails, and needs no JavaScript stack however deep the values are.
 */
import type { PendingPairs, Value } from "./value.ts";

/** After this many pairs of parts a comparison begins to remember what it has compared. */
const FORGETFUL_PAIRS = 10_000;
/** How many pairs it remembers before it forgets them all. */
const MAX_REMEMBERED = 10_000;

/** The operator `==`. */
export function equals(a: Value, b: Value): boolean {
  if (typeof a !== "object" && typeof b !== "object") return a === b;
  return equalsHeap(a, b);
}

function equalsHeap(a: Value, b: Value): boolean {
  const pending: PendingPairs = [];
  for (let compared = 0; compared < FORGETFUL_PAIRS; compared++) {
    if (!sameLevel(a, b, pending)) return false;
    if (pending.length === 0) return true;
    b = pending.pop();
    a = pending.pop();
  }
  return equalsShared(a, b, pending);
}

/**
 * Goes on with a long comparison. A value may hold one part many times (`x = [x, x]`), which doubles the pairs with
 * every level: a pair that was compared, or is waiting to be, need not be compared again.
 */
function equalsShared(a: Value, b: Value, pending: PendingPairs): boolean {
  const partners = new Map<Value, Value>();
  for (;;) {
    if (typeof a !== "object" || partners.get(a) !== b) {
      const before = pending.length;
      if (!sameLevel(a, b, pending)) return false;
      // Only what has parts of its own is worth remembering.
      if (pending.length > before) {
        if (partners.size >= MAX_REMEMBERED) partners.clear();
        partners.set(a, b);
      }
    }
    if (pending.length === 0) return true;
    b = pending.pop();
    a = pending.pop();
  }
}

function sameLevel(a: Value, b: Value, pending: PendingPairs): boolean {
  if (typeof a === "object") return a.sameAs(b, pending);
  if (typeof b === "object") return b.sameAs(a, pending);
  return a === b;
}
