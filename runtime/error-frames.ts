/**
 * The Ion stack of an error. In come the records that the runtime made while the error travelled, one for each call
 * that went through it, and the JavaScript stack of where the error arose, which has the plain calls in between; out
 * go frames that say which function stood where (embedding 2.8).
 */
import type { IonFrame } from "./error-format.ts";
import type { LocatedFrame } from "./error-stack.ts";
import { positionsOf, type ScriptPosition } from "./error-trace.ts";
import { type FrameRecord, NO_POSITION, type RaisedError, type SourceModule } from "./errors.ts";
import { positionAt } from "./source-position.ts";

const MAIN = "<main>";

/** A place where a function of the stack stood. */
interface Place {
  readonly kind: FrameRecord["kind"];
  readonly module: SourceModule | null;
  readonly at: number;
  /** What was called or spawned here, for modules that do not tell their functions. */
  readonly called: string;
}

export function framesOf(raised: RaisedError): LocatedFrame[] {
  return withPlainCalls(recordedPlaces(raised), raised)
    .filter(({ at }) => at !== NO_POSITION)
    .map((place, index, places) => createFrame(place, places[index + 1]?.called ?? MAIN));
}

/** The line of an Ion stack for a call that stands at `at`; line and column are 0 when that is unknown. */
export function callFrame(module: SourceModule | null, at: number): IonFrame {
  if (module === null) return Object.freeze({ kind: "call", name: MAIN, file: "<unknown>", line: 0, column: 0 });
  const { name, file, line, column } = createFrame({ kind: "call", module, at, called: "" }, MAIN);
  return Object.freeze({ kind: "call", name, file, line, column });
}

/**
 * A record says where a function was called, so it is the place of the function that called: the error's own place
 * comes first, and then one record after the other.
 */
function recordedPlaces({ module, at, frames = [] }: RaisedError): Place[] {
  return [
    { kind: "call", module, at, called: "" },
    ...frames.map(({ kind, module, at, name }): Place => ({ kind, module, at, called: name })),
  ];
}

/**
 * Adds the calls that left no record. On the JavaScript stack they stand right below the place of a function that has
 * one; a call through the runtime has frames of the runtime below it, and the next recorded place after those.
 */
function withPlainCalls(places: readonly Place[], { trace }: RaisedError): readonly Place[] {
  const groups = trace === undefined ? [] : groupByCalls(positionsOf(trace), scriptsOf(places));
  if (groups.every((group) => group.length === 1)) return places;
  const completed: Place[] = [];
  let next = 0;
  for (const group of groups) {
    const { module } = places.find((place) => place.module?.script === group[0]!.script)!;
    const [first, ...callers] = decode(group, module!);
    const top = places.findIndex((place, index) => index >= next && place.module === module && place.at === first);
    if (top === -1) continue;
    completed.push(...places.slice(next, top + 1));
    for (const at of callers) if (at !== null) completed.push({ kind: "call", module, at, called: "" });
    next = top + 1;
  }
  return [...completed, ...places.slice(next)];
}

function scriptsOf(places: readonly Place[]): Set<string> {
  return new Set(places.flatMap(({ module }) => module?.script ?? []));
}

/** Stretches of the stack that are compiled code and nothing else. */
function groupByCalls(positions: readonly ScriptPosition[], scripts: ReadonlySet<string>): ScriptPosition[][] {
  const groups: ScriptPosition[][] = [];
  let isInside = false;
  for (const position of positions) {
    const isCompiled = position.script !== undefined && scripts.has(position.script);
    if (isCompiled && isInside) groups.at(-1)!.push(position);
    else if (isCompiled) groups.push([position]);
    isInside = isCompiled;
  }
  return groups;
}

function decode(group: readonly ScriptPosition[], module: SourceModule): (number | null)[] {
  return module.readMap?.()?.offsetsOf(group, module.lineStarts) ?? [];
}

function createFrame({ kind, module, at }: Place, fallbackName: string): LocatedFrame {
  const { line, column } = locate(module, at);
  const name = functionAt(module, at) ?? fallbackName;
  return { kind, name, file: module?.name ?? "<unknown>", url: module?.url, line, column };
}

/** The innermost function whose text contains the offset; null when the module does not tell its functions. */
function functionAt(module: SourceModule | null, at: number): string | null {
  if (module?.functions === undefined) return null;
  const { functions } = module;
  let name = MAIN;
  let innermost = -1;
  for (let i = 0; i < functions.length; i += 3) {
    const start = functions[i + 1] as number;
    if (start <= at && at < (functions[i + 2] as number) && start > innermost) {
      innermost = start;
      name = functions[i] as string;
    }
  }
  return name;
}

export function locate(module: SourceModule | null, at: number): { line: number; column: number } {
  return module === null || at === NO_POSITION ? { line: 0, column: 0 } : positionAt(module.lineStarts, at);
}
