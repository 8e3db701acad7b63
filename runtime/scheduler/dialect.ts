/**
 * What the primitives look like to a program: type names, displays, error texts and defaults. There are two sets of
 * them, one for each backend that an engine can have (concurrency 9.1, L-3). What the primitives do is the same in both:
 * nothing else of the scheduler asks for the backend.
 */

import type { ConcurrencyBackend } from "./manifest.ts";

export interface Dialect {
  readonly taskType: string;
  readonly taskText: string;
  readonly senderType: string;
  readonly senderText: string;
  readonly receiverType: string;
  readonly receiverText: string;
  /** Whether a task or a channel end is equal to itself; to anything else it never is. */
  readonly hasIdentity: boolean;
  /** The capacity of `channel()`; null when it must be given. */
  readonly defaultCapacity: number | null;
  readonly capacityNotInt: string;
  /** What `tx.send` raises after `tx.close()`. */
  readonly senderClosed: string;
  readonly noReceiveTimeout: string;
  /** Whether `timeout` ignores arguments after the second one. */
  readonly ignoresExtraArguments: boolean;
  /** What a `select` raises whose winner's value does not match the pattern. */
  readonly selectMismatch: string;
  unknownTaskMethod(name: string): string;
  timeoutNotCallable(type: string): string;
}

export const ASYNC_DIALECT: Dialect = {
  taskType: "AsyncTask",
  taskText: "<AsyncTask>",
  senderType: "AsyncChannelSender",
  senderText: "<AsyncChannelTx>",
  receiverType: "AsyncChannelReceiver",
  receiverText: "<AsyncChannelRx>",
  hasIdentity: true,
  defaultCapacity: null,
  capacityNotInt: "channel requires int capacity",
  senderClosed: "channel is closed",
  noReceiveTimeout: "recv_timeout requires int (ms)",
  ignoresExtraArguments: false,
  selectMismatch: "non-exhaustive match",
  unknownTaskMethod: (name) => `AsyncTask has no method '${name}'`,
  timeoutNotCallable: (type) => `timeout callback must be callable, got ${type}`,
};

export const LEGACY_DIALECT: Dialect = {
  taskType: "Task",
  taskText: "<Task>",
  senderType: "Channel",
  senderText: "<ChannelTx>",
  receiverType: "Channel",
  receiverText: "<ChannelRx>",
  hasIdentity: false,
  defaultCapacity: 16,
  capacityNotInt: "channel buffer size must be int",
  senderClosed: "channel send failed: channel is closed",
  noReceiveTimeout: "recv_timeout requires a timeout in ms",
  ignoresExtraArguments: true,
  selectMismatch: "pattern match failed in binding",
  unknownTaskMethod: (name) => `no method '${name}' on Task`,
  timeoutNotCallable: (type) => `not callable: ${type}`,
};

export function dialectOf(backend: ConcurrencyBackend): Dialect {
  return backend === "async" ? ASYNC_DIALECT : LEGACY_DIALECT;
}
