/** What defineStruct, defineEnum and structOf have in common: a codec that can be registered with an engine. */
import type { IonType } from "./codec.ts";
import { misuse } from "./misuse.ts";
import type { TypeEntry } from "./type-registry.ts";

export const TYPE_ENTRY: unique symbol = Symbol("type entry");

/** A type that `engine.registerType` takes (embedding 2.6). */
export interface HostType<T = unknown> extends IonType<T> {
  readonly [TYPE_ENTRY]: TypeEntry;
}

export function typeEntryOf(type: unknown): TypeEntry {
  const isObject = (typeof type === "object" && type !== null) || typeof type === "function";
  if (!isObject || !(TYPE_ENTRY in type)) {
    throw misuse("expected what defineStruct, defineEnum or structOf answered");
  }
  return (type as HostType)[TYPE_ENTRY];
}
