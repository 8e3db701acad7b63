/**
 * The default mapping from JavaScript to Ion (embedding 2.5): a deep copy of whatever the host passes. The input is
 * hostile until proven otherwise: getters, proxies and iterators run here, what they throw becomes a conversion error
 * with the path, cycles are found, and nesting needs no JavaScript stack.
 */
import { Bytes } from "../values/bytes.ts";
import { Dict } from "../values/dict.ts";
import { Float } from "../values/float.ts";
import { fitsInt, normalizeInt } from "../values/int.ts";
import { List, MAX_LIST_LENGTH } from "../values/list.ts";
import { NONE, Some as SomeValue } from "../values/option.ts";
import { Range } from "../values/range.ts";
import { Err as ErrValue, Ok as OkValue } from "../values/result.ts";
import { IonSet } from "../values/set.ts";
import { toWellFormed } from "../values/string-text.ts";
import { Tuple } from "../values/tuple.ts";
import type { Value } from "../values/value.ts";
import { nameOfClass } from "./class-name.ts";
import { Err, Ok, Some } from "./containers.ts";
import type { Conversion } from "./conversion.ts";
import { IonConversionError, type PathSegment } from "./conversion-error.ts";
import { IonEnum, IonRange, IonStruct } from "./data-objects.ts";
import { isIonValue, unwrapValue } from "./ion-value.ts";
import { originalOf } from "./live-objects.ts";
import { isTupleArray } from "./to-js.ts";
import type { HostCallback } from "./types.ts";

/** The method by which an object says what it is in Ion (D19). */
const TO_ION = Symbol.for("ion.toIon");
/** An object whose `toIon` answers another such object, and so on, is given up after this many. */
const MAX_TO_ION_CALLS = 100;

/** A container whose parts are being converted, in order. Parts are read one by one, so that getters run in order. */
class OpenContainer {
  readonly source: object;
  readonly length: number;
  readonly converted: Value[] = [];
  readonly part: (index: number) => unknown;
  readonly segment: (index: number) => PathSegment;
  readonly build: (converted: Value[]) => Value;

  constructor(
    source: object,
    length: number,
    part: (index: number) => unknown,
    segment: (index: number) => PathSegment,
    build: (converted: Value[]) => Value,
  ) {
    this.source = source;
    this.length = length;
    this.part = part;
    this.segment = segment;
    this.build = build;
  }
}

export function convertToIon(input: unknown, conversion: Conversion): Value {
  const stack: OpenContainer[] = [];
  try {
    return convert(input, conversion, stack);
  } catch (thrown) {
    if (thrown instanceof IonConversionError) throw thrown;
    throw conversion.failBy(thrown, pathOf(stack));
  }
}

function convert(input: unknown, conversion: Conversion, stack: OpenContainer[]): Value {
  const sources = new Set<object>();
  let current: Value | OpenContainer = openOrConvert(input, conversion, stack);
  for (;;) {
    if (current instanceof OpenContainer) {
      if (sources.has(current.source)) throw conversion.fail("cannot convert a cyclic structure", pathOf(stack));
      sources.add(current.source);
      stack.push(current);
    } else {
      const owner = stack[stack.length - 1];
      if (owner === undefined) return current;
      owner.converted.push(current);
    }
    const top = stack[stack.length - 1]!;
    if (top.converted.length < top.length) {
      current = openOrConvert(top.part(top.converted.length), conversion, stack);
    } else {
      stack.pop();
      sources.delete(top.source);
      current = top.build(top.converted);
    }
  }
}

function pathOf(stack: readonly OpenContainer[]): PathSegment[] {
  return stack.map((container) => container.segment(container.converted.length));
}

function openOrConvert(input: unknown, conversion: Conversion, stack: OpenContainer[]): Value | OpenContainer {
  switch (typeof input) {
    case "number":
      return Number.isSafeInteger(input) && !Object.is(input, -0) ? input : new Float(input);
    case "bigint":
      if (!fitsInt(input)) throw conversion.fail("integer out of range: int has 64 bits", pathOf(stack));
      return normalizeInt(input);
    case "string":
      return toWellFormed(input);
    case "boolean":
    case "undefined":
      return input;
    case "function":
      return originalOf(input) ?? conversion.mapper.functionToIon(input as HostCallback);
    case "object":
      return input === null ? NONE : openObject(input, conversion, stack);
    default:
      throw conversion.fail(`cannot convert ${typeof input}`, pathOf(stack));
  }
}

