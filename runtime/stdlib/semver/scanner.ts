/**
 * Reads the pieces that versions and requirements are made of: numbers, identifiers, wildcards (stdlib 5.8). In comes
 * the text; each `read…` moves on behind what it read or throws a SemverError with the bare reason.
 */

/** The parts of a version as reasons name them. */
export const MAJOR = "major version number";
export const MINOR = "minor version number";
export const PATCH = "patch version number";
export const PRE = "pre-release identifier";
export const BUILD = "build metadata";
export type Part = typeof MAJOR | typeof MINOR | typeof PATCH | typeof PRE | typeof BUILD;

const MAX_NUMBER = 2n ** 64n - 1n;

/** Malformed text; the functions of the module put their own words before the reason. */
export class SemverError {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export class SemverScanner {
  readonly #text: string;
  #index = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#index >= this.#text.length;
  }

  /** The next character, all of it also above U+FFFF; undefined at the end. */
  peek(): string | undefined {
    const codePoint = this.#text.codePointAt(this.#index);
    return codePoint === undefined ? undefined : String.fromCodePoint(codePoint);
  }

  /** Moves on if `text` comes next, and says so. */
  eat(text: string): boolean {
    const isNext = this.#text.startsWith(text, this.#index);
    if (isNext) this.#index += text.length;
    return isNext;
  }

  skipBlanks(): void {
    while (this.eat(" "));
  }

  /** The wildcard character that comes next, if one does. */
  eatWildcard(): string | undefined {
    return ["*", "x", "X"].find((wildcard) => this.eat(wildcard));
  }

  readNumber(part: Part): bigint {
    const digits = this.#eatWhile(/[0-9]*/y);
    if (digits === "") throw this.unexpected(part);
    if (digits.length > 1 && digits.startsWith("0")) throw new SemverError(`invalid leading zero in ${part}`);
    if (digits.length > 20 || BigInt(digits) > MAX_NUMBER) {
      throw new SemverError(`value of ${part} exceeds u64::MAX`);
    }
    return BigInt(digits);
  }

  /** Whether the next character may stand in identifiers at all. */
  startsIdentifiers(): boolean {
    return /[0-9A-Za-z.-]/.test(this.#text.charAt(this.#index));
  }

  /** Dot-separated segments, at least one. */
  readIdentifiers(part: typeof PRE | typeof BUILD): string {
    const identifiers = this.#eatWhile(/[0-9A-Za-z.-]*/y);
    for (const segment of identifiers.split(".")) {
      if (segment === "") throw new SemverError(`empty identifier segment in ${part}`);
      if (part === PRE && /^0[0-9]+$/.test(segment)) throw new SemverError(`invalid leading zero in ${part}`);
    }
    return identifiers;
  }

  /** The error for what stands where `part` should begin. */
  unexpected(part: Part): SemverError {
    const found = this.peek();
    return new SemverError(
      found === undefined
        ? `unexpected end of input while parsing ${part}`
        : `unexpected character ${quoteChar(found)} while parsing ${part}`,
    );
  }

  #eatWhile(pattern: RegExp): string {
    pattern.lastIndex = this.#index;
    const [eaten] = pattern.exec(this.#text)!;
    this.#index += eaten.length;
    return eaten;
  }
}

const CHAR_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\0", "\\0"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["'", "\\'"],
  ["\\", "\\\\"],
]);

/** A character as reasons show it: `'v'`, `'\n'`; what cannot be seen by its code. */
export function quoteChar(char: string): string {
  const escape = CHAR_ESCAPES.get(char) ?? (isInvisible(char) ? `\\u{${char.codePointAt(0)!.toString(16)}}` : char);
  return `'${escape}'`;
}

function isInvisible(char: string): boolean {
  return char !== " " && /[\p{C}\p{Z}\p{Grapheme_Extend}]/u.test(char);
}
