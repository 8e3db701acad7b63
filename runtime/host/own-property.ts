/** Data as own properties, whatever their names: `__proto__` must never reach a prototype (embedding D18). */

/** Sets `key` on a fresh plain object. */
export function defineEntry(target: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (target as Record<string, unknown>)[key] = value;
  }
}

export function objectFrom(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const [key, value] of entries) defineEntry(target, key, value);
  return target;
}
