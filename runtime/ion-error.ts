/**
 * `IonError`, the one error that Ion programs and the compiler show to the host (embedding 2.8). In come a message and
 * what is known of its place; out go the texts that a person or a log reads. The message is exactly the Ion message:
 * position and stack live in fields of their own (the one exception asks for it: `hasExcerptInMessage`).
 */
import {
  type ErrorView,
  type IonFrame,
  type Paint,
  paintAnsi,
  paintNothing,
  renderExcerpts,
  renderReport,
} from "./error-format.ts";
import { hostLinesOf, type LocatedFrame, stackText } from "./error-stack.ts";
import type { ErrorKind } from "./errors.ts";

export type { IonFrame } from "./error-format.ts";
export type { ErrorKind } from "./errors.ts";

export type IonErrorCode =
  | "ion.lex_error"
  | "ion.parse_error"
  | "ion.runtime_error"
  | "ion.type_error"
  | "ion.name_error"
  | "ion.propagated_error"
  | "ion.propagated_none";

/**
 * The names of each kind: in the one-line form, and for people who may not see details (embedding 1.10); the code is made
 * of the latter.
 */
const KINDS: Readonly<Record<ErrorKind, readonly [title: string, publicMessage: string]>> = {
  lex: ["LexError", "lex error"],
  parse: ["ParseError", "parse error"],
  runtime: ["RuntimeError", "runtime error"],
  type: ["TypeError", "type error"],
  name: ["NameError", "name error"],
  propagated_err: ["PropagatedErr", "propagated error"],
  propagated_none: ["PropagatedNone", "propagated none"],
};

export interface IonErrorOptions {
  readonly kind?: ErrorKind;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly sourceName?: string | undefined;
  /** The URL of the source, when it has one; the stack shows it. */
  readonly sourceUrl?: string | undefined;
  readonly source?: string | undefined;
  readonly hint?: string | undefined;
  readonly additional?: readonly IonError[];
  readonly frames?: readonly LocatedFrame[];
  readonly cause?: unknown;
  /** Ends the message with the excerpt, for an error that nobody formats: Node prints it when an import fails. */
  readonly hasExcerptInMessage?: boolean;
  /** The function by which the host entered Ion: `stack` continues with its caller. */
  readonly entry?: ((...args: never[]) => unknown) | undefined;
}

export interface FormatOptions {
  /** The source text, where the error does not carry it. */
  readonly source?: string;
  /** Default: whether the error stream is a terminal, overruled by `NO_COLOR` and `FORCE_COLOR`. */
  readonly color?: boolean;
  /** Default true. */
  readonly frames?: boolean;
}

/** Marks the errors of every copy of this package, so that `instanceof` works across copies. */
const BRAND = Symbol.for("ionlang.IonError");
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

export class IonError extends Error implements ErrorView {
  readonly kind: ErrorKind;
  readonly code: IonErrorCode;
  /** From 1; 0 when unknown, as `column`. Columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly sourceName: string | undefined;
  declare readonly source: string | undefined;
  readonly additional: readonly IonError[];
  readonly hint: string | undefined;
  readonly frames: readonly IonFrame[];
  declare readonly cause?: unknown;
  /** The message without an excerpt. */
  readonly #headline: string;

