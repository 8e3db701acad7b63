/** The limits of an engine (embedding 2.3, D12): what the host may set, checked, with defaults for the rest. */
import { HostRangeError, misuse } from "../host/misuse.ts";

export interface Limits {
  /** Active calls of one task; beyond it `maximum call depth exceeded`. */
  readonly maxCallDepth: number;
  /** Iterations of one execution of `while`, `while let` or `loop`. */
  readonly maxLoopIterations: number;
  /** Real time of one uninterrupted synchronous stretch. */
  readonly timeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = Object.freeze({
  maxCallDepth: 10_000,
  maxLoopIterations: Number.POSITIVE_INFINITY,
  timeoutMs: Number.POSITIVE_INFINITY,
});

const NAMES = ["maxCallDepth", "maxLoopIterations", "timeoutMs"] as const;

/** `current` with `changes`; an `undefined` leaves a limit as it is, `Infinity` lifts it. */
export function changeLimits(current: Limits, changes: Partial<Limits>): Limits {
  if (typeof changes !== "object" || changes === null) throw misuse("limits must be an object");
  for (const name of Object.keys(changes)) {
    if (!(NAMES as readonly string[]).includes(name))
      throw misuse(`unknown limit '${name}': there are ${NAMES.join(", ")}`);
  }
  const limits = { ...current };
  for (const name of NAMES) {
    const value = changes[name];
    if (value !== undefined) limits[name] = checkLimit(name, value);
  }
  return Object.freeze(limits);
}

function checkLimit(name: string, value: unknown): number {
  const isCount = name !== "timeoutMs";
  const isValid =
    typeof value === "number" &&
    value >= 0 &&
    (value === Number.POSITIVE_INFINITY || !isCount || Number.isInteger(value));
  if (!isValid) throw new HostRangeError(`limit ${name} must be a number that is not negative`);
  return value;
}
