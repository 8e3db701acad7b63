/**
 * Errors about the host's own mistakes: a call of this API that can never be right (embedding D9). They are thrown at
 * once and carry `code: "ion.host_misuse"`.
 */

export const MISUSE_CODE = "ion.host_misuse";

export class HostMisuseError extends TypeError {
  readonly code = MISUSE_CODE;
}

/** A value of the right type that is out of its range: a limit below zero, a level that does not exist. */
export class HostRangeError extends RangeError {
  readonly code = MISUSE_CODE;
}

export function misuse(message: string): HostMisuseError {
  return new HostMisuseError(message);
}

/** Refuses anything but a non-empty string as the name of `what`. */
export function requireName(what: string, name: unknown): asserts name is string {
  if (typeof name !== "string" || name === "") throw misuse(`the name of a ${what} must be a non-empty string`);
}

/** Looks at holes, too, which the methods of arrays skip: a sparse array may have billions of them. */
export function isArrayOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (!isItem(value[i])) return false;
  return true;
}

export function requireObject(what: string, value: unknown): asserts value is object {
  if (typeof value !== "object" || value === null) throw misuse(`${what} must be an object`);
}

/** Refuses options that there are not, because ignoring a misspelt one would hide the mistake. `undefined` is left out. */
export function checkOptions(options: unknown, known: readonly string[]): asserts options is object {
  requireObject("options", options);
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && !known.includes(name)) {
      throw misuse(`unknown option '${name}'; there are ${known.join(", ")}`);
    }
  }
}

export function requireFunction(what: string, value: unknown): asserts value is (...args: never[]) => unknown {
  if (typeof value !== "function") throw misuse(`${what} must be a function`);
}
