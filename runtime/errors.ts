/**
 * The error that Ion code raises while it runs. `RaisedError` is deliberately not a JavaScript `Error`: making one
 * captures no stack and costs a plain allocation (benchmark "try/catch, 1 in 10 throws"). Its position comes from the
 * compiled code. At the edge of the public API it becomes an `IonError` (ion-error.ts).
 */
import { debuggers, reportUncaught } from "./debugging.ts";
import { captureTrace, type ErrorTrace } from "./error-trace.ts";
import type { ModuleMap } from "./generated-places.ts";

export type ErrorKind = "lex" | "parse" | "runtime" | "type" | "name" | "propagated_err" | "propagated_none";

/** Which hint of the specification's table 5.4 belongs to an error; attached where the error is raised. */
export type HintId =
  | "undefined-variable"
  | "immutable-assignment"
  | "implicit-conversion"
  | "unknown-method"
  | "division-by-zero"
  | "call-depth"
  | "index-range";

/** What an error position refers to: the module whose source the offset counts in. */
export interface SourceModule {
  readonly name: string;
  readonly url: string | undefined;
  /** Offset of the start of each line. */
  readonly lineStarts: readonly number[];
  readonly source: string | undefined;
  /** Name, start and end offset of every function, in turn; absent in modules that do not tell. */
  readonly functions?: readonly (string | number)[];
  /** Whether it was compiled for debugging (`dev`). */
  readonly isDev?: boolean;
  /** The name of the generated code on JavaScript stacks, and its source map: complete the stacks of errors. */
  readonly script?: string | undefined;
  readMap?(): ModuleMap | null;
  /** A help line for an error with this message at this offset, where the compiler is at hand and knows one. */
  adviseOn?(message: string, at: number): string | undefined;
}

/**
 * The number of `try` bodies around the code that runs now, in its task and in those that spawned it. Compiled code
 * counts them as `$h`. While there are none, errors remember their JavaScript stack, because nobody catches them.
 */
export const handlers = { active: 0 };

/** One line of an Ion stack: where the function `name` was called, spawned or entered from the host. */
export interface FrameRecord {
  readonly kind: "call" | "spawn" | "host";
  readonly name: string;
  readonly module: SourceModule | null;
  readonly at: number;
}

export const NO_POSITION = -1;
const MOST_FRAMES = 100;

export class RaisedError {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly hint: HintId | undefined;
  /** What the host threw, when the error came from host code. */
  cause: unknown;
  /** Offset in `module`, or NO_POSITION until the nearest call that knows one fills it in. */
  at: number;
  module: SourceModule | null;
  /** False for errors that Ion code cannot catch: deadlock and expired time limits. */
  isCatchable: boolean;
  /** The frames that the error left on its way out, innermost first; filled in while it travels. */
  frames: FrameRecord[] | undefined;
  /** The JavaScript stack of where it arose, for an error that no Ion code can catch. */
  trace: ErrorTrace | undefined;

  constructor(kind: ErrorKind, message: string, hint?: HintId) {
    this.kind = kind;
    this.message = message;
    this.hint = hint;
    this.cause = undefined;
    this.at = NO_POSITION;
    this.module = null;
    this.isCatchable = true;
    this.frames = undefined;
    this.trace = undefined;
  }

  /** Notes that the error leaves the function that was called here; the outermost of many frames are dropped. */
  leaveCall(module: SourceModule, at: number): void {
    this.frames ??= [];
    if (this.frames.length < MOST_FRAMES) this.frames.push({ kind: "call", name: "", module, at });
  }

  /** Fills in the position unless the error has one already. */
  locate(module: SourceModule, at: number): this {
    if (this.at === NO_POSITION) {
      this.at = at;
      this.module = module;
      if (handlers.active === 0) {
        this.trace = captureTrace();
        if (debuggers.isAttached) reportUncaught(this.message);
      }
    }
    return this;
  }
}

export function runtimeError(message: string, hint?: HintId): RaisedError {
  return new RaisedError("runtime", message, hint);
}

export function typeError(message: string, hint?: HintId): RaisedError {
  return new RaisedError("type", message, hint);
}

export function nameError(message: string, hint?: HintId): RaisedError {
  return new RaisedError("name", message, hint);
}
