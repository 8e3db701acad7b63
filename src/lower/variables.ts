/**
 * Names: reading, binding and assigning variables (language 4.2 to 4.4).
 *
 *   local                 x                    immutable top level   const x = $.bind("x", v)
 *   mutable top level     x.value              late-bound            $.late($g_x, at, x)
 *   in a closed loop      $l_x
 *   outside the program   $g_x.get(at)         captured copy         x$c
 */
import type * as js from "estree";
import { Binding, Capture, type EarlierName, type GlobImport, type Reference, type Slot } from "../analyze/scope.ts";
import type { Name, Node } from "../syntax/ast.ts";
import * as b from "./builders.ts";
import { type FunctionContext, isWait, mutableRead } from "./context.ts";

/** Reads the name at `node`, whose error position is `start`. */
export function readName(ctx: FunctionContext, node: Node, name: string, start: number): js.Expression {
  const reference = ctx.module.analysis.resolution.references.get(node)!;
  return behindGlobs(ctx, node, name, readReference(ctx, reference, name, start));
}

/** Reads a name that is about to be assigned: what the library or the host calls so is no variable (4.4). */
export function readTarget(ctx: FunctionContext, node: Node, name: string, start: number): js.Expression {
  const reference = ctx.module.analysis.resolution.references.get(node)!;
  if (reference.type !== "global") return readName(ctx, node, name, start);
  const variable = b.call(b.member(ctx.module.constants.global(name), "variable"), [b.number(start)]);
  return behindGlobs(ctx, node, name, readGlobal(ctx, variable, start));
}

/** What imports of everything have under the name comes first, the innermost one before the others. */
function behindGlobs(ctx: FunctionContext, node: Node, name: string, plain: js.Expression): js.Expression {
  const globs = ctx.module.analysis.resolution.visibleGlobs.get(node) ?? [];
  return globs.reduceRight(
    (otherwise: js.Expression, glob) =>
      b.conditional(globEntry(glob, "has", name), globEntry(glob, "get", name), otherwise),
    plain,
  );
}

function globEntry({ jsName }: GlobImport, method: "has" | "get", name: string): js.Expression {
  return b.call(b.member(b.id(jsName), method), [b.string(name)]);
}

function readReference(ctx: FunctionContext, reference: Reference, name: string, start: number): js.Expression {
  switch (reference.type) {
    case "binding":
      return readBinding(ctx, reference.binding);
    case "capture":
      return readCapture(ctx, reference.capture);
    case "late": {
      const candidates = [readSlot(ctx, reference.slot)];
      if (reference.capture !== null) candidates.unshift(b.id(ctx.module.names.ofCapture(reference.capture)));
      return b.at(ctx.abi("late", ctx.module.constants.global(name), b.number(start), ...candidates), start);
    }
    case "global":
      return readGlobal(ctx, ctx.module.constants.global(name), start);
  }
}

function readGlobal(ctx: FunctionContext, reference: js.Expression, start: number): js.Expression {
  return b.at(b.call(b.member(reference, ctx.info.isMain ? "get" : "captured"), [b.number(start)]), start);
}

/** A name of an earlier evaluation. It is bound, so no position is needed. */
export function readEarlier(ctx: FunctionContext, { name }: EarlierName): js.Expression {
  return b.call(b.member(ctx.module.constants.global(name), "get"), [b.number(-1)]);
}

export function readBinding(ctx: FunctionContext, binding: Binding): js.Expression {
  if (binding.knownFunction !== null) return b.id(valueName(ctx, binding));
  const name = ctx.localOf(binding);
  if (name === null) return b.member(b.id(ctx.module.names.ofBinding(binding)), "value");
  if (ctx.isUnboxed(binding)) return ctx.box(b.id(name));
  return binding.isMutable ? mutableRead(name) : b.id(name);
}

function readCapture(ctx: FunctionContext, capture: Capture): js.Expression {
  const { of } = capture;
  const name = ctx.module.names.ofCapture(capture);
  if (of instanceof Capture) {
    const copied = name === ctx.module.names.ofCapture(of);
    return copied ? readCapture(ctx, of) : b.id(name);
  }
  if (!(of instanceof Binding) || name !== ctx.module.names.ofBinding(of)) return b.id(name);
  return readBinding(ctx, of);
}

