/**
 * The way back to the host's event loop: the callback runs after the host had one turn, so that its timers, input and
 * settled promises get in. Node has `setImmediate`; in browsers a message to oneself does the same without the delay
 * of a timer.
 */
interface Host {
  setImmediate?: (callback: () => void) => unknown;
  MessageChannel?: new () => { port1: { onmessage: (() => void) | null }; port2: { postMessage(message: null): void } };
}

const host = globalThis as unknown as Host;

export const afterHostTurn: (callback: () => void) => void = chooseHostTurn();

function chooseHostTurn(): (callback: () => void) => void {
  const { setImmediate, MessageChannel } = host;
  if (setImmediate !== undefined) return (callback) => void setImmediate(callback);
  if (MessageChannel === undefined) return (callback) => void setTimeout(callback, 0);
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    port2.postMessage(null);
  };
}
