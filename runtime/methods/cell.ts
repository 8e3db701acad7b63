/** The cell methods (stdlib 4.8): the only ones that change their receiver. */
import { runtimeError } from "../errors.ts";
import { callValue1 } from "../machine/call.ts";
import { type IonGenerator, isSuspended } from "../machine/machine.ts";
import type { Cell } from "../values/cell.ts";
import type { Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";

export function set(cell: Cell, args: readonly Value[]): Value {
  if (args.length === 0) throw runtimeError("cell.set() requires 1 argument");
  cell.value = args[0];
  return undefined;
}

/** Not atomic: what others set while `f` was suspended is overwritten (concurrency M-6). */
export function* update(cell: Cell, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "update");
  const outcome = callValue1(f, cell.value);
  cell.value = isSuspended(outcome) ? yield : outcome;
  return cell.value;
}

export const get = (cell: Cell): Value => cell.value;