/** Deeper nested, calls would exhaust the stack of who prints or parses them. */
const LONGEST_PATH = 60;

/** The members along a module path (4.12), each looked up in the one before. */
export function memberChain(
  ctx: FunctionContext,
  head: js.Expression,
  members: readonly Name[],
  start: number,
): js.Expression {
  return members.reduce((object, member, index) => {
    const value = ctx.abiAt(start, "member", object, b.string(member.name));
    return (index + 1) % LONGEST_PATH === 0 ? ctx.store(value) : value;
  }, head);
}

/** The value of a late-bound name, or `$.unbound`. */
function readSlot(ctx: FunctionContext, slot: Slot): js.Expression {
  const [version] = slot.versions;
  if (slot.versions.length === 1 && version!.knownFunction !== null) return b.id(valueName(ctx, version!));
  const variable = b.id(ctx.module.names.ofSlot(slot));
  return slot.isShared ? ctx.abi("peek", variable) : variable;
}

/** The variable that holds the function value of a `fn`; its own name is that of the JavaScript function. */
export function valueName(ctx: FunctionContext, binding: Binding): string {
  return ctx.module.names.ofFunctionValue(binding);
}

/** Introduces a binding with its value; `ion` is where the program names it. */
export function bind(
  ctx: FunctionContext,
  binding: Binding,
  value: js.Expression,
  ion: number,
  variable?: string,
): void {
  const name = variable ?? ctx.module.names.ofBinding(binding);
  const published = publish(ctx, binding, value);
  if (binding.slot.isLate) {
    ctx.hoist(name, true);
    ctx.push(b.expressionStatement(b.assign(b.id(name), published)));
    return;
  }
  const kind = binding.isMutable && !binding.isShared ? "let" : "const";
  const identifier = b.id(name);
  ctx.push(b.declare(kind, name === binding.name ? identifier : b.at(identifier, ion, binding.name), published));
}

/** Top-level bindings are also made in the engine's scope. */
function publish(ctx: FunctionContext, binding: Binding, value: js.Expression): js.Expression {
  if (!binding.isTopLevel) return value;
  // Nothing may be left to do after the wait: a debugger would stop there once more.
  if (isWait(value)) value = ctx.store(value);
  if (binding.isShared) return ctx.abi("bindShared", b.string(binding.name), value, b.boolean(binding.isMutable));
  return ctx.abi("bind", b.string(binding.name), value);
}

/**
 * Stores a value into the variable that `node` names (4.4, step 6), which is immutable where an import of everything
 * bound it; `start` is the statement.
 */
export function assignName(ctx: FunctionContext, node: Node, name: string, value: js.Expression, start: number): void {
  const { references, visibleGlobs } = ctx.module.analysis.resolution;
  const reference = references.get(node)!;
  const globs = visibleGlobs.get(node) ?? [];
  if (globs.length > 0) value = ctx.store(value);
  for (const glob of globs) {
    const refusal = ctx.abiAt(start, "refuseAssignment", b.string(name));
    ctx.push(statement(b.logical("&&", globEntry(glob, "has", name), refusal), start));
  }
  if (reference.type === "global") {
    const method = ctx.info.isMain ? "assignGlobal" : "assignOuter";
    ctx.push(statement(ctx.abiAt(start, method, ctx.module.constants.global(name), value), start));
    return;
  }
  if (reference.type === "binding" && reference.binding.isMutable) {
    const { binding } = reference;
    const name = ctx.localOf(binding);
    const target = name === null ? b.member(b.id(ctx.module.names.ofBinding(binding)), "value") : b.id(name);
    ctx.push(statement(b.assign(target, value), start));
    return;
  }
  ctx.finish(value, { type: "discard" });
  ctx.push(statement(ctx.abiAt(start, "refuseAssignment", b.string(name)), start));
}

function statement(expression: js.Expression, ion: number): js.Statement {
  return b.at(b.expressionStatement(expression), ion);
}
