/** The codecs under the names that hosts use: `t` without `t.json`, which the engine adds (embedding 2.6). */
import { codecOf, type IonType } from "../codec.ts";
import type { Err, Ok } from "../containers.ts";
import type { IonValue } from "../ion-value.ts";
import type { IonFunction, IonOutput } from "../types.ts";
import { DictCodec, ListCodec, MapCodec, OptionCodec, ResultCodec, SetCodec, TupleCodec } from "./collection-codecs.ts";
import { AnyCodec, FunctionCodec, RawCodec } from "./general-codecs.ts";
import {
  BigIntCodec,
  BoolCodec,
  BytesCodec,
  FloatCodec,
  IntCodec,
  SafeIntCodec,
  StringCodec,
  UnitCodec,
} from "./scalar-codecs.ts";

/** The tuple of JavaScript forms of a tuple of types. */
type Forms<T extends readonly IonType<unknown>[]> = {
  readonly [K in keyof T]: T[K] extends IonType<infer F> ? F : never;
};

/**
 * `t.int` is typed `number`, because that is what ints are in practice and what arithmetic wants; an int beyond 2^53 - 1
 * arrives as a `bigint` all the same (D14). `t.bigint` and `t.safeInt` are exact about it.
 */
export interface IntType extends IonType<number> {
  /** Ints from `min` to `max`, both included; others are refused, never wrapped. */
  range(min: number | bigint, max: number | bigint): IonType<number>;
}

/** The casts say what the codecs of unknown parts are, once their parts are known. */
export const codecs = {
  int: new IntCodec() as unknown as IntType,
  safeInt: new SafeIntCodec() as IonType<number>,
  bigint: new BigIntCodec() as IonType<bigint>,
  float: new FloatCodec() as IonType<number>,
  bool: new BoolCodec() as IonType<boolean>,
  string: new StringCodec() as IonType<string>,
  bytes: new BytesCodec() as IonType<Uint8Array>,
  unit: new UnitCodec() as IonType<undefined>,
  any: new AnyCodec() as IonType<IonOutput>,
  raw: new RawCodec() as IonType<IonValue>,
  fn: new FunctionCodec() as IonType<IonFunction>,
  list: <T>(element: IonType<T>) => new ListCodec(codecOf(element)) as unknown as IonType<T[]>,
  tuple: <const T extends readonly IonType<unknown>[]>(...elements: T) =>
    new TupleCodec(elements.map((type) => codecOf(type))) as unknown as IonType<Forms<T>>,
  dict: <T>(value: IonType<T>) => new DictCodec(codecOf(value)) as unknown as IonType<Record<string, T>>,
  map: <T>(value: IonType<T>) => new MapCodec(codecOf(value)) as unknown as IonType<Map<string, T>>,
  set: <T>(element: IonType<T>) => new SetCodec(codecOf(element)) as unknown as IonType<Set<T>>,
  option: <T>(value: IonType<T>) => new OptionCodec(codecOf(value)) as unknown as IonType<T | null>,
  result: <T, E>(value: IonType<T>, error: IonType<E>) =>
    new ResultCodec(codecOf(value), codecOf(error)) as unknown as IonType<Ok<T> | Err<E>>,
} as const;
