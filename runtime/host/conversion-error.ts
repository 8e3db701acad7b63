/** What a conversion between JavaScript and Ion values throws (embedding 2.5, 2.6), with the path to the culprit. */

export type PathSegment = string | number;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export function formatPath(segments: readonly PathSegment[]): string {
  let path = "$";
  for (const segment of segments) {
    if (typeof segment === "number") path += `[${segment}]`;
    else path += IDENTIFIER.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
  }
  return path;
}

export class IonConversionError extends TypeError {
  readonly code = "ion.conversion_error";
  /** Where in the converted value: `$` is the value itself, `$.items[2]` a part of it. */
  readonly path: string;

  /** `advice` says after the path what the host can do. */
  constructor(message: string, segments: readonly PathSegment[] = [], cause?: unknown, advice?: string) {
    const place = segments.length === 0 ? "" : ` at ${formatPath(segments)}`;
    super(`${message}${place}${advice === undefined ? "" : ` (${advice})`}`, cause === undefined ? {} : { cause });
    this.path = formatPath(segments);
  }

  static {
    Object.defineProperty(IonConversionError.prototype, "name", { value: "IonConversionError", writable: true });
  }
}
