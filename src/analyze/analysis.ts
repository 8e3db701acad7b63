/** The result of all analysis phases: what lowering may rely on. */
import type { Node, Program } from "../syntax/ast.ts";
import { buildCallGraph, type CallGraph } from "./call-graph.ts";
import { type ClosedLoops, findClosedLoops } from "./closed-loops.ts";
import { findLeafLoops } from "./leaf-loops.ts";
import { LikelyInts } from "./likely-ints.ts";
import { findOwnership, NO_OWNERSHIP, type Ownership } from "./ownership.ts";
import { ALL_PASSES, type Passes } from "./passes.ts";
import { findPlainEntries, NO_ENTRIES, type PlainEntries } from "./plain-entries.ts";
import type { Resolution } from "./resolve.ts";
import type { FunctionInfo } from "./scope.ts";
import { analyzeSuspension, type Suspension } from "./suspension.ts";
import { Types } from "./types.ts";

export interface Analysis {
  readonly resolution: Resolution;
  readonly callGraph: CallGraph;
  readonly suspension: Suspension;
  readonly types: Types;
  readonly likelyInts: LikelyInts;
  readonly passes: Passes;
  /** Loops in which nothing waits and no other loop runs. */
  readonly leafLoops: ReadonlySet<Node>;
  /** Those of the top level in which nobody else can look at its variables, with the variables that they use. */
  readonly closedLoops: ClosedLoops;
  readonly ownership: Ownership;
  readonly entries: PlainEntries;
}

export function analyze(
  program: Program,
  resolution: Resolution,
  unknownGlobals: ReadonlySet<string>,
  passes: Passes = ALL_PASSES,
): Analysis {
  const callGraph = buildCallGraph(program, resolution, unknownGlobals);
  const suspension = analyzeSuspension(callGraph);
  const leafLoops = findLeafLoops(program, callGraph, suspension);
  const closedLoops = passes.closedLoops ? findClosedLoops(program, resolution, callGraph, leafLoops) : new Map();
  const ownership = passes.ownedValues ? findOwnership(program, resolution) : NO_OWNERSHIP;
  const types = new Types(program, resolution);
  const likelyInts = new LikelyInts(program, resolution, callGraph, types);
  // The loops of an entry are sliced ones.
  const hasEntries = passes.plainEntries && passes.slicedLoops;
  const entries = hasEntries ? findPlainEntries(resolution, callGraph, suspension, leafLoops) : NO_ENTRIES;
  return { resolution, callGraph, suspension, types, likelyInts, passes, leafLoops, closedLoops, ownership, entries };
}

/** One line a function, for `--emit analysis`. */
export function describeAnalysis({ resolution, suspension, entries }: Analysis): string {
  return resolution.functions.map((info) => `${info.name}: ${describeFunction(info, suspension, entries)}\n`).join("");
}

function describeFunction(info: FunctionInfo, suspension: Suspension, entries: PlainEntries): string {
  const words = [suspension.suspending.has(info) ? "may suspend" : "never suspends"];
  if (entries.functions.has(info)) words.push("has a plain entry");
  if (suspension.recursive.has(info)) words.push("recursive");
  const captured = [...info.captures.values()].map((capture) => capture.name);
  if (captured.length > 0) words.push(`captures ${captured.join(", ")}`);
  return words.join(", ");
}
