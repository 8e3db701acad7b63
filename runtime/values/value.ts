/**
 * What an Ion value is in JavaScript (design: value representation).
 *
 *   int     number while it is a safe integer, bigint beyond (one canonical form)
 *   bool    boolean          string  string (never a lone surrogate)          ()  undefined
 *   rest    an instance of a subclass of `HeapValue`
 *
 * Nothing here knows of tasks, hosts or the compiler.
 */

export abstract class HeapValue {
  /** The answer of `type_of` (language 3.1). */
  abstract get typeName(): string;

  /** Display text of a value without parts (3.6); collections are rendered by `display` itself. */
  abstract displayText(): string;

  /** Truthiness (3.3); only `None` and empty bytes answer false. */
  get isTruthy(): boolean {
    return true;
  }
}

export type Value = number | bigint | boolean | string | undefined | HeapValue;
