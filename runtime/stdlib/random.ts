/**
 * Uniform random numbers from a source of random bytes, without modulo bias (stdlib 5.5). In comes the engine's byte
 * source; the invariant is that every answer is equally likely if every byte is.
 */
export type FillRandom = (target: Uint8Array) => void;

const TWO_32 = 2 ** 32;

export class RandomNumbers {
  readonly #fill: FillRandom;

  constructor(fill: FillRandom) {
    this.#fill = fill;
  }

  bytes(length: number): Uint8Array {
    const data = new Uint8Array(length);
    this.#fill(data);
    return data;
  }

  /** Any 64-bit pattern, read as an unsigned number. */
  bits64(): bigint {
    return new DataView(this.bytes(8).buffer).getBigUint64(0);
  }

  /** A whole number from 0 to before `bound`, which is 1..=2^64. */
  below(bound: bigint): bigint {
    // Patterns from the last incomplete run of `bound` on would favor small answers.
    const limit = 2n ** 64n - (2n ** 64n % bound);
    let bits = this.bits64();
    while (bits >= limit) bits = this.bits64();
    return bits % bound;
  }

  /** As `below` for the length of a collection, without bigints. */
  index(length: number): number {
    const limit = TWO_32 - (TWO_32 % length);
    let bits = this.#bits32();
    while (bits >= limit) bits = this.#bits32();
    return bits % length;
  }

  /** A multiple of 2^-53 in [0, 1). */
  unit(): number {
    return Number(this.bits64() >> 11n) / 2 ** 53;
  }

  #bits32(): number {
    return new DataView(this.bytes(4).buffer).getUint32(0);
  }
}
