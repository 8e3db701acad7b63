/**
 * Times of which no two sums are equal: different powers of two. A program whose sites run at most once then has no two
 * events at one instant, because an instant is the sum of the times on its causal path.
 */
import type { TimeOf } from "./render.ts";

/** A fresh supply; the drawn time chooses among the powers that are left. */
export function uniqueTimes(): TimeOf {
  const left = Array.from({ length: 9 }, (_, exponent) => exponent);
  let next = left.length;
  return (drawnMs) => {
    const [exponent] = left.splice(drawnMs % left.length, 1, next++);
    return 2 ** exponent!;
  };
}
