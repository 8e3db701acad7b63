/**
 * Counts the elements that `body` copies or collects, by watching the two primitives that collections use for that.
 * Stands in for a timed test: what is amortised O(1) copies a bounded number of elements per step.
 */
export function countCopied(body: () => void): number {
  const { slice, push } = Array.prototype;
  let copied = 0;
  Array.prototype.slice = function (this: unknown[], ...args: [number?, number?]) {
    const result = slice.apply(this, args);
    copied += result.length;
    return result;
  };
  Array.prototype.push = function (this: unknown[], ...items: unknown[]) {
    copied += items.length;
    return push.apply(this, items);
  };
  try {
    body();
  } finally {
    Object.assign(Array.prototype, { slice, push });
  }
  return copied;
}
