/** The `rand` module (stdlib 5.5). Scripts cannot seed it; the byte source is the engine's (`Services.fillRandom`). */
import { runtimeError } from "../errors.ts";
import { MAX_BYTES_LENGTH } from "../methods/limits.ts";
import { Bytes } from "../values/bytes.ts";
import { Float } from "../values/float.ts";
import { type Int, isInt, normalizeInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { codePointAt, codePointLength } from "../values/string-text.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { asDouble, isString } from "./arguments.ts";
import type { ModuleDefinition } from "./definition.ts";
import { RandomNumbers } from "./random.ts";
import type { Services } from "./services.ts";

function randomOf({ fillRandom }: Services): RandomNumbers {
  return new RandomNumbers(fillRandom);
}

function int(args: readonly Value[], services: Services): Value {
  if (args.length > 2) throw runtimeError("rand::int takes 0, 1, or 2 arguments");
  if (!args.every(isInt)) throw runtimeError("rand::int requires an int argument");
  const random = randomOf(services);
  if (args.length === 0) return normalizeInt(BigInt.asIntN(64, random.bits64()));
  const [min, max] = (args.length === 1 ? [0, args[0]] : args) as [Int, Int];
  if (min >= max) {
    throw runtimeError(args.length === 1 ? "rand::int max must be positive" : "rand::int requires min < max");
  }
  return normalizeInt(BigInt(min) + random.below(BigInt(max) - BigInt(min)));
}

function float(args: readonly Value[], services: Services): Value {
  if (args.length > 2) throw runtimeError("rand::float takes 0, 1, or 2 arguments");
  const numbers = args.map(asDouble);
  if (!numbers.every((number) => number !== undefined)) throw runtimeError("rand::float requires numeric arguments");
  const [min, max] = numbers.length === 2 ? numbers : [0, numbers[0] ?? 1];
  if (!Number.isFinite(min) || !Number.isFinite(max) || min! >= max!) {
    throw runtimeError(
      numbers.length === 1 ? "rand::float max must be finite and positive" : "rand::float requires finite min < max",
    );
  }
  return new Float(interpolate(randomOf(services).unit(), min!, max!));
}

/** The point between `min` and `max`, also where their distance is beyond the doubles. */
function interpolate(unit: number, min: number, max: number): number {
  const distance = max - min;
  return Number.isFinite(distance) ? min + unit * distance : min * (1 - unit) + max * unit;
}

function bool(args: readonly Value[], services: Services): Value {
  if (args.length > 1) throw runtimeError("rand::bool takes 0 or 1 arguments");
  const probability = args.length === 0 ? 0.5 : asDouble(args[0]);
  if (probability === undefined) throw runtimeError("rand::bool requires numeric probability");
  if (!(probability >= 0 && probability <= 1)) throw runtimeError("rand::bool probability must be in 0.0..=1.0");
  return randomOf(services).unit() < probability;
}

function bytes(args: readonly Value[], services: Services): Value {
  if (args.length !== 1) throw runtimeError("rand::bytes takes 1 argument");
  const length = args[0];
  if (!isInt(length)) throw runtimeError("rand::bytes requires an int argument");
  if (length < 0) throw runtimeError("rand::bytes length must be non-negative");
  if (length > MAX_BYTES_LENGTH) throw runtimeError(`rand::bytes would create ${length} bytes`);
  return new Bytes(randomOf(services).bytes(Number(length)));
}

function choice(args: readonly Value[], services: Services): Value {
  if (args.length !== 1) throw runtimeError("rand::choice takes 1 argument");
  const { length, at } = elementsOf(args[0]);
  return length === 0 ? NONE : new Some(at(randomOf(services).index(length)));
}

function elementsOf(value: Value): { length: number; at: (index: number) => Value } {
  if (value instanceof List) return { length: value.length, at: (index) => value.at(index) };
  if (value instanceof Bytes) return { length: value.data.length, at: (index) => value.data[index] };
  if (isString(value)) return { length: codePointLength(value), at: (index) => codePointAt(value, index) };
  throw runtimeError(`rand::choice not supported for ${typeOf(value)}`);
}

function shuffle(args: readonly Value[], services: Services): Value {
  if (args.length !== 1) throw runtimeError("rand::shuffle takes 1 argument");
  const population = args[0];
  if (population instanceof List) return List.of(draw(population.toArray(), population.length, randomOf(services)));
  if (population instanceof Bytes) {
    return new Bytes(draw(population.data.slice(), population.data.length, randomOf(services)));
  }
  throw runtimeError(`rand::shuffle not supported for ${typeOf(population)}`);
}

function sample(args: readonly Value[], services: Services): Value {
  if (args.length !== 2) throw runtimeError("rand::sample takes 2 arguments");
  const [population, count] = args;
  if (population instanceof List) {
    const size = sampleSize(count, population.length);
    return List.of(draw(population.toArray(), size, randomOf(services)).slice(0, size));
  }
  if (population instanceof Bytes) {
    const size = sampleSize(count, population.data.length);
    return new Bytes(draw(population.data.slice(), size, randomOf(services)).slice(0, size));
  }
  throw runtimeError(`rand::sample not supported for ${typeOf(population)}`);
}

function sampleSize(count: Value, populationLength: number): number {
  if (!isInt(count)) throw runtimeError("rand::sample requires an int argument");
  if (count < 0) throw runtimeError("rand::sample count must be non-negative");
  if (count > populationLength) throw runtimeError("rand::sample count exceeds population length");
  return Number(count);
}

/** Puts `count` random items of `items` to its front, in random order (Fisher–Yates, in place). */
function draw<Items extends Value[] | Uint8Array>(items: Items, count: number, random: RandomNumbers): Items {
  for (let place = 0; place < count; place++) {
    const chosen = place + random.index(items.length - place);
    const item = items[chosen]!;
    items[chosen] = items[place]!;
    items[place] = item;
  }
  return items;
}

export const rand: ModuleDefinition<"rand"> = { int, float, bool, bytes, choice, shuffle, sample };
