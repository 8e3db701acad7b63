/**
 * The `string` module (stdlib 5.4): each function is the string method of its name with the receiver first. Texts are
 * those of the method; the kind is RuntimeError, as everywhere in module functions.
 */
import { RaisedError, runtimeError } from "../errors.ts";
import { isCallbackMethod } from "../methods/definition.ts";
import { joinDisplayed } from "../methods/list.ts";
import { stringMethods } from "../methods/string.ts";
import { display } from "../values/display.ts";
import { List } from "../values/list.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { isString, onlyArgument } from "./arguments.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";
import type { StdManifest } from "./manifest.ts";

/** The method `name` as a function. */
function method(name: keyof StdManifest["string"]): MemberFunction {
  const definition = stringMethods.find((candidate) => candidate.name === name);
  if (definition === undefined || isCallbackMethod(definition)) {
    throw new Error(`internal error: no plain string method '${name}'`);
  }
  return (args) => {
    const [receiver, ...rest] = args;
    if (args.length === 0) throw runtimeError("requires string argument");
    if (!isString(receiver)) throw runtimeError(`requires string argument, got ${typeOf(receiver)}`);
    return asModuleFunction(() => definition.call(receiver, rest));
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
  len: method("len"),
  char_len: method("char_len"),
  is_empty: method("is_empty"),
  contains: method("contains"),
  starts_with: method("starts_with"),
  ends_with: method("ends_with"),
  find: method("find"),
  index: method("index"),
  count: method("count"),
  trim: method("trim"),
  trim_start: method("trim_start"),
  trim_end: method("trim_end"),
  to_upper: method("to_upper"),
  to_lower: method("to_lower"),
  split: method("split"),
  replace: method("replace"),
  chars: method("chars"),
  pad_start: method("pad_start"),
  pad_end: method("pad_end"),
  strip_prefix: method("strip_prefix"),
  strip_suffix: method("strip_suffix"),
  reverse: method("reverse"),
  repeat: method("repeat"),
  slice: method("slice"),
  bytes: method("bytes"),
  to_int: method("to_int"),
  to_float: method("to_float"),
  to_string: (args) => display(onlyArgument(args)),
  join,
};
