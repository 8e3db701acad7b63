/**
 * Times of which no two sums are equal: different powers of two. A program whose sites run at most once then has no two
 * events at one instant, because an instant is the sum of the times on its causal path.
 */
import type { Step } from "./program.ts";
import { render, type TimeOf } from "./render.ts";

/** How many powers a drawn time chooses from. */
const CHOICE = 9;
/** The highest power of two that one host timer can take. */
const HIGHEST = 30;

/** Whether the program is short enough for times of its own at every site. */
export function hasUniqueTimes(steps: readonly Step[]): boolean {
  let count = 0;
  render(steps, () => ++count);
  return count + CHOICE <= HIGHEST;
}

/** A fresh supply; the drawn time chooses among the powers that are left. */
export function uniqueTimes(): TimeOf {
  const left = Array.from({ length: CHOICE }, (_, exponent) => exponent);
  let next = left.length;
  return (drawnMs) => {
    const [exponent] = left.splice(drawnMs % left.length, 1, next++);
    return 2 ** exponent!;
  };
}