function openObject(given: object, conversion: Conversion, stack: OpenContainer[]): Value | OpenContainer {
  let input = given;
  for (let calls = 0; ; calls++) {
    const original = isIonValue(input) ? unwrapValue(input) : originalOf(input);
    if (original !== undefined || isIonValue(input)) return original;
    const method = (input as { [TO_ION]?: unknown })[TO_ION];
    if (typeof method !== "function") break;
    if (calls === MAX_TO_ION_CALLS) throw conversion.fail("toIon never ends", pathOf(stack));
    const answer: unknown = method.call(input);
    if (typeof answer !== "object" || answer === null) return openOrConvert(answer, conversion, stack) as Value;
    input = answer;
  }
  const codec = conversion.mapper.types.codecOfInstance(input);
  if (codec !== null) return conversion.within(pathOf(stack), () => codec.encode(input, conversion));
  return (
    openCollection(input, conversion, stack) ??
    openWrapper(input, conversion, stack) ??
    refuse(input, conversion, stack)
  );
}

function openCollection(
  input: object,
  conversion: Conversion,
  stack: OpenContainer[],
): Value | OpenContainer | undefined {
  if (Array.isArray(input)) return openArray(input, conversion, stack);
  if (input instanceof Uint8Array) return new Bytes(new Uint8Array(input));
  if (input instanceof ArrayBuffer) return new Bytes(new Uint8Array(input.slice(0)));
  if (input instanceof DataView) {
    return new Bytes(new Uint8Array(input.buffer, input.byteOffset, input.byteLength).slice());
  }
  if (input instanceof Map) return openMap(input, conversion, stack);
  if (input instanceof Set) {
    return openItems(input, [...Set.prototype.values.call(input)], (items) => IonSet.from(items));
  }
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || prototype === Object.prototype ? openPlainObject(input) : undefined;
}

function openArray(input: readonly unknown[], conversion: Conversion, stack: OpenContainer[]): Value | OpenContainer {
  if (input.length > MAX_LIST_LENGTH) throw conversion.fail("array is too long", pathOf(stack));
  const isTuple = isTupleArray(input) && input.length > 0;
  return openItems(input, input, isTuple ? (items) => new Tuple(items) : List.of);
}

function openItems(source: object, items: readonly unknown[], build: (items: Value[]) => Value): OpenContainer {
  return new OpenContainer(
    source,
    items.length,
    (index) => items[index],
    (index) => index,
    build,
  );
}

function openMap(input: ReadonlyMap<unknown, unknown>, conversion: Conversion, stack: OpenContainer[]): OpenContainer {
  const entries: [unknown, unknown][] = [...Map.prototype.entries.call(input)];
  const keys = entries.map(([key]) => {
    if (typeof key !== "string") throw conversion.fail("dict keys must be strings", pathOf(stack));
    return key;
  });
  return openEntries(input, keys, (index) => entries[index]![1], false);
}

/** Properties whose value is `undefined` are left out, as JSON does. */
function openPlainObject(input: object): OpenContainer {
  const keys = Object.keys(input);
  return openEntries(input, keys, (index) => (input as Record<string, unknown>)[keys[index]!], true);
}

function openEntries(
  source: object,
  keys: readonly string[],
  part: (index: number) => unknown,
  skipsUnit: boolean,
): OpenContainer {
  const build = (values: Value[]): Value => {
    const entries = keys.map((key, index) => [toWellFormed(key), values[index]] as const);
    return Dict.from(skipsUnit ? entries.filter(([, value]) => value !== undefined) : entries);
  };
  return new OpenContainer(source, keys.length, part, (index) => keys[index]!, build);
}

/** The classes of this package that hold converted values. */
function openWrapper(input: object, conversion: Conversion, stack: OpenContainer[]): Value | OpenContainer | undefined {
  if (input instanceof Some)
    return openPart(
      input,
      "value",
      () => input.value,
      (value) => new SomeValue(value),
    );
  if (input instanceof Ok)
    return openPart(
      input,
      "value",
      () => input.value,
      (value) => new OkValue(value),
    );
  if (input instanceof Err)
    return openPart(
      input,
      "error",
      () => input.error,
      (error) => new ErrValue(error),
    );
  if (input instanceof IonRange) return rangeOf(input, conversion, stack);
  const segments = pathOf(stack);
  if (input instanceof IonStruct)
    return conversion.within(segments, () => conversion.mapper.structToIon(input, conversion));
  if (input instanceof IonEnum)
    return conversion.within(segments, () => conversion.mapper.enumToIon(input, conversion));
  return undefined;
}

function openPart(source: object, name: string, part: () => unknown, wrap: (value: Value) => Value): OpenContainer {
  return new OpenContainer(
    source,
    1,
    part,
    () => name,
    ([value]) => wrap(value),
  );
}

function rangeOf(input: IonRange, conversion: Conversion, stack: OpenContainer[]): Range {
  const [start, end] = [input.start, input.end].map((bound) => {
    const isInt = typeof bound === "bigint" ? fitsInt(bound) : Number.isSafeInteger(bound);
    if (!isInt) throw conversion.fail("range bounds must be ints", pathOf(stack));
    return normalizeInt(BigInt(bound));
  });
  return new Range(start!, end!, input.inclusive === true);
}

function refuse(input: object, conversion: Conversion, stack: OpenContainer[]): never {
  throw conversion.fail(`cannot convert ${nameOfClass(input)}`, pathOf(stack));
}
