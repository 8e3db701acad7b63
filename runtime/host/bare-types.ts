/** Types that a host declares by their names only: values of them are `IonStruct` and `IonEnum` (embedding 2.6). */
import { misuse, requireName, requireObject } from "./misuse.ts";
import type { EnumEntry, StructEntry } from "./type-registry.ts";

export interface StructData {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface EnumData {
  readonly name: string;
  readonly variants: readonly { readonly name: string; readonly arity: number }[] | Readonly<Record<string, number>>;
}

export function bareStruct(data: StructData): StructEntry {
  requireObject("a struct type", data);
  requireName("struct", data.name);
  if (!Array.isArray(data.fields)) throw misuse(`the fields of struct '${data.name}' must be an array of names`);
  for (const field of data.fields) requireName(`field of struct '${data.name}'`, field);
  if (new Set(data.fields).size !== data.fields.length) throw misuse(`duplicate field in struct '${data.name}'`);
  const type = Object.freeze({ name: data.name, fields: Object.freeze([...data.fields]) });
  return { kind: "struct", type, codec: null, prototype: null };
}

export function bareEnum(data: EnumData): EnumEntry {
  requireObject("an enum type", data);
  requireName("enum", data.name);
  if (typeof data.variants !== "object" || data.variants === null) {
    throw misuse(`the variants of enum '${data.name}' must be an array or an object`);
  }
  const variants = new Map<string, { readonly arity: number }>();
  const add = (name: unknown, arity: unknown): void => {
    requireName(`variant of enum '${data.name}'`, name);
    if (variants.has(name)) throw misuse(`duplicate variant '${name}' in enum '${data.name}'`);
    if (!Number.isInteger(arity) || (arity as number) < 0) throw misuse(`bad arity of ${data.name}::${name}`);
    variants.set(name, { arity: arity as number });
  };
  if (!Array.isArray(data.variants)) for (const [name, arity] of Object.entries(data.variants)) add(name, arity);
  else {
    for (const variant of data.variants as readonly unknown[]) {
      requireObject(`a variant of enum '${data.name}'`, variant);
      const { name, arity } = variant as { readonly name?: unknown; readonly arity?: unknown };
      add(name, arity);
    }
  }
  return { kind: "enum", type: Object.freeze({ name: data.name, variants }), codec: null, prototype: null };
}
