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
import { Float } from "../../values/float.ts";
import { HostEnum, HostStruct } from "../../values/host-types.ts";
import { List } from "../../values/list.ts";
import { Some } from "../../values/option.ts";
import { Range } from "../../values/range.ts";
import { Err, Ok } from "../../values/result.ts";
import { IonSet } from "../../values/set.ts";
import { Tuple } from "../../values/tuple.ts";
import type { Value } from "../../values/value.ts";

/** The keys of a map and, at the same positions, their values. */
export interface MapParts {
  readonly keys: readonly string[];
  readonly values: readonly Value[];
}

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
  /** The entries of a map in the order in which they are to be written, with the keys that `key` is to be given. */
  arrange(parts: MapParts): MapParts;
}

interface OpenContainer {
  /** Null for an array. */
  readonly keys: readonly string[] | null;
  readonly items: readonly Value[];
  /** The cells around the container, which are being written as long as it is. */
  readonly cells: readonly Cell[];
  next: number;
}

const NO_CELLS: readonly Cell[] = [];

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
      if (top.next < top.items.length) this.#visitNext(top);
      else this.#close(top);
    }
  }

  #visitNext(container: OpenContainer): void {
    const index = container.next++;
    if (container.keys === null) this.#sink.item(index);
    else this.#sink.key(index, container.keys[index]!);
    this.#visit(container.items[index]);
  }

  #close({ keys, items, cells }: OpenContainer): void {
    this.#open.pop();
    this.#release(cells);
    if (keys === null) this.#sink.closeArray(items.length);
    else this.#sink.closeMap(items.length);
  }

  #visit(value: Value): void {
    if (typeof value !== "object" || value instanceof Float) {
      this.#sink.scalar(value);
    } else if (value instanceof Some || value instanceof Ok || value instanceof Cell) {
      const cells: Cell[] = [];
      this.#visitUnwrapped(this.#unwrap(value, cells), cells);
    } else {
      this.#visitUnwrapped(value, NO_CELLS);
    }
  }

  /** `cells` are those around `value`: they stay open until it has been written. */
  #visitUnwrapped(value: Value, cells: readonly Cell[]): void {
    const items = value instanceof Dict ? null : arrayItems(value);
    const parts = items === null ? mapParts(value) : null;
    if (items !== null) {
      this.#sink.openArray(items.length);
      this.#open.push({ keys: null, items, cells, next: 0 });
    } else if (parts !== null) {
      const { keys, values } = this.#sink.arrange(parts);
      this.#sink.openMap(keys.length);
      this.#open.push({ keys, items: values, cells, next: 0 });
    } else {
      this.#sink.scalar(value);
      this.#release(cells);
    }
  }

  #release(cells: readonly Cell[]): void {
    for (const cell of cells) this.#openCells.delete(cell);
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
function arrayItems(value: Value): readonly Value[] | null {
  if (value instanceof List || value instanceof IonSet || value instanceof Range) return value.toArray();
  return value instanceof Tuple ? value.items : null;
}

/** The entries of what becomes a map, in their own order, else null. */
function mapParts(value: Value): MapParts | null {
  if (value instanceof Dict) return { keys: value.keys(), values: value.values() };
  if (value instanceof Err) return { keys: ["error"], values: [value.error] };
  if (value instanceof HostStruct) return { keys: [...value.fields.keys()], values: [...value.fields.values()] };
  return value instanceof HostEnum ? enumParts(value) : null;
}

function enumParts({ type, variant, data }: HostEnum): MapParts {
  const name = `${type.name}::${variant}`;
  if (data.length === 0) return { keys: ["_type"], values: [name] };
  return { keys: ["_type", "data"], values: [name, List.of([...data])] };
}
