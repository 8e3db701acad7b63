/** `defineEnum` makes an enum type whose variants are JavaScript values (embedding 2.6). */
import { type Codec, codecOf, type IonType } from "./codec.ts";
import { codecs } from "./codecs/codecs.ts";
import { IonEnum } from "./data-objects.ts";
import { holderProperties } from "./define-struct.ts";
import { EnumCodec } from "./enum-codec.ts";
import type { HostType } from "./host-type.ts";
import { misuse, requireName, requireObject } from "./misuse.ts";
import type { IonOutput } from "./types.ts";

/** The types of a variant's data, or only how many there are. */
export type VariantTypes = Readonly<Record<string, readonly IonType<unknown>[] | number>>;

type DataForms<D> = D extends readonly IonType<unknown>[]
  ? { readonly [K in keyof D]: D[K] extends IonType<infer T> ? T : never }
  : readonly IonOutput[];

export interface EnumInstance<Name extends string = string, D extends readonly unknown[] = readonly unknown[]>
  extends IonEnum {
  readonly variant: Name;
  readonly data: D & readonly IonOutput[];
}

type Instances<V extends VariantTypes> = {
  [K in keyof V & string]: EnumInstance<K, DataForms<V[K]> & readonly unknown[]>;
}[keyof V & string];

/** A variant without data is a value, one with data a function. */
type Constructors<V extends VariantTypes> = {
  readonly [K in keyof V]: V[K] extends readonly [] | 0
    ? Instances<V>
    : (...data: DataForms<V[K]> extends readonly unknown[] ? DataForms<V[K]> : never) => Instances<V>;
};

type Arm<D, R> = (...data: DataForms<D> extends readonly unknown[] ? DataForms<D> : never) => R;
type Arms<V extends VariantTypes, R> =
  | { readonly [K in keyof V]: Arm<V[K], R> }
  | ({ readonly [K in keyof V]?: Arm<V[K], R> } & { readonly _: (value: IonEnum) => R });

export type EnumDefinition<V extends VariantTypes> = Constructors<V> &
  HostType<Instances<V>> & {
    is(value: unknown, variant?: keyof V & string): value is Instances<V>;
    /** Calls the arm of the value's variant with its data; `_` takes the rest. */
    match<R>(value: unknown, arms: Arms<V, R>): R;
  };

/** More values than this are a mistake. */
const MAX_ARITY = 255;

/** Names that a definition needs for itself. */
const RESERVED: ReadonlySet<string> = new Set(["is", "match", "toIon", "fromIon", "describe"]);

export function defineEnum<const V extends VariantTypes>(name: string, variants: V): EnumDefinition<V> {
  requireName("enum", name);
  const types = variantCodecs(name, variants);
  const { Instance } = { Instance: class extends IonEnum {} };
  Object.defineProperty(Instance, "name", { value: name });
  const units = new Map<string, IonEnum>();
  const create = (variant: string, data: readonly unknown[]): IonEnum =>
    units.get(variant) ?? new Instance(name, variant, Object.freeze([...data]) as readonly IonOutput[]);
  const codec = new EnumCodec(name, types, create);
  const definition = Object.defineProperties(
    {},
    {
      ...holderProperties(codec, { kind: "enum", type: codec.type, codec, prototype: Instance.prototype }),
      is: { value: (value: unknown, variant?: string) => isVariant(value, name, variant) },
      match: { value: (value: unknown, arms: AnyArms) => matchVariant(value, name, arms) },
    },
  );
  for (const [variant, data] of types) {
    if (data.length === 0) units.set(variant, create(variant, []));
    const value = units.get(variant) ?? constructorOf(name, variant, data.length, create);
    Object.defineProperty(definition, variant, { value, enumerable: true });
  }
  return Object.freeze(definition) as EnumDefinition<V>;
}

function variantCodecs(name: string, variants: unknown): Map<string, readonly Codec<unknown>[]> {
  if (typeof variants !== "object" || variants === null) {
    throw misuse(`the variants of enum '${name}' must be an object`);
  }
  const types = new Map<string, readonly Codec<unknown>[]>();
  for (const [variant, data] of Object.entries(variants)) {
    if (RESERVED.has(variant)) throw misuse(`enum '${name}' cannot have a variant '${variant}'`);
    types.set(variant, dataCodecs(name, variant, data));
  }
  return types;
}

function dataCodecs(name: string, variant: string, data: unknown): readonly Codec<unknown>[] {
  if (Array.isArray(data) && data.length <= MAX_ARITY)
    return Array.from(data, (type) => codecOf(type, `variant '${variant}' of enum '${name}'`));
  if (typeof data === "number" && Number.isInteger(data) && data >= 0 && data <= MAX_ARITY) {
    return Array.from({ length: data }, () => codecOf(codecs.any));
  }
  throw misuse(`variant '${variant}' of enum '${name}' needs an array of types or a number of values`);
}

function constructorOf(
  name: string,
  variant: string,
  arity: number,
  create: (variant: string, data: readonly unknown[]) => IonEnum,
): (...data: readonly unknown[]) => IonEnum {
  return (...data) => {
    if (data.length !== arity) throw misuse(`${name}::${variant} expects ${arity} arguments, got ${data.length}`);
    return create(variant, data);
  };
}

function isVariant(value: unknown, name: string, variant: string | undefined): value is IonEnum {
  return value instanceof IonEnum && value.type === name && (variant === undefined || value.variant === variant);
}

type AnyArms = Readonly<Record<string, ((...data: readonly unknown[]) => unknown) | undefined>>;

function matchVariant(value: unknown, name: string, arms: AnyArms): unknown {
  if (!isVariant(value, name, undefined)) throw misuse(`${name}.match needs a value of ${name}`);
  requireObject(`the arms of ${name}.match`, arms);
  const arm = Object.hasOwn(arms, value.variant) ? arms[value.variant] : undefined;
  if (arm !== undefined) return arm(...value.data);
  if (arms._ === undefined) throw misuse(`${name}.match has no arm for ${value.variant}`);
  return arms._(value);
}
