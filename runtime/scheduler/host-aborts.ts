/**
 * Aborting the signal of a host call runs listeners of the host, which may do anything: evaluate, cancel, call back. So
 * the aborts that a cancellation asks for are collected, and carried out in order when the scheduler's state is whole
 * again, still inside the operation that cancels (concurrency C-4, embedding 2.4).
 */
const waiting: (() => void)[] = [];

export function deferHostAbort(abort: () => void): void {
  waiting.push(abort);
}

export function flushHostAborts(): void {
  if (waiting.length > 0) carryOut();
}

function carryOut(): void {
  for (let abort = waiting.shift(); abort !== undefined; abort = waiting.shift()) abort();
}
