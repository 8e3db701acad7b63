/**
 * The struct and enum types that a host registered with one engine (embedding 2.6). Compiled code asks for a type by
 * name; the marshaller asks for the JavaScript form of a value and for the type of an instance.
 * Invariant: one shape per name.
 */
import type { EnumType, StructType } from "../values/host-types.ts";
import type { Value } from "../values/value.ts";
import type { Codec } from "./codec.ts";
import type { Conversion } from "./conversion.ts";
import type { IonEnum, IonStruct } from "./data-objects.ts";
import { misuse } from "./misuse.ts";

interface EntryForm {
  /** Converts between Ion values and the registered JavaScript form; null for types known by their names only. */
  readonly codec: Codec<unknown> | null;
  /** What instances of the JavaScript form inherit from. */
  readonly prototype: object | null;
}

export interface StructEntry extends EntryForm {
  readonly kind: "struct";
  readonly type: StructType;
  /** The Ion value of an `IonStruct`, for types without a codec. */
  readonly fromView?: (view: IonStruct, conversion: Conversion) => Value;
}

export interface EnumEntry extends EntryForm {
  readonly kind: "enum";
  readonly type: EnumType;
  /** The Ion value of an `IonEnum`, for types without a codec. */
  readonly fromView?: (view: IonEnum, conversion: Conversion) => Value;
}

export type TypeEntry = StructEntry | EnumEntry;

export class TypeRegistry {
  /** Compiled code looks types up in these. */
  readonly structs = new Map<string, StructType>();
  readonly enums = new Map<string, EnumType>();
  readonly #entries = new Map<string, TypeEntry>();
  readonly #byPrototype = new Map<object, TypeEntry>();

  /** Registering a shape again replaces its JavaScript form; another shape under a known name is misuse (D9). */
  register(entry: TypeEntry): void {
    const known = this.#entries.get(entry.type.name);
    if (known !== undefined && shapeOf(known) !== shapeOf(entry)) {
      throw misuse(`type '${entry.type.name}' is already registered with another shape`);
    }
    if (known?.codec != null && entry.codec === null) return;
    this.#entries.set(entry.type.name, entry);
    if (entry.kind === "struct") this.structs.set(entry.type.name, entry.type);
    else this.enums.set(entry.type.name, entry.type);
    if (entry.prototype !== null) this.#byPrototype.set(entry.prototype, entry);
  }

  structFromView(view: IonStruct, conversion: Conversion): Value {
    const entry = this.#entries.get(view.type);
    if (entry?.kind !== "struct") throw conversion.fail(`unknown type '${view.type}'`);
    return entry.codec === null ? entry.fromView!(view, conversion) : entry.codec.encode(view, conversion);
  }

  enumFromView(view: IonEnum, conversion: Conversion): Value {
    const entry = this.#entries.get(view.type);
    if (entry?.kind !== "enum") throw conversion.fail(`unknown enum '${view.type}'`);
    return entry.codec === null ? entry.fromView!(view, conversion) : entry.codec.encode(view, conversion);
  }

  codecOfType(name: string): Codec<unknown> | null {
    return this.#entries.get(name)?.codec ?? null;
  }

  /** The codec of the class that `instance` belongs to, own class first; null when none is registered. */
  codecOfInstance(instance: object): Codec<unknown> | null {
    if (this.#byPrototype.size === 0) return null;
    for (let proto = Object.getPrototypeOf(instance); proto !== null; proto = Object.getPrototypeOf(proto)) {
      const entry = this.#byPrototype.get(proto);
      if (entry !== undefined) return entry.codec;
    }
    return null;
  }
}

/** Two types of the same shape have the same text. The order of fields and variants does not matter to scripts. */
function shapeOf(entry: TypeEntry): string {
  if (entry.kind === "struct") return JSON.stringify([...entry.type.fields].sort());
  const variants = [...entry.type.variants].map(([name, { arity }]) => [name, arity]);
  return JSON.stringify({ variants: variants.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) });
}
