/**
 * The `string` module (stdlib 5.4): each function is the string method of its name with the receiver first. Texts are
 * those of the method; the kind is RuntimeError, as everywhere in module functions.
 */
import { RaisedError, runtimeError } from "../errors.ts";
import type { PlainMethod } from "../methods/definition.ts";
import { joinDisplayed } from "../methods/list.ts";
import * as methods from "../methods/string.ts";
import { display } from "../values/display.ts";
import { List } from "../values/list.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { isString, onlyArgument } from "./arguments.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";

/** The method as a function. */
/* @__NO_SIDE_EFFECTS__ */
function method(call: PlainMethod<string>): MemberFunction {
  return (args) => {
    const [receiver, ...rest] = args;
    if (args.length === 0) throw runtimeError("requires string argument");
    if (!isString(receiver)) throw runtimeError(`requires string argument, got ${typeOf(receiver)}`);
    return asModuleFunction(() => call(receiver, rest));
  };
}

function asModuleFunction(call: () => Value): Value {
  try {
    return call();
  } catch (error) {
    // Methods say TypeError where module functions say RuntimeError (stdlib 1.2).
    throw error instanceof RaisedError ? runtimeError(error.message) : error;
  }
}

function join(args: readonly Value[]): Value {
  if (args.length !== 1 && args.length !== 2) throw runtimeError("requires 1-2 arguments: list, [separator]");
  const [list, separator] = args;
  if (!(list instanceof List)) throw runtimeError("requires a list as first argument");
  return joinDisplayed(list, separator);
}

export const string: ModuleDefinition<"string"> = {
  len: method(methods.len),
  char_len: method(methods.charLen),
  is_empty: method(methods.isEmpty),
  contains: method(methods.contains),
  starts_with: method(methods.startsWith),
  ends_with: method(methods.endsWith),
  find: method(methods.find),
  index: method(methods.find),
  count: method(methods.count),
  trim: method(methods.trim),
  trim_start: method(methods.trimStart),
  trim_end: method(methods.trimEnd),
  to_upper: method(methods.toUpper),
  to_lower: method(methods.toLower),
  split: method(methods.split),
  replace: method(methods.replace),
  chars: method(methods.chars),
  pad_start: method(methods.padStart),
  pad_end: method(methods.padEnd),
  strip_prefix: method(methods.stripPrefix),
  strip_suffix: method(methods.stripSuffix),
  reverse: method(methods.reverse),
  repeat: method(methods.repeat),
  slice: method(methods.slice),
  bytes: method(methods.bytes),
  to_int: method(methods.toInt),
  to_float: method(methods.toFloat),
  to_string: (args) => display(onlyArgument(args)),
  join,
};
