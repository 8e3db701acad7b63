/**
 * How long a text of a value must at least become. A value may hold one part many times (`x = [x, x]`), so that a small
 * one denotes more text than any string can hold: whoever writes a long text asks here before going on to the bitter end.
 */
import { Cell } from "./cell.ts";
import { HeapValue, type Value } from "./value.ts";

/** A value whose parts are being counted. */
interface OpenValue {
  readonly value: HeapValue;
  readonly parts: readonly Value[];
  next: number;
  leaves: number;
}

/**
 * The number of parts without parts in `root`, each counted as often as it is met; 0 for a value that contains itself.
 * Looks at every part once, however often it is met.
 */
export function countLeaves(root: Value): number {
  return new LeafCount().of(root);
}

class LeafCount {
  readonly #open: OpenValue[] = [];
  readonly #counted = new Map<HeapValue, number>();
  /** Only through a cell can a value contain itself. */
  readonly #openCells = new Set<HeapValue>();
  #containsItself = false;

  of(root: Value): number {
    let leaves = this.#begin(root);
    while (this.#open.length > 0 && !this.#containsItself) {
      const innermost = this.#open[this.#open.length - 1]!;
      if (innermost.next < innermost.parts.length) innermost.leaves += this.#begin(innermost.parts[innermost.next++]);
      else leaves = this.#end(innermost);
    }
    return this.#containsItself ? 0 : leaves;
  }

  /** Answers the leaves of a value where they are known; else opens it and answers 0. */
  #begin(value: Value): number {
    if (!(value instanceof HeapValue)) return 1;
    const counted = this.#counted.get(value);
    if (counted !== undefined) return counted;
    const parts = value.composition()?.parts ?? [];
    if (parts.length === 0) return 1;
    if (this.#openCells.has(value)) this.#containsItself = true;
    if (value instanceof Cell) this.#openCells.add(value);
    this.#open.push({ value, parts, next: 0, leaves: 0 });
    return 0;
  }

  /** Adds the leaves of the innermost open value to those of the one around it. */
  #end({ value, leaves }: OpenValue): number {
    this.#open.pop();
    this.#openCells.delete(value);
    this.#counted.set(value, leaves);
    const around = this.#open[this.#open.length - 1];
    if (around !== undefined) around.leaves += leaves;
    return leaves;
  }
}
