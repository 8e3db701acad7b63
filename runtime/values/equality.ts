/**
 * Equality of any two values (language 3.4): never fails, and needs no JavaScript stack however deep the values are.
 */
import type { PendingPairs, Value } from "./value.ts";

/** The operator `==`. */
export function equals(a: Value, b: Value): boolean {
  if (typeof a !== "object" && typeof b !== "object") return a === b;
  return equalsHeap(a, b);
}

function equalsHeap(a: Value, b: Value): boolean {
  const pending: PendingPairs = [];
  for (;;) {
    if (!sameLevel(a, b, pending)) return false;
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
