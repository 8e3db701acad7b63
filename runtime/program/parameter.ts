/** How compiled code writes the parameters of a function. */
import type { Parameter, ParameterKind } from "../values/function.ts";

const PARAMETER = /^(\*\*|\*|\/|:)?(\w+)(=)?$/;

const KINDS: { readonly [prefix: string]: ParameterKind } = {
  "": "plain",
  "/": "positional-only",
  ":": "keyword-only",
  "*": "rest",
  "**": "keyword-rest",
};

/** `a`, `a=` (has a default), `/a`, `:a` (keyword-only), `*a`, `**a`. */
export function parseParameter(text: string): Parameter {
  const [, prefix = "", name = "", equals] = PARAMETER.exec(text) ?? [];
  return { name, kind: KINDS[prefix]!, hasDefault: equals !== undefined };
}
