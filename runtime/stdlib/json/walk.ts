/**
 * Walks a value as JSON and MessagePack see it (stdlib 5.2, "Encoding") and tells a sink what it meets: collections are
 * arrays, dicts and host types are maps, `Some`, `Ok` and cells vanish. A cell that contains itself has no finite form.
 *
 * Nesting has no limit: open containers stand on a list of their own, not on the JavaScript stack. Hot path of
 * benchmark "json encode".
 */
import { runtimeError } from "../../errors.ts";
import { Cell } from "../../values/cell.ts";
import { Dict } from "../../values/dict.ts";
import { HostEnum, HostStruct } from "../../values/host-types.ts";
import { List } from "../../values/list.ts";
import { Some } from "../../values/option.ts";
import { Range } from "../../values/range.ts";
import { Err, Ok } from "../../values/result.ts";
import { IonSet } from "../../values/set.ts";
import { Tuple } from "../../values/tuple.ts";
import { HeapValue, type Value } from "../../values/value.ts";

export type Entry = readonly [key: string, value: Value];

/** Gets the parts of a value in the order in which they are written. Each `open…` is followed by a `close…`. */
export interface StructureSink {
  /** What is no container; a value without counterpart (a function, a task) comes here, too. */
  scalar(value: Value): void;
  openArray(length: number): void;
  /** Comes before each item of an array. */
  item(index: number): void;
  closeArray(length: number): void;
  openMap(size: number): void;
  /** Comes before the value of each entry. */
  key(index: number, key: string): void;
  closeMap(size: number): void;
  /** Puts the entries of a map into the order in which they are to be written; may change the array. */
  arrange(entries: Entry[]): readonly Entry[];
}

interface OpenContainer {
  /** Exactly one of both is not null. */
  readonly items: readonly Value[] | null;
  readonly entries: readonly Entry[] | null;
  /** The cells around the container, which are being written as long as it is. */
  readonly cells: readonly Cell[];
  next: number;
}

export function walkStructure(root: Value, sink: StructureSink): void {
  new Walk(sink).run(root);
}

class Walk {
  readonly #sink: StructureSink;
  readonly #open: OpenContainer[] = [];
  readonly #openCells = new Set<Cell>();

  constructor(sink: StructureSink) {
    this.#sink = sink;
  }

  run(root: Value): void {
    this.#visit(root);
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      if (top.items !== null) this.#nextItem(top, top.items);
      else this.#nextEntry(top, top.entries!);
    }
  }

  #nextItem(container: OpenContainer, items: readonly Value[]): void {
    const index = container.next++;
    if (index < items.length) {
      this.#sink.item(index);
      this.#visit(items[index]);
    } else {
      this.#sink.closeArray(items.length);
      this.#close(container);
    }
  }

  #nextEntry(container: OpenContainer, entries: readonly Entry[]): void {
    const index = container.next++;
    if (index < entries.length) {
      const [key, value] = entries[index]!;
      this.#sink.key(index, key);
      this.#visit(value);
    } else {
      this.#sink.closeMap(entries.length);
      this.#close(container);
    }
  }

  #close({ cells }: OpenContainer): void {
    this.#open.pop();
    this.#release(cells);
  }

  #release(cells: readonly Cell[]): void {
    for (const cell of cells) this.#openCells.delete(cell);
  }

  #visit(wrapped: Value): void {
    if (wrapped instanceof HeapValue) this.#visitHeapValue(wrapped);
    else this.#sink.scalar(wrapped);
  }

  #visitHeapValue(wrapped: HeapValue): void {
    const cells: Cell[] = [];
    const value = this.#unwrap(wrapped, cells);
    const items = value instanceof HeapValue ? arrayItems(value) : null;
    const entries = value instanceof HeapValue && items === null ? mapEntries(value) : null;
    if (items !== null) {
      this.#sink.openArray(items.length);
      this.#open.push({ items, entries: null, cells, next: 0 });
    } else if (entries !== null) {
      this.#sink.openMap(entries.length);
      this.#open.push({ items: null, entries: this.#sink.arrange(entries), cells, next: 0 });
    } else {
      this.#sink.scalar(value);
      this.#release(cells);
    }
  }

  /** The content of wrappers; the cells on the way are opened and added to `cells`. */
  #unwrap(value: Value, cells: Cell[]): Value {
    for (;;) {
      if (value instanceof Some || value instanceof Ok) {
        value = value.value;
      } else if (value instanceof Cell) {
        if (this.#openCells.has(value)) throw runtimeError("cannot encode cyclic value");
        this.#openCells.add(value);
        cells.push(value);
        value = value.value;
      } else {
        return value;
      }
    }
  }
}

/** The items of what becomes an array, else null. */
function arrayItems(value: HeapValue): readonly Value[] | null {
  if (value instanceof List || value instanceof IonSet || value instanceof Range) return value.toArray();
  return value instanceof Tuple ? value.items : null;
}

/** A fresh array of the entries of what becomes a map, in their own order, else null. */
function mapEntries(value: HeapValue): Entry[] | null {
  if (value instanceof Dict) return value.entries();
  if (value instanceof Err) return [["error", value.error]];
  if (value instanceof HostStruct) return [...value.fields];
  return value instanceof HostEnum ? enumEntries(value) : null;
}

function enumEntries({ type, variant, data }: HostEnum): Entry[] {
  const name: Entry = ["_type", `${type.name}::${variant}`];
  return data.length === 0 ? [name] : [name, ["data", List.of([...data])]];
}
