/**
 * `defineStruct` makes a struct type with its own JavaScript form, `structOf` gives an existing class to scripts
 * (embedding 2.6, D21).
 */
import { CODEC, type Codec, type CodecHolder, codecOf, type IonType } from "./codec.ts";
import { codecs } from "./codecs/codecs.ts";
import { type HostType, TYPE_ENTRY } from "./host-type.ts";
import { checkOptions, misuse, requireFunction, requireName } from "./misuse.ts";
import { defineEntry } from "./own-property.ts";
import { StructCodec } from "./struct-codec.ts";
import type { StructEntry } from "./type-registry.ts";
import type { IonOutput } from "./types.ts";

export type FieldTypes = Readonly<Record<string, IonType<unknown>>>;

/** The object of decoded fields. */
export type FieldForms<F extends FieldTypes> = { readonly [K in keyof F]: F[K] extends IonType<infer T> ? T : never };

/** A struct type: call it with the fields to make an instance. */
export interface StructDefinition<T extends object> extends HostType<T> {
  (fields: T): T;
  is(value: unknown): value is T;
  readonly name: string;
}

export function defineStruct<const F extends FieldTypes>(name: string, fields: F): StructDefinition<FieldForms<F>>;
export function defineStruct<const N extends string>(
  name: string,
  fields: readonly N[],
): StructDefinition<{ readonly [K in N]: IonOutput }>;
// The forms of the fields are known to the overloads only.
export function defineStruct(name: string, fields: unknown): unknown {
  requireName("struct", name);
  const types = fieldCodecs(name, fields);
  const { Instance } = { Instance: class {} };
  Object.defineProperty(Instance, "name", { value: name });
  const create = (values: Record<string, unknown>): object => {
    const instance = new Instance();
    for (const field of types.keys()) defineEntry(instance, field, values[field]);
    return Object.freeze(instance);
  };
  const codec = new StructCodec(name, types, create);
  const construct = (values: object): object => create(checkFields(name, types, values));
  return Object.defineProperties(construct, {
    name: { value: name },
    is: { value: (value: unknown) => value instanceof Instance },
    ...holderProperties(codec, { kind: "struct", type: codec.type, codec, prototype: Instance.prototype }),
  });
}

export interface StructOfOptions<C extends object, F extends FieldTypes> {
  /** Default: the name of the class. Pass it where code is minified. */
  readonly name?: string;
  readonly fields: F;
  readonly from: (fields: FieldForms<F>) => C;
}

export function structOf<C extends object, const F extends FieldTypes>(
  Class: new (...args: never[]) => C,
  options: StructOfOptions<C, F>,
): HostType<C> {
  requireFunction("the class of structOf", Class);
  checkOptions(options, ["name", "fields", "from"]);
  requireFunction("the option `from` of structOf", options.from);
  const name = options.name ?? Class.name;
  requireName("struct", name);
  const codec = new StructCodec(name, fieldCodecs(name, options.fields), (fields) =>
    options.from(fields as FieldForms<F>),
  );
  const entry: StructEntry = { kind: "struct", type: codec.type, codec, prototype: Class.prototype as object };
  return Object.defineProperties({}, holderProperties(codec, entry)) as HostType<C>;
}

/** What makes an object or function a type: the methods of IonType, its codec, and its entry for registration. */
export function holderProperties(
  codec: Codec<unknown>,
  entry: HostType[typeof TYPE_ENTRY],
): { readonly [K in keyof (IonType<unknown> & CodecHolder & HostType)]: PropertyDescriptor } {
  return {
    toIon: { value: (value: unknown) => codec.toIon(value) },
    fromIon: { value: codec.fromIon.bind(codec) },
    describe: { value: () => codec.describe() },
    [CODEC]: { value: codec },
    [TYPE_ENTRY]: { value: Object.freeze(entry) },
  };
}

function fieldCodecs(name: string, fields: unknown): Map<string, Codec<unknown>> {
  if (typeof fields !== "object" || fields === null) throw misuse(`the fields of struct '${name}' must be an object`);
  const types = new Map<string, Codec<unknown>>();
  const add = (field: unknown, type: unknown): void => {
    requireName(`field of struct '${name}'`, field);
    if (types.has(field)) throw misuse(`duplicate field '${field}' in struct '${name}'`);
    types.set(field, codecOf(type, `field '${field}' of struct '${name}'`));
  };
  if (Array.isArray(fields)) for (const field of fields) add(field, codecs.any);
  else for (const [field, type] of Object.entries(fields)) add(field, type);
  return types;
}

function checkFields(name: string, types: ReadonlyMap<string, unknown>, values: unknown): Record<string, unknown> {
  if (typeof values !== "object" || values === null) throw misuse(`${name} needs an object of its fields`);
  const unknown = Object.keys(values).find((field) => !types.has(field));
  if (unknown !== undefined) throw misuse(`unknown field in ${name}: '${unknown}'`);
  const missing = [...types.keys()].find((field) => !Object.hasOwn(values, field));
  if (missing !== undefined) throw misuse(`missing field in ${name}: '${missing}'`);
  return values as Record<string, unknown>;
}
