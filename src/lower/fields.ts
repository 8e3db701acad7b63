/**
 * Fields of dicts (language 3.8, 4.4). In a loop the usual case stands in the code itself, because there are often many
 * of them together, more than V8 puts calls in place of (pass fieldsInPlace, benchmark "n-body"):
 *
 *     b.x        b?.shape === $k_x.shape ? b.slots[$k_x.slot] : $.field(b, $k_x, at)
 *     a.x = v    a?.shape === $k_x.shape && a.isOwned ? a.slots[$k_x.slot] = v : a = $.writeField(a, $k_x, v, at);
 */
import type * as js from "estree";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";

/** Whether the fields of the value in `object` are read and written in place. */
export function isInPlace(ctx: FunctionContext, object: js.Expression): object is js.Identifier {
  return ctx.module.analysis.passes.fieldsInPlace && ctx.loops.length > 0 && object.type === "Identifier";
}

export function readField(ctx: FunctionContext, object: js.Expression, name: string, ion: number): js.Expression {
  const key = ctx.module.constants.fieldKey(name);
  const call = ctx.abiAt(ion, "field", object, key);
  return isInPlace(ctx, object) ? b.conditional(hasShape(object, key), slotOf(object, key), call) : call;
}

/** Writes the field of the record that `variable` may own; `value` is read twice. */
export function writeField(
  ctx: FunctionContext,
  variable: js.Identifier,
  name: string,
  value: js.Expression,
  ion: number,
): js.Expression {
  const key = ctx.module.constants.fieldKey(name);
  return b.conditional(
    b.logical("&&", hasShape(variable, key), b.member(variable, "isOwned")),
    b.assign(slotOf(variable, key), value),
    b.assign(variable, ctx.abiAt(ion, "writeField", variable, key, value)),
  );
}

function hasShape(object: js.Identifier, key: js.Identifier): js.Expression {
  return b.binary("===", b.memberOfAny(object, "shape"), b.member(key, "shape"));
}

function slotOf(object: js.Identifier, key: js.Identifier): js.MemberExpression {
  return b.elementAt(b.member(object, "slots"), b.member(key, "slot"));
}
