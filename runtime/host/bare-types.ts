/** Types that a host declares by their names only: values of them are `IonStruct` and `IonEnum` (embedding 2.6). */
import { type EnumType, HostEnum, HostStruct, type StructType } from "../values/host-types.ts";
import type { Conversion } from "./conversion.ts";
import type { IonEnum, IonStruct } from "./data-objects.ts";
import { misuse, requireName, requireObject } from "./misuse.ts";
import { convertToIon } from "./to-ion.ts";
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
  return {
    kind: "struct",
    type,
    codec: null,
    prototype: null,
    fromView: (view, conversion) => structFrom(view, type, conversion),
  };
}

function structFrom({ fields }: IonStruct, type: StructType, conversion: Conversion): HostStruct {
  const names = Object.keys(fields);
  const unknown = names.find((name) => !type.fields.includes(name));
  if (unknown !== undefined) throw conversion.fail(`unknown field in ${type.name}`, [unknown]);
  if (names.length !== type.fields.length) throw conversion.fail(`missing field in ${type.name}`);
  const entries = names.map((name) => {
    return [name, conversion.within([name], () => convertToIon(fields[name], conversion))] as const;
  });
  return new HostStruct(type, new Map(entries));
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
  const type = Object.freeze({ name: data.name, variants });
  return {
    kind: "enum",
    type,
    codec: null,
    prototype: null,
    fromView: (view, conversion) => enumFrom(view, type, conversion),
  };
}

function enumFrom(view: IonEnum, type: EnumType, conversion: Conversion): HostEnum {
  const variant = type.variants.get(view.variant);
  if (variant === undefined) throw conversion.fail(`unknown variant '${view.variant}' in ${type.name}`);
  if (view.data.length !== variant.arity) {
    const counts = `${variant.arity} arguments, got ${view.data.length}`;
    throw conversion.fail(`${type.name}::${view.variant} expects ${counts}`);
  }
  const data = view.data.map((item, index) => conversion.within([index], () => convertToIon(item, conversion)));
  return new HostEnum(type, view.variant, data);
}
