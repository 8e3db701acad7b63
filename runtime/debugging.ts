/**
 * What the runtime does for a debugger, and only while one is there, because both cost a stack capture (embedding 2.11).
 */

export interface AsyncTag {
  run<T>(body: () => T): T;
}

/** Noted when an engine is created; modules that were compiled with `dev` ask for tags at any time. */
export const debuggers = { isAttached: false };

/** Remembers the JavaScript stack of here; what runs inside `tag.run` shows it as its asynchronous caller. */
export function createAsyncTag(name: string): AsyncTag | null {
  const { createTask } = console as { createTask?: (name: string) => AsyncTag };
  return createTask === undefined ? null : createTask(name);
}

/**
 * Pauses a debugger that pauses on uncaught exceptions, here, where an error arose that no Ion code catches. The throw
 * itself does not, because the runtime catches it on its way to the host. The rejection of a promise that has no handler
 * yet does, in this form: of `Promise.reject` V8 would say that the runtime catches it.
 */
export function reportUncaught(message: string): void {
  const error = new Error(message);
  error.name = "IonError";
  new Promise((_resolve, reject) => reject(error)).catch(() => undefined);
}
