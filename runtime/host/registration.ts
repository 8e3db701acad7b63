/** Reads the arguments of `registerFn` and `registerAsyncFn`: a name, perhaps a signature, a function (D22, D23). */
import { isAsyncFunction } from "./host-function.ts";
import { misuse, requireFunction, requireName } from "./misuse.ts";
import type { HostSignature } from "./signature.ts";
import type { HostCallback } from "./types.ts";

/** Marks signatures: whoever registers none does not need their code. */
export const SIGNATURE: unique symbol = Symbol("signature");

export interface Registration {
  readonly name: string;
  readonly signature: HostSignature | null;
  readonly callback: HostCallback;
}

export function readRegistration(given: readonly unknown[], isAsync: boolean): Registration {
  const [name, second, third] = given;
  requireName("host function", name);
  const signature = given.length > 2 ? second : null;
  if (signature !== null && !isSignature(signature)) {
    throw misuse(`the signature of host function '${name}' must come from sig()`);
  }
  const callback = given.length > 2 ? third : second;
  requireFunction(`host function '${name}'`, callback);
  if (!isAsync && isAsyncFunction(callback)) {
    throw misuse(`host function '${name}' is asynchronous; register it with registerAsyncFn`);
  }
  return { name, signature, callback };
}

function isSignature(value: unknown): value is HostSignature {
  return typeof value === "object" && value !== null && SIGNATURE in value;
}
