/** Argument checks that the operations of this room share; all come before the start rule (concurrency M-12, Z-2). */
import { runtimeError } from "../errors.ts";
import type { Value } from "../values/value.ts";

export function isInt(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** A duration in milliseconds. Those beyond 2⁵³ are "practically never" and may lose their last digits (M-18). */
export function requireMilliseconds(value: Value, operation: string, message: string): number {
  if (!isInt(value)) throw runtimeError(message);
  if (value < 0) throw runtimeError(`${operation}: ms must not be negative, got ${value}`);
  return Number(value);
}
