/**
 * The host's views of Ion values that keep their identity: cells, modules, tasks, channel ends (embedding 2.5). Each
 * stands for one Ion value; `originalOf` finds it again when the object comes back.
 */
import { display } from "../values/display.ts";
import { typeOf } from "../values/type-of.ts";
import type { HeapValue, Value } from "../values/value.ts";
import type { IonInput, IonOutput } from "./types.ts";

/** What a cell's view needs of the engine: the conversion of its content. */
export interface CellAccess {
  get(): IonOutput;
  set(value: IonInput): void;
}

const originals = new WeakMap<object, HeapValue>();

/** Remembers that `view` stands for `original`. */
export function bindOriginal<T extends object>(view: T, original: HeapValue): T {
  originals.set(view, original);
  return view;
}

/** The Ion value behind a live object; undefined for every other object. */
export function originalOf(view: object): HeapValue | undefined {
  return originals.get(view);
}

export class IonCell {
  readonly #access: CellAccess;

  constructor(access: CellAccess) {
    this.#access = access;
  }

  get(): IonOutput {
    return this.#access.get();
  }

  set(value: IonInput): void {
    this.#access.set(value);
  }

  /** Replaces the content by what `change` makes of it, and answers the new content. */
  update(change: (current: IonOutput) => IonInput): IonOutput {
    this.#access.set(change(this.#access.get()));
    return this.#access.get();
  }

  [Symbol.for("nodejs.util.inspect.custom")](_depth: number, options: object, inspect: Inspect): string {
    return `IonCell ${inspect(this.get(), options)}`;
  }
}

type Inspect = (value: unknown, options: object) => string;

/** A value that the host can only hold and hand back. */
export class IonOpaque {
  get typeName(): string {
    return typeOf(originals.get(this) as Value);
  }

  toString(): string {
    return display(originals.get(this) as Value);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

export class IonModule extends IonOpaque {}
export class IonTask extends IonOpaque {}
export class IonSender extends IonOpaque {}
export class IonReceiver extends IonOpaque {}
