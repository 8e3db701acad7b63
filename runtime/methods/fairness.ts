/**
 * Fairness in library loops (concurrency M-15): the iterations of a method that calls back count toward the slice of the
 * running task, as those of compiled loops do. They are counted in blocks, when a block begins, and each block is a loop
 * of its own: a look at the slice in each iteration would cost `fold` a tenth of its time (benchmark "map / filter /
 * fold").
 *
 *     for (let i = 0; i < count; ) {
 *       if (endsSlice(count - i)) yield;
 *       for (const end = blockEnd(i, count); i < end; i++) …
 *     }
 */
import { machine } from "../machine/machine.ts";
import { endSlice } from "../machine/waiter.ts";

const BLOCK = 64;

/** The iteration before which the block that begins with `index` ends. */
export function blockEnd(index: number, count: number): number {
  return Math.min(index + BLOCK, count);
}

/** Asked before each block; true when the method is to yield at once, to go on with the block in a later slice. */
export function endsSlice(remaining: number): boolean {
  machine.budget -= Math.min(BLOCK, remaining);
  return machine.budget < 0 && endSlice();
}
