/** Where the JSON scanner stands in its text, and the errors that it reports from there (stdlib 5.2). */
import type { RaisedError } from "../../errors.ts";
import { NEWLINE, RETURN, SPACE, TAB } from "./characters.ts";
import { jsonError } from "./json-error.ts";

/** Whoever reads something starts at `index` and leaves it behind what was read. */
export class JsonCursor {
  readonly text: string;
  index = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.index >= this.text.length;
  }

  /** Moves to the first character that is no blank and answers its code, NaN at the end. */
  skipBlanks(): number {
    const { text } = this;
    let code = text.charCodeAt(this.index);
    while (code === SPACE || code === NEWLINE || code === RETURN || code === TAB) code = text.charCodeAt(++this.index);
    return code;
  }

  /** Reports what stands at the index, or that nothing does. */
  unexpected(reasonAtEnd: string, reason: string): RaisedError {
    return this.error(this.isAtEnd ? reasonAtEnd : reason);
  }

  error(reason: string): RaisedError {
    return jsonError(this.text, this.index, reason);
  }

  /** Reports the last character that was read. */
  errorBefore(reason: string): RaisedError {
    return jsonError(this.text, this.index - 1, reason);
  }
}
