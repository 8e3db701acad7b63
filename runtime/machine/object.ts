/** Values with identity whose methods live with their class (task handles, channel ends). */
import { HeapValue, type Value } from "../values/value.ts";
import { NO_ARGUMENTS } from "./call.ts";
import type { Outcome } from "./machine.ts";

export abstract class ObjectValue extends HeapValue {
  /** Calls a method; an unknown one raises the type's own TypeError. May park the running task. */
  abstract invoke(name: string, args: readonly Value[]): Outcome;

  /** `invoke` without arguments, and with one: for classes that spare the array (benchmark "ping-pong over channel(1)"). */
  invoke0(name: string): Outcome {
    return this.invoke(name, NO_ARGUMENTS);
  }

  invoke1(name: string, a: Value): Outcome {
    return this.invoke(name, [a]);
  }
}
