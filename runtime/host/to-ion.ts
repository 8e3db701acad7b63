/**
 * The default mapping from JavaScript to Ion (embedding 2.5): a deep copy of whatever the host passes. The input is
 * hostile until proven otherwise: getters, proxies and iterators run here, what they throw becomes a conversion error
 * with the path, cycles are found, and nesting needs no JavaScript stack. Hot path of benchmark "1 MB of JSON-like data".
 */
import { Float } from "../values/float.ts";
import { fitsInt, normalizeInt } from "../values/int.ts";
import { NONE } from "../values/option.ts";
import { toWellFormed } from "../values/string-text.ts";
import type { Value } from "../values/value.ts";
import { nameOfClass } from "./class-name.ts";
import type { Conversion } from "./conversion.ts";
import { IonEnum, IonRange, IonStruct } from "./data-objects.ts";
import { isIonValue, unwrapValue } from "./ion-value.ts";
import { originalOf } from "./live-objects.ts";
import { OpenContainer, OpenContainers } from "./open-container.ts";
import { openCollection, openPlainObject, openWrapper, rangeOf } from "./open-object.ts";
import type { HostCallback } from "./types.ts";

/** The method by which an object says what it is in Ion (D19). */
const TO_ION = Symbol.for("ion.toIon");
/** An object whose `toIon` answers another such object, and so on, is given up after this many. */
const MAX_TO_ION_CALLS = 100;

export function convertToIon(input: unknown, conversion: Conversion): Value {
  const open = new OpenContainers();
  try {
    return convert(input, conversion, open);
  } catch (thrown) {
    throw conversion.failBy(thrown, open.path());
  }
}

/** What needs no conversion worth the name; the answer for everything else is undefined, as for `undefined` itself. */
export function convertScalar(input: unknown): Value {
  switch (typeof input) {
    case "number":
      return numberToIon(input);
    case "string":
      return toWellFormed(input);
    case "boolean":
      return input;
    default:
      return undefined;
  }
}

/** Arrays and plain objects, unless they say themselves what they are. */
export function isPlainData(input: object): boolean {
  const prototype = Object.getPrototypeOf(input);
  const isPlain = Array.isArray(input)
    ? prototype === Array.prototype
    : prototype === Object.prototype || prototype === null;
  return isPlain && (input as { [TO_ION]?: unknown })[TO_ION] === undefined;
}

export function numberToIon(input: number): Value {
  return Number.isSafeInteger(input) && !Object.is(input, -0) ? input : new Float(input);
}

function convert(input: unknown, conversion: Conversion, open: OpenContainers): Value {
  const first = openOrConvert(input, conversion, open);
  if (!(first instanceof OpenContainer)) return first;
  push(first, conversion, open);
  for (;;) {
    const top = open.innermost!;
    const inner = convertParts(top, conversion, open);
    if (inner !== null) {
      push(inner, conversion, open);
      continue;
    }
    open.pop();
    const built = top.build();
    const owner = open.innermost;
    if (owner === undefined) return built;
    owner.converted.push(built);
  }
}

/** Converts parts up to the next one that is a container, and answers that; null when all are done. */
function convertParts(container: OpenContainer, conversion: Conversion, open: OpenContainers): OpenContainer | null {
  const { converted } = container;
  while (converted.length < container.length) {
    const value = openOrConvert(container.part(converted.length), conversion, open);
    if (value instanceof OpenContainer) return value;
    converted.push(value);
  }
  return null;
}

function push(container: OpenContainer, conversion: Conversion, open: OpenContainers): void {
  if (!open.push(container)) throw conversion.fail("cannot convert a cyclic structure", open.path());
}

function openOrConvert(input: unknown, conversion: Conversion, open: OpenContainers): Value | OpenContainer {
  switch (typeof input) {
    case "number":
      return numberToIon(input);
    case "string":
      return toWellFormed(input);
    case "boolean":
    case "undefined":
      return input;
    case "object":
      return input === null ? NONE : openObject(input, conversion, open);
    case "bigint":
      if (!fitsInt(input)) throw conversion.fail("integer out of range: int has 64 bits", open.path());
      return normalizeInt(input);
    case "function":
      return originalOf(input) ?? conversion.mapper.functionToIon(input as HostCallback);
    default:
      throw conversion.fail(`cannot convert ${typeof input}`, open.path());
  }
}

function openObject(given: object, conversion: Conversion, open: OpenContainers): Value | OpenContainer {
  let input = given;
  for (let calls = 0; ; calls++) {
    const original = isIonValue(input) ? unwrapValue(input) : originalOf(input);
    if (original !== undefined || isIonValue(input)) return original;
    const method = (input as { [TO_ION]?: unknown })[TO_ION];
    if (typeof method !== "function") break;
    if (calls === MAX_TO_ION_CALLS) throw conversion.fail("toIon never ends", open.path());
    const answer: unknown = method.call(input);
    if (typeof answer !== "object" || answer === null) return openOrConvert(answer, conversion, open);
    input = answer;
  }
  const codec = conversion.mapper.types.codecOfInstance(input);
  if (codec !== null) return convertPart(open, conversion, () => codec.encode(input, conversion));
  const opened =
    openCollection(input, conversion, open) ??
    openPlainObject(input, conversion.mapper.shapes) ??
    openWrapper(input) ??
    convertData(input, conversion, open);
  if (opened instanceof OpenContainer) opened.identity = given;
  return opened;
}

/** Ranges, structs and enums of this package; every other object is refused. */
function convertData(input: object, conversion: Conversion, open: OpenContainers): Value {
  if (input instanceof IonRange) return rangeOf(input, conversion, open);
  const { mapper } = conversion;
  if (input instanceof IonStruct)
    return convertPart(open, conversion, () => mapper.types.structFromView(input, conversion));
  if (input instanceof IonEnum)
    return convertPart(open, conversion, () => mapper.types.enumFromView(input, conversion));
  throw conversion.fail(`cannot convert ${nameOfClass(input)}`, open.path(), undefined, adviceFor(input));
}

/** What a host can pass in place of an object that is refused (D19). */
function adviceFor(input: object): string {
  if (input instanceof Promise) return "await it first";
  if (ArrayBuffer.isView(input)) return "pass a Uint8Array for bytes, or a plain array of numbers";
  if (input instanceof Date) return "pass its time or its ISO text";
  return "pass plain data, or register its type with registerType";
}

/** Hands the present part to a codec, which goes on with the path from here. */
function convertPart(open: OpenContainers, conversion: Conversion, body: () => Value): Value {
  const path = open.path();
  return conversion.guard(() => conversion.within(path, body));
}
