/**
 * Ion values to JSON text, compact or indented (stdlib 5.2). In comes any value; out comes well-formed JSON. Only a
 * cell that contains itself and a result too long for a string fail. Hot path of benchmark "json encode".
 */
import { hexText } from "../../methods/bytes-text.ts";
import { MAX_STRING_LENGTH } from "../../methods/limits.ts";
import { Bytes } from "../../values/bytes.ts";
import { Float } from "../../values/float.ts";
import { jsonFloat } from "../../values/float-text.ts";
import { TextBuilder } from "../../values/text-builder.ts";
import type { Value } from "../../values/value.ts";
import { KeyTexts } from "./key-texts.ts";
import { inOrder } from "./sort-keys.ts";
import { type MapParts, type StructureSink, walkStructure } from "./walk.ts";

/** `{"a":1,"b":[2]}`. */
export function encodeJson(value: Value): string {
  return write(value, new JsonText(value));
}

/** Two spaces a level, one item a line; empty containers stay on theirs. */
export function prettyJson(value: Value): string {
  return write(value, new IndentedJsonText(value));
}

function write(value: Value, text: JsonText): string {
  walkStructure(value, text);
  return text.finish();
}

class JsonText implements StructureSink {
  protected readonly text: TextBuilder;
  readonly #keyTexts: KeyTexts;

  constructor(root: Value, colon = ":") {
    this.#keyTexts = new KeyTexts(colon);
    this.text = new TextBuilder(root, MAX_STRING_LENGTH, "encode result too large");
  }

  finish(): string {
    return this.text.finish();
  }

  scalar(value: Value): void {
    this.text.add(scalarText(value));
  }

  openArray(_length: number): void {
    this.text.add("[");
  }

  item(index: number): void {
    if (index > 0) this.text.add(",");
  }

  closeArray(_length: number): void {
    this.text.add("]");
  }

  openMap(_size: number): void {
    this.text.add("{");
  }

  /** `key` is the text that `arrange` made of it. */
  key(index: number, key: string): void {
    this.item(index);
    this.text.add(key);
  }

  closeMap(_size: number): void {
    this.text.add("}");
  }

  arrange({ keys, values }: MapParts): MapParts {
    const { order, texts } = this.#keyTexts.of(keys);
    return { keys: texts, values: order === null ? values : inOrder(values, order) };
  }
}

/** Breaks the line before each item, and before the end of a container that has any. */
class IndentedJsonText extends JsonText {
  #depth = 0;

  constructor(root: Value) {
    super(root, ": ");
  }

  override openArray(length: number): void {
    super.openArray(length);
    this.#depth++;
  }

  override item(index: number): void {
    super.item(index);
    this.#breakLine();
  }

  override closeArray(length: number): void {
    this.#depth--;
    if (length > 0) this.#breakLine();
    super.closeArray(length);
  }

  override openMap(size: number): void {
    super.openMap(size);
    this.#depth++;
  }

  override closeMap(size: number): void {
    this.#depth--;
    if (size > 0) this.#breakLine();
    super.closeMap(size);
  }

  #breakLine(): void {
    this.text.add(`\n${"  ".repeat(this.#depth)}`);
  }
}

/** Characters that a JSON string has only escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the ones
const ESCAPED = /["\\\u0000-\u001f]/;

function scalarText(value: Value): string {
  // `JSON.stringify` of one string writes exactly the escapes of the specification; most strings need none.
  if (typeof value === "string") return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
  if (typeof value !== "object") return value === undefined ? "null" : String(value);
  if (value instanceof Float) return floatText(value.value);
  return value instanceof Bytes ? `"${hexText(value.data)}"` : "null";
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) return "null";
  const magnitude = Math.abs(value);
  if (magnitude < 1e-5 || magnitude >= 1e16) return jsonFloat(value);
  // Where JavaScript writes no exponent either, only the point of a whole number is missing.
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
