/**
 * What an Ion value is in JavaScript (design: value representation).
 *
 *   int     number while it is a safe integer (never -0), bigint beyond (one canonical form)
 *   bool    boolean          string  string (never a lone surrogate)          ()  undefined
 *   rest    an instance of a subclass of `HeapValue`
 *
 * Nothing here knows of tasks, hosts or the compiler. The class says how a kind of value is displayed, compared and
 * hashed one level deep; display.ts, equality.ts and hash.ts walk the levels without recursion.
 */

/** How a value with parts is written: `open`, the parts with `, ` between them, `close`. */
export interface Composition {
  readonly open: string;
  readonly parts: readonly Value[];
  /** Text before each part (dict keys, field names), or null. */
  readonly labels: readonly string[] | null;
  readonly close: string;
}

export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom");
const MAX_INSPECTED = 50;

/** Pairs of values (`a0, b0, a1, b1, …`) that remain to be compared before two values are equal. */
export type PendingPairs = Value[];

/** Compares two parts of values that are being compared: at once when both are primitive, else later. */
export function samePart(a: Value, b: Value, pending: PendingPairs): boolean {
  if (typeof a !== "object" && typeof b !== "object") return a === b;
  pending.push(a, b);
  return true;
}

export abstract class HeapValue {
  /** The answer of `type_of` (language 3.1). */
  abstract get typeName(): string;

  /** Display text of a value without parts (3.6); for the others see `composition`. */
  abstract displayText(): string;

  /** The parts of a value that is displayed by its parts, else null. */
  composition(): Composition | null {
    return null;
  }

  /**
   * Equality (3.4) one level deep: false when the values differ already, true when they are equal provided that all
   * pairs added to `pending` are. The default is identity.
   */
  sameAs(other: Value, _pending: PendingPairs): boolean {
    return this === other;
  }

  /**
   * A number that is the same for equal values, looking at most `depth` levels down; null where equality is identity,
   * NaN for what equals nothing, not even itself.
   */
  hash(_depth: number): number | null {
    return null;
  }

  /** What debuggers and `console.log` of Node show. */
  [INSPECT](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    const composition = this.composition();
    if (composition === null) return this.displayText();
    const { open, parts, labels, close } = composition;
    if (depth < 0 && parts.length > 0) return `${open}…${close}`;
    const texts = parts
      .slice(0, MAX_INSPECTED)
      .map((part, index) => (labels?.[index] ?? "") + inspect(part, { ...options, depth: depth - 1 }));
    if (parts.length > MAX_INSPECTED) texts.push(`… ${parts.length - MAX_INSPECTED} more`);
    return open + texts.join(", ") + close;
  }
}

export type Value = number | bigint | boolean | string | undefined | HeapValue;
