/**
 * The compile-time cap on logging (stdlib 5.7): a call written `log::<level>(…)` with a level above the cap becomes unit,
 * and its arguments are not evaluated. Only the library's own module is meant; a `log` that the program binds is not.
 */
import { isLevelWithin, LOG_LEVELS, type LogLevel } from "../../runtime/stdlib/manifest.ts";
import type { CallExpression } from "../syntax/ast.ts";
import type { FunctionContext } from "./context.ts";

export function isCappedLogCall({ callee }: CallExpression, ctx: FunctionContext): boolean {
  if (ctx.module.logCap === "trace" || callee.type !== "PathExpression" || callee.segments.length !== 2) return false;
  const [head, level] = callee.segments;
  if (head!.name !== "log" || level!.name === "off" || !isLogLevel(level!.name)) return false;
  const { references, visibleGlobs } = ctx.module.analysis.resolution;
  const isLibrary = references.get(head!)?.type === "global" && !visibleGlobs.has(head!);
  return isLibrary && !isLevelWithin(level!.name, ctx.module.logCap);
}

function isLogLevel(name: string): name is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(name);
}
