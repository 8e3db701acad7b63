/**
 * The notation of values in the specification's examples: the display text, but with strings quoted at every depth
 * (language.md, "How to read the examples").
 */
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { display } from "../../runtime/values/display.ts";
import { List } from "../../runtime/values/list.ts";
import { Some } from "../../runtime/values/option.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";

export function quotedDisplay(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (value instanceof List) return `[${joinQuoted(value.toArray())}]`;
  if (value instanceof Tuple) return `(${joinQuoted(value.items)}${value.items.length === 1 ? "," : ""})`;
  if (value instanceof IonSet) return `set{${joinQuoted(value.toArray())}}`;
  if (value instanceof Dict) {
    return `#{${value
      .entries()
      .map(([key, part]) => `"${key}": ${quotedDisplay(part)}`)
      .join(", ")}}`;
  }
  if (value instanceof Some) return `Some(${quotedDisplay(value.value)})`;
  if (value instanceof Ok) return `Ok(${quotedDisplay(value.value)})`;
  if (value instanceof Err) return `Err(${quotedDisplay(value.error)})`;
  if (value instanceof Cell) return `cell(${quotedDisplay(value.value)})`;
  return display(value);
}

function joinQuoted(values: readonly Value[]): string {
  return values.map(quotedDisplay).join(", ");
}

function quote(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
