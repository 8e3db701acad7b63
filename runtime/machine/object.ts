/** Values with identity whose methods live with their class (task handles, channel ends). */
import { HeapValue, type Value } from "../values/value.ts";
import type { Outcome } from "./machine.ts";

export abstract class ObjectValue extends HeapValue {
  /** Calls a method; an unknown one raises the type's own TypeError. May park the running task. */
  abstract invoke(name: string, args: readonly Value[]): Outcome;
}
