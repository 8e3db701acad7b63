/**
 * Errors about calls of the compiler's API that can never be right (embedding D9): thrown at once, with the code that the
 * embedding API uses for its own.
 */
import { closestName } from "./diagnostics/similar-names.ts";

const CODE = "ion.host_misuse";

/** An argument of the wrong type. */
export function misuse(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: CODE });
}

/** An argument that is none of the values it may have. */
export function misuseOfChoice(name: string, value: unknown, choices: readonly unknown[]): RangeError {
  const known = choices.map((choice) => JSON.stringify(choice)).join(", ");
  return Object.assign(
    new RangeError(`${name} must be one of ${known}, not ${typeof value === "string" ? value : typeof value}`),
    { code: CODE },
  );
}

/** Refuses options that there are not, because ignoring a misspelt one would hide the mistake. */
export function checkOptionNames(options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (known.includes(name) || value === undefined) continue;
    const closest = closestName(name, known);
    const question = closest === null ? "" : `, did you mean '${closest}'?`;
    throw misuse(`unknown option '${name}'${question}; there are ${known.join(", ")}`);
  }
}

export function requireString(name: string, value: unknown): void {
  if (typeof value !== "string") throw misuse(`${name} must be a string`);
}
