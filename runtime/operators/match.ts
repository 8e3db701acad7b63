/**
 * What compiled patterns ask of a value (language 4.6). Literals of ints, strings, bools and unit are compared with
 * `===` in the compiled code, constructors with `instanceof`; the rest is here. The tests of a pattern all run before
 * anything is bound.
 */
import { type RaisedError, runtimeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { equals } from "../values/equality.ts";
import { Float } from "../values/float.ts";
import { HostEnum, HostStruct } from "../values/host-types.ts";
import { List } from "../values/list.ts";
import type { Value } from "../values/value.ts";

/** `1.5`: a float of that value; an int never matches. */
export function isFloat(value: Value, literal: number): boolean {
  return value instanceof Float && value.value === literal;
}

/** `b"…"` */
export function isBytes(value: Value, literal: Bytes): boolean {
  return value instanceof Bytes && equals(value, literal);
}

/** `[p, q]`: a list of exactly `length` elements. */
export function isList(value: Value, length: number): boolean {
  return value instanceof List && value.length === length;
}

/** `[p, ...rest]`: a list of at least `length` elements. */
export function isListFrom(value: Value, length: number): boolean {
  return value instanceof List && value.length >= length;
}

/** The element at `index` of a value that passed `isList` or `isListFrom`. */
export function listItem(value: Value, index: number): Value {
  return (value as List).at(index);
}

/** The elements after the first `length` of a value that passed `isListFrom`. */
export function listRest(value: Value, length: number): List {
  const list = value as List;
  return list.slice(length, list.length);
}

/** `Enum::Variant`, `Enum::Variant(p, …)`: that variant with exactly `arity` payloads. */
export function isEnum(value: Value, enumName: string, variant: string, arity: number): boolean {
  return (
    value instanceof HostEnum &&
    value.variant === variant &&
    value.type.name === enumName &&
    value.data.length === arity
  );
}

/** The payload at `index` of a value that passed `isEnum`. */
export function enumItem(value: Value, index: number): Value {
  return (value as HostEnum).data[index];
}

/** `Type { f, g: p }`: a struct of that type that has the `fields`. */
export function isStruct(value: Value, typeName: string, fields: readonly string[]): boolean {
  return value instanceof HostStruct && value.type.name === typeName && fields.every((name) => value.fields.has(name));
}

/** The field `name` of a value that passed `isStruct`. */
export function structItem(value: Value, name: string): Value {
  return (value as HostStruct).fields.get(name);
}

/** No arm was chosen, or an irrefutable position did not match (LD17). */
export function nonExhaustiveMatch(): RaisedError {
  return runtimeError("non-exhaustive match");
}