  constructor(message: string, options: IonErrorOptions = {}) {
    super(message, "cause" in options && options.cause !== undefined ? { cause: options.cause } : undefined);
    this.kind = checkKind(options.kind ?? "runtime");
    this.code = `ion.${this.publicMessage.replace(" ", "_")}` as IonErrorCode;
    this.line = options.line ?? 0;
    this.column = options.column ?? 0;
    if (options.endLine !== undefined) this.endLine = options.endLine;
    if (options.endColumn !== undefined) this.endColumn = options.endColumn;
    this.sourceName = options.sourceName;
    this.additional = Object.freeze([...(options.additional ?? [])]);
    this.hint = options.hint;
    const frames = options.frames ?? [];
    this.frames = Object.freeze(frames.map(publicFrame));
    Object.defineProperty(this, "source", { value: options.source, configurable: true });
    this.#headline = message;
    if (options.hasExcerptInMessage === true) this.message = [message, ...this.#excerptLines()].join("\n");
    Object.defineProperty(this, "stack", {
      value: this.#stackText(frames, options),
      writable: true,
      configurable: true,
    });
  }

  static {
    Object.defineProperty(IonError.prototype, "name", { value: "IonError", writable: true, configurable: true });
    Object.defineProperty(IonError.prototype, BRAND, { value: true });
  }

  /** True for IonErrors of any copy of this package. */
  static isIonError(value: unknown): value is IonError {
    try {
      return value instanceof Error && (value as { [BRAND]?: unknown })[BRAND] === true;
    } catch {
      // A proxy whose traps throw is no error of ours.
      return false;
    }
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this method but not the brand as its test.
    if (this !== IonError) return isOrdinaryInstance(this, value);
    return IonError.isIonError(value);
  }

  /** The kind in words only, for clients that may not see the message. */
  get publicMessage(): string {
    return KINDS[this.kind][1];
  }

  /** The one-line form: `RuntimeError at 2:1: division by zero` (language 5.1). */
  display(): string {
    return `${KINDS[this.kind][0]} at ${this.line}:${this.column}: ${this.#headline}`;
  }

  /** The excerpt form with ANSI colors (language 5.4), including the additional errors. */
  formatWithSource(source: string): string {
    return renderExcerpts(this.#view(), source, paintAnsi);
  }

  /** Header, location, excerpt, help and frames; without a final newline. */
  format(options: FormatOptions = {}): string {
    const paint: Paint = (options.color ?? wantsColor()) ? paintAnsi : paintNothing;
    return renderReport(this.#view(), options.source, options.frames ?? true, paint);
  }

  toJSON(): object {
    const { name, kind, code, message, line, column, endLine, endColumn, sourceName, hint, frames } = this;
    const additional = this.additional.map((error) => error.toJSON());
    return { name, kind, code, message, line, column, endLine, endColumn, sourceName, hint, frames, additional };
  }

  [INSPECT](_depth: number, options: object, inspect?: (value: unknown, options: object) => string): string {
    const frames = (this.stack ?? "").split("\n").filter((line) => /^ +at /.test(line));
    const cause =
      this.cause === undefined || inspect === undefined
        ? []
        : [`  [cause]: ${inspectSafely(this.cause, options, inspect)}`];
    return [`IonError [${this.code}]: ${this.#headline}`, ...this.#excerptLines(), ...frames, ...cause].join("\n");
  }

  #view(): ErrorView {
    const { kind, line, column, sourceName, source, hint, frames, additional } = this;
    return { kind, message: this.#headline, line, column, sourceName, source, hint, frames, additional };
  }

  /** The report below its first line. */
  #excerptLines(): string[] {
    return renderReport(this.#view(), undefined, false, paintNothing).split("\n").slice(1);
  }

  #stackText(frames: readonly LocatedFrame[], options: IonErrorOptions): string {
    const header = `IonError [${this.code}]: ${this.message}`;
    const hostLines = hostLinesOf(captureStack(this, options.entry));
    if (frames.length > 0 || this.line === 0) return stackText(header, frames, hostLines);
    const place = `${options.sourceUrl ?? this.sourceName ?? "<source>"}:${this.line}:${this.column}`;
    return stackText(header, [], [`    at ${place}`, ...hostLines]);
  }
}

/** What a host threw may be an object whose getters throw. */
function inspectSafely(value: unknown, options: object, inspect: (value: unknown, options: object) => string): string {
  try {
    return inspect(value, options);
  } catch {
    return "<cannot be inspected>";
  }
}

/** A kind that does not exist is the host's mistake (embedding D9). */
function checkKind(kind: ErrorKind): ErrorKind {
  if (Object.hasOwn(KINDS, kind)) return kind;
  const known = Object.keys(KINDS).join(", ");
  throw Object.assign(new RangeError(`the kind of an IonError must be one of ${known}`), { code: "ion.host_misuse" });
}

function publicFrame({ kind, name, file, line, column }: LocatedFrame): IonFrame {
  return Object.freeze({ kind, name, file, line, column });
}

/**
 * The JavaScript stack below `entry`; the constructor's own stack where V8's capture is missing. Undefined when the host
 * makes something else of stacks than text (`Error.prepareStackTrace`).
 */
function captureStack(error: Error, entry: IonErrorOptions["entry"]): string | undefined {
  const isOwn = entry === undefined || Error.captureStackTrace === undefined;
  const holder: { stack?: unknown } = isOwn ? error : {};
  if (!isOwn) Error.captureStackTrace(holder, entry);
  return typeof holder.stack === "string" ? holder.stack : undefined;
}

/** What `instanceof` means for a class without a brand. */
function isOrdinaryInstance(target: unknown, value: unknown): boolean {
  return Function.prototype[Symbol.hasInstance].call(target, value);
}

/** Read from the global object, because this file also runs where there is no process. */
interface ProcessLike {
  readonly env?: { readonly FORCE_COLOR?: string; readonly NO_COLOR?: string };
  readonly stderr?: { readonly isTTY?: boolean };
}

function wantsColor(): boolean {
  const process = (globalThis as { process?: ProcessLike }).process;
  const force = process?.env?.FORCE_COLOR;
  if (force !== undefined) return force !== "0" && force !== "false";
  const forbid = process?.env?.NO_COLOR;
  return (forbid === undefined || forbid === "") && process?.stderr?.isTTY === true;
}
