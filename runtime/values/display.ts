/**
 * The text of a value (language 3.6, stdlib 1.7): what `str`, f-strings and `io::println` write. Strings are never
 * quoted. A value may be nested as deep as memory allows, so the walk keeps its own stack.
 */
import { Cell } from "./cell.ts";
import { MAX_STRING_LENGTH } from "./string-text.ts";
import { TextBuilder } from "./text-builder.ts";
import type { Composition, HeapValue, Value } from "./value.ts";

export function display(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object") return displayPrimitive(value);
  return value.composition() === null ? value.displayText() : new Writer(value).write();
}

function displayPrimitive(value: Exclude<Value, HeapValue>): string {
  return value === undefined ? "()" : String(value);
}

/** A value that is being written: which of its parts comes next. */
interface OpenValue {
  readonly value: HeapValue;
  readonly composition: Composition;
  next: number;
}

class Writer {
  readonly #root: Value;
  readonly #text: TextBuilder;
  readonly #open: OpenValue[] = [];
  /** The cells among the open values: only through a cell can a value contain itself. */
  readonly #openCells = new Set<HeapValue>();

  constructor(root: Value) {
    this.#root = root;
    this.#text = new TextBuilder(root, MAX_STRING_LENGTH, "string too large");
  }

  write(): string {
    this.#begin(this.#root);
    while (this.#open.length > 0) this.#advance(this.#open[this.#open.length - 1]!);
    return this.#text.finish();
  }

  /** Writes the next part of the innermost open value, or its end. */
  #advance(top: OpenValue): void {
    const { parts, labels, close } = top.composition;
    const index = top.next++;
    if (index === parts.length) {
      this.#text.add(close);
      this.#open.pop();
      this.#openCells.delete(top.value);
      return;
    }
    if (index > 0) this.#text.add(", ");
    if (labels !== null) this.#text.add(labels[index]!);
    this.#begin(parts[index]);
  }

  /** Writes a value without parts, or opens one that has them. */
  #begin(value: Value): void {
    if (typeof value !== "object") {
      this.#text.add(typeof value === "string" ? value : displayPrimitive(value));
      return;
    }
    const composition = this.#openCells.has(value) ? null : value.composition();
    if (composition === null) {
      this.#text.add(value.displayText());
      return;
    }
    this.#text.add(composition.open);
    this.#open.push({ value, composition, next: 0 });
    if (value instanceof Cell) this.#openCells.add(value);
  }
}
