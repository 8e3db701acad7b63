/**
 * One conversion that is under way: the mapper it runs for and the path to the part being converted. Codecs nest
 * on the JavaScript stack, so their depth is bounded here; the default mapping needs no stack.
 */
import { IonConversionError, type PathSegment } from "./conversion-error.ts";
import type { Mapper } from "./mapper.ts";

/** Deeper nesting of declared types is refused; far below what the JavaScript stack holds. */
const MAX_DEPTH = 400;

export class Conversion {
  readonly mapper: Mapper;
  /** Made for the first part: most conversions have none (benchmark "host call with a signature"). */
  #path: PathSegment[] | null = null;
  #depth = 0;

  constructor(mapper: Mapper) {
    this.mapper = mapper;
  }

  /** Goes on with one part; `leave` comes back. A failure ends the conversion, so nothing is undone then. */
  enter(segment: PathSegment): void {
    if (++this.#depth > MAX_DEPTH) throw this.fail("value is nested too deeply", [segment]);
    this.#path ??= [];
    this.#path.push(segment);
  }

  leave(): void {
    this.#path!.pop();
    this.#depth--;
  }

  /** Runs `body` for the part that `segments` lead to. */
  within<T>(segments: readonly PathSegment[], body: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw this.fail("value is nested too deeply", segments);
    this.#path ??= [];
    for (const segment of segments) this.#path.push(segment);
    const result = body();
    this.#path.length -= segments.length;
    this.#depth--;
    return result;
  }

  /** Runs code that may reach host code (a getter, a proxy's trap); what that throws becomes a conversion error. */
  guard<T>(body: () => T): T {
    try {
      return body();
    } catch (thrown) {
      throw this.failBy(thrown);
    }
  }

  fail(message: string, segments: readonly PathSegment[] = [], cause?: unknown, advice?: string): IonConversionError {
    return new IonConversionError(message, [...(this.#path ?? []), ...segments], cause, advice);
  }

  /** The conversion error for whatever was thrown at the present part; those that are one already know their path. */
  failBy(thrown: unknown, segments: readonly PathSegment[] = []): IonConversionError {
    if (thrown instanceof IonConversionError) return thrown;
    return this.fail(thrownText(thrown), segments, thrown);
  }
}

/** The message of whatever host code threw, in this realm or another, else its text; never fails itself. */
export function thrownText(thrown: unknown): string {
  try {
    const { message } = Object(thrown);
    return typeof message === "string" ? message : String(thrown);
  } catch {
    // A value whose conversion to text fails has no text of its own.
    return "host code threw a value without text";
  }
}
