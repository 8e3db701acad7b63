/**
 * "Did you mean" for errors of running programs: about a name, a method or a member of a module that does not exist. In
 * come the error's message, which the specification fixes, and what was known when the program was compiled; out comes
 * a help line, or undefined where nothing is close. Asked for when the error is shown, so it costs a program nothing.
 */
import { BUILTIN_PARAMS, METHOD_PARAMS } from "../../runtime/builtins/manifest.ts";
import { OBJECT_METHODS } from "../../runtime/scheduler/manifest.ts";
import { STD_MODULE_NAMES, STD_MODULES } from "../../runtime/stdlib/manifest.ts";
import { closestName } from "../diagnostics/similar-names.ts";
import { foreignMethod, foreignName, STATEMENT_WORDS } from "./foreign-words.ts";
import { isStandardModule } from "./library.ts";

export interface AdviceContext {
  readonly text: string;
  /** The names that the program and the evaluations before it bind. */
  readonly names: Iterable<string>;
}

/** `at`: the offset of the error's place in the text. */
export function adviseOnError(message: string, at: number, context: AdviceContext): string | undefined {
  const [, name] = /^undefined variable: (\w+)$/.exec(message) ?? [];
  if (name !== undefined) return adviseOnWordBefore(at, context) ?? adviseOnName(name, context);
  const [, type, method] = /^(\w+) has no method '(\w+)'$/.exec(message) ?? [];
  if (type !== undefined) return adviseOnMethod(type, method!, context.text.slice(at));
  const [, ownType] = /^no method '\w+' on (\w+)$/.exec(message) ?? [];
  if (ownType !== undefined) return adviseOnMethod(ownType, /'(\w+)'/.exec(message)![1]!, "");
  const [, member] = /^'(\w+)' not found in module$/.exec(message) ?? [];
  if (member !== undefined) return adviseOnMember(member, context.text.slice(at));
  if (message === "cannot call Option" && context.text.startsWith("None", at)) return "`None` takes no parentheses";
  return undefined;
}

/** `int x = 1;`: the mistake is the word in front. */
function adviseOnWordBefore(at: number, { text }: AdviceContext): string | undefined {
  const [, word] = /(\w+)[ \t]+$/.exec(text.slice(0, at)) ?? [];
  return word === undefined ? undefined : STATEMENT_WORDS.get(word);
}

function adviseOnName(name: string, { names }: AdviceContext): string | undefined {
  const foreign = foreignName(name);
  if (foreign !== undefined) return foreign;
  const similar = closestName(name, [...names, ...Object.keys(BUILTIN_PARAMS), ...STD_MODULE_NAMES]);
  return similar === null ? undefined : didYouMean(similar);
}

/** `place`: the source from the receiver on. */
function adviseOnMethod(type: string, method: string, place: string): string | undefined {
  if (type === "module") {
    const [, module] = /^(\w+)\s*\.\s*\w+/.exec(place) ?? [];
    return module === undefined ? undefined : `members of a module are reached with \`::\`: \`${module}::${method}\``;
  }
  const methods = methodsOf(type);
  const known = foreignMethod(method, methods) ?? closestName(method, methods);
  return known === null ? undefined : didYouMean(`.${known}()`);
}

function methodsOf(type: string): ReadonlySet<string> {
  const tables: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { ...METHOD_PARAMS, ...OBJECT_METHODS };
  return new Set(Object.hasOwn(tables, type) ? Object.keys(tables[type]!) : []);
}

function adviseOnMember(member: string, place: string): string | undefined {
  const [, module] = /^(?:use\s+)?(\w+)\s*::/.exec(place) ?? [];
  if (module === undefined || !isStandardModule(module)) return undefined;
  const similar = closestName(member, Object.keys(STD_MODULES[module]));
  return similar === null ? undefined : didYouMean(`${module}::${similar}`);
}

function didYouMean(name: string): string {
  return `did you mean \`${name}\`?`;
}
