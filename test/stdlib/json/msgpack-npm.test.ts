/** stdlib 5.2 against the npm package `@msgpack/msgpack`: what one encodes, the other decodes, and mostly the same bytes. */
import { decode, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeMessagePack } from "../../../runtime/stdlib/json/msgpack-decode.ts";
import { encodeMessagePack } from "../../../runtime/stdlib/json/msgpack-encode.ts";
import { Bytes } from "../../../runtime/values/bytes.ts";
import { Dict } from "../../../runtime/values/dict.ts";
import { Float } from "../../../runtime/values/float.ts";
import { isInt, normalizeInt } from "../../../runtime/values/int.ts";
import { List } from "../../../runtime/values/list.ts";
import { NONE } from "../../../runtime/values/option.ts";
import type { Value } from "../../../runtime/values/value.ts";
import { quotedDisplay } from "../../kit/quoted-display.ts";
import { bigInt64, ionString } from "../../values/arbitrary.ts";

/** Data that both sides can hold, as JavaScript. Floats are never whole: the package would write those as ints. */
const fraction = fc.double({ noNaN: true }).filter((value) => !Number.isInteger(value));
const safeInt = fc.maxSafeInteger();
const data: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(safeInt, fraction, ionString, fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 300 })),
    fc.array(tie("value"), { maxLength: 20 }),
    // The package refuses this one key.
    fc.dictionary(
      ionString.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 20 },
    ),
  ),
})).value;

function toIon(value: unknown): Value {
  if (value === null) return NONE;
  if (typeof value === "number") return Number.isInteger(value) ? value : new Float(value);
  if (value instanceof Uint8Array) return new Bytes(value);
  if (Array.isArray(value)) return List.of(value.map(toIon));
  if (typeof value !== "object") return value as Value;
  return Dict.from(Object.entries(value).map(([key, item]) => [key, toIon(item)]));
}

describe("@msgpack/msgpack", () => {
  test("stdlib 5.2: encodes the same bytes", () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(Buffer.from(encodeMessagePack(toIon(value)))).toEqual(Buffer.from(encode(value)));
      }),
      { numRuns: 500 },
    );
  });

  test("stdlib 5.2: decodes what was encoded here, and the other way round", () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(decode(encodeMessagePack(toIon(value)))).toEqual(decode(encode(value)));
        expect(quotedDisplay(decodeMessagePack(encode(value)))).toBe(quotedDisplay(toIon(value)));
      }),
      { numRuns: 500 },
    );
  });

  test("stdlib 5.2: ints of 64 bits survive in both directions", () => {
    fc.assert(
      fc.property(bigInt64, (value) => {
        expect(BigInt(decode(encodeMessagePack(normalizeInt(value)), { useBigInt64: true }) as bigint)).toBe(value);
        const decoded = decodeMessagePack(encode(value, { useBigInt64: true }));
        expect(isInt(decoded) && BigInt(decoded)).toBe(value);
      }),
    );
  });

  test("stdlib 5.2: floats survive bit by bit, also in the short form", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(decode(encodeMessagePack(new Float(value)))).toBe(value);
        const short = decodeMessagePack(encode(Math.fround(value), { forceFloat32: true, forceIntegerToFloat: true }));
        expect((short as Float).value).toBe(Math.fround(value));
      }),
    );
  });
});
