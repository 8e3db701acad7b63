/**
 * Constructing values of host types (language 4.12, embedding 1.6). Names are checked, types of fields never. Errors
 * are raised without a position.
 */
import { runtimeError, typeError } from "../errors.ts";
import { type EnumType, HostEnum, HostStruct, type StructType } from "../values/host-types.ts";
import type { Value } from "../values/value.ts";

/** The types that the host registered. */
export interface HostTypes {
  readonly structs: ReadonlyMap<string, StructType>;
  readonly enums: ReadonlyMap<string, EnumType>;
}

/** The type of `Name { … }`. */
export function findStruct(types: HostTypes, name: string): StructType {
  const type = types.structs.get(name);
  if (type === undefined) throw runtimeError(`unknown type '${name}'`);
  return type;
}

/** The type of `Name::Variant`. */
export function findEnum(types: HostTypes, name: string): EnumType {
  const type = types.enums.get(name);
  if (type === undefined) throw runtimeError(`unknown enum '${name}'`);
  return type;
}

/**
 * `Name { ...base, f: v, … }`: the fields of the bases first, wherever they stand (4.1), then the written ones; fields
 * keep the order in which they first appear.
 */
export function makeStruct(
  type: StructType,
  bases: readonly Value[],
  entries: readonly (readonly [name: string, value: Value])[],
): HostStruct {
  const fields = new Map<string, Value>();
  for (const base of bases) {
    if (!(base instanceof HostStruct)) throw typeError("spread in struct constructor requires a struct");
    for (const [name, value] of base.fields) setField(type, fields, name, value);
  }
  for (const [name, value] of entries) setField(type, fields, name, value);
  if (fields.size < type.fields.length) throw runtimeError(`missing field in ${type.name}`);
  return new HostStruct(type, fields);
}

function setField(type: StructType, fields: Map<string, Value>, name: string, value: Value): void {
  if (!type.fields.includes(name)) throw runtimeError(`unknown field in ${type.name}`);
  fields.set(name, value);
}

/** `Enum::Variant`, `Enum::Variant()` and `Enum::Variant(a, b)`. */
export function makeEnum(type: EnumType, variant: string, data: readonly Value[]): HostEnum {
  const declared = type.variants.get(variant);
  if (declared === undefined) throw runtimeError(`unknown variant '${variant}' in ${type.name}`);
  if (declared.arity !== data.length) {
    throw runtimeError(`${type.name}::${variant} expects ${declared.arity} arguments, got ${data.length}`);
  }
  return new HostEnum(type, variant, data);
}
