/**
 * What a source-mapping debugger (VS Code, Chrome DevTools) does for its user, over the protocol: it reads the maps of
 * the scripts as they are loaded, binds breakpoints by source and line, keeps library code out of the way, and shows
 * stops, stacks and variables in terms of the source. Lines and columns count from 1.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  decodedMappings,
  GREATEST_LOWER_BOUND,
  generatedPositionFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from "@jridgewell/trace-mapping";
import { InspectorClient } from "./inspector-client.ts";

// What the "skipFiles" of docs/debug.md come to: the internals of Node, and the package.
const SKIPPED = ["^node:", "/dist/runtime/", "/dist/src/", "/node_modules/"];

interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

interface RemoteObject {
  readonly type: string;
  readonly objectId?: string;
  readonly description?: string;
  readonly value?: unknown;
  readonly className?: string;
}

interface CallFrame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: Location;
  readonly scopeChain: readonly { readonly type: string; readonly object: RemoteObject }[];
}

interface AsyncStack {
  readonly description?: string;
  readonly callFrames: readonly {
    readonly functionName: string;
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  }[];
  readonly parent?: AsyncStack;
}

interface Paused {
  readonly callFrames: readonly CallFrame[];
  readonly reason: string;
  readonly data?: RemoteObject;
  readonly hitBreakpoints?: readonly string[];
  readonly asyncStackTrace?: AsyncStack;
}

interface Loading {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
}

interface LoadedScript {
  readonly url: string;
  readonly map: TraceMap | null;
  /** What the source calls the variables that have another name in the script. */
  readonly names: ReadonlyMap<string, string>;
}

interface Property {
  readonly name: string;
  readonly value?: RemoteObject;
}

const SCOPES: ReadonlySet<string> = new Set(["local", "block", "catch", "closure"]);

/** Where something stands: in the source if the script has a map, else in the script. */
export interface Place {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** The source's name at this place, if the map tells. */
  readonly name: string | null;
  readonly isMapped: boolean;
}

export interface SourceLine {
  readonly source: string;
  readonly line: number;
}

export interface Stop {
  readonly reason: string;
  /** The breakpoints that were hit. */
  readonly hits: readonly SourceLine[];
  readonly place: Place;
  readonly functionName: string;
  readonly paused: Paused;
}

export class IonDebugger {
  readonly client: InspectorClient;
  readonly #scripts = new Map<string, LoadedScript>();
  /** Breakpoints to be set as soon as a script with such a source is loaded. */
  readonly #wanted: SourceLine[] = [];
  /** Which breakpoints of the user each one of the protocol stands for. */
  readonly #bound = new Map<string, SourceLine[]>();
  readonly #stops: Paused[] = [];
  #onStop: ((paused: Paused | null) => void) | null = null;
  #isOver = false;

  private constructor(client: InspectorClient) {
    this.client = client;
  }

  /** Starts `node args` under the debugger; it waits before its first line. */
  static async launch(args: readonly string[], cwd: string, blackbox = true): Promise<IonDebugger> {
    const client = await InspectorClient.launch(args, cwd);
    const session = new IonDebugger(client);
    client.on<Loading>("Debugger.scriptParsed", (script) => session.#load(script));
    client.on<Paused>("Debugger.paused", (paused) => {
      if (paused.reason === "instrumentation") void session.#bindAll(paused.data as unknown as Loading);
      else session.#noteStop(paused);
    });
    client.on("Runtime.executionContextDestroyed", () => session.#noteEnd());
    await client.send("Runtime.enable");
    await client.send("Debugger.enable");
    await client.send("Debugger.setAsyncCallStackDepth", { maxDepth: 16 });
    if (blackbox) await client.send("Debugger.setBlackboxPatterns", { patterns: SKIPPED });
    await client.send("Debugger.setInstrumentationBreakpoint", {
      instrumentation: "beforeScriptWithSourceMapExecution",
    });
    await client.send("Runtime.runIfWaitingForDebugger");
    await session.#nextStop();
    return session;
  }

  /** A breakpoint in a source that may not be loaded yet. */
  breakAt(source: string, line: number): void {
    this.#wanted.push({ source, line });
  }

  resume(): Promise<Stop | null> {
    return this.#go("Debugger.resume");
  }

  stepOver(): Promise<Stop | null> {
    return this.#step("Debugger.stepOver");
  }

  stepInto(): Promise<Stop | null> {
    return this.#step("Debugger.stepInto");
  }

  stepOut(): Promise<Stop | null> {
    return this.#go("Debugger.stepOut");
  }

  /** Pauses where an error is thrown: one that nobody catches, or any. */
  async pauseOnExceptions(state: "uncaught" | "all"): Promise<void> {
    await this.client.send("Debugger.setPauseOnExceptions", { state });
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** As VS Code's `smartStep` and Chrome do it: code that comes from no source is no place to stop at. */
  async #step(command: string): Promise<Stop | null> {
    let stop = await this.#go(command);
    while (stop !== null && !stop.place.isMapped && this.#isCompiled(stop)) stop = await this.#go(command);
    return stop;
  }

  #isCompiled({ paused }: Stop): boolean {
    return this.#scripts.get(paused.callFrames[0]!.location.scriptId)?.map != null;
  }

  async #go(command: string): Promise<Stop | null> {
    await this.client.send(command);
    return this.#nextStop();
  }

  async #nextStop(): Promise<Stop | null> {
    const paused =
      this.#stops.shift() ??
      (this.#isOver
        ? null
        : await new Promise<Paused | null>((resolve) => {
            this.#onStop = resolve;
          }));
    if (paused === null) return null;
    const top = this.#shownFrame(paused);
    const hits = (paused.hitBreakpoints ?? []).flatMap((id) => this.#bound.get(id) ?? []);
    const place = this.placeOf(top.location);
    return { reason: paused.reason, hits, place, functionName: top.functionName, paused };
  }

  /** The variables of the innermost frame by the names they have in the source, as a debugger's panel shows them. */
  async locals({ paused }: Stop): Promise<Map<string, string>> {
    const { scopeChain, location } = this.#shownFrame(paused);
    const sourceNames = this.#scripts.get(location.scriptId)!.names;
    const found = new Map<string, string>();
    const scopes = scopeChain.filter(({ type }) => SCOPES.has(type));
    const contents = await Promise.all(scopes.map(({ object }) => this.#propertiesOf(object)));
    for (const { name, value } of contents.flat()) {
      const sourceName = sourceNames.get(name) ?? name;
      if (value !== undefined && !found.has(sourceName)) found.set(sourceName, describe(value));
    }
    return found;
  }

  async #propertiesOf({ objectId }: RemoteObject): Promise<Property[]> {
    const query = { objectId, ownProperties: true };
    const { result } = await this.client.send<{ result: Property[] }>("Runtime.getProperties", query);
    return result;
  }

  /** The innermost frame outside of library code. */
  #shownFrame({ callFrames }: Paused): CallFrame {
    return callFrames.find(({ location }) => !isSkipped(this.#scripts.get(location.scriptId)!.url)) ?? callFrames[0]!;
  }

  /** The stack as a debugger's panel shows it, with the asynchronous part; library code is left out. */
  stack({ paused }: Stop): string[] {
    const lines = paused.callFrames.map(({ functionName, location }) => this.#frameLine(functionName, location));
    for (let at = paused.asyncStackTrace; at !== undefined; at = at.parent) {
      const frames = at.callFrames.map((frame) => this.#frameLine(frame.functionName, frame));
      const shown = frames.filter((line) => line !== null);
      if (shown.length > 0) lines.push(`-- ${at.description} --`, ...shown);
    }
    return lines.filter((line) => line !== null);
  }

  #frameLine(functionName: string, location: Location): string | null {
    const { source, line, column, isMapped } = this.placeOf(location);
    if (!isMapped || isSkipped(this.#scripts.get(location.scriptId)!.url)) return null;
    return `${functionName || "(anonymous)"} ${source.slice(source.lastIndexOf("/") + 1)}:${line}:${column}`;
  }

  #noteStop(paused: Paused): void {
    const onStop = this.#onStop;
    this.#onStop = null;
    if (onStop === null) this.#stops.push(paused);
    else onStop(paused);
  }

  #noteEnd(): void {
    this.#isOver = true;
    this.#onStop?.(null);
    this.#onStop = null;
  }

  #load(script: Loading): void {
    const isOwn = script.sourceMapURL && !isSkipped(script.url);
    const map = isOwn ? readMap(script.url, script.sourceMapURL!) : null;
    this.#scripts.set(script.scriptId, { url: script.url, map, names: new Map() });
  }

  /** The process is about to run a script that has a map: it gets its breakpoints first. */
  async #bindAll({ scriptId }: Loading): Promise<void> {
    const script = this.#scripts.get(scriptId);
    if (script?.map != null && !isSkipped(script.url)) {
      const { map } = script;
      const { scriptSource } = await this.client.send<{ scriptSource: string }>("Debugger.getScriptSource", {
        scriptId,
      });
      this.#scripts.set(scriptId, { ...script, names: readNames(scriptSource, map) });
      for (const { source, line } of this.#wanted) await this.#bind(scriptId, map, source, line);
    }
    await this.client.send("Debugger.resume");
  }

  async #bind(scriptId: string, map: TraceMap, source: string, line: number): Promise<void> {
    const index = map.resolvedSources.findIndex((url) => url.endsWith(source));
    if (index === -1) return;
    const wanted = { source: map.sources[index]!, line, column: 0 };
    const exact = generatedPositionFor(map, { ...wanted, bias: GREATEST_LOWER_BOUND });
    const found = exact.line === null ? generatedPositionFor(map, { ...wanted, bias: LEAST_UPPER_BOUND }) : exact;
    if (found.line === null) return;
    const location = { scriptId, lineNumber: found.line - 1, columnNumber: found.column };
    const { breakpointId } = await this.client.send<{ breakpointId: string }>("Debugger.setBreakpoint", { location });
    this.#bound.set(breakpointId, [...(this.#bound.get(breakpointId) ?? []), { source, line }]);
  }

  /** Decodes a place in a script. */
  placeOf(location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber?: number }): Place {
    const { url, map } = this.#scripts.get(location.scriptId)!;
    const generated = { line: location.lineNumber + 1, column: location.columnNumber ?? 0 };
    const original = map === null ? null : originalPositionFor(map, generated);
    if (original?.line == null) {
      return { source: url, line: generated.line, column: generated.column + 1, name: null, isMapped: false };
    }
    const { source, line, column, name } = original;
    return { source: source ?? url, line, column: column + 1, name, isMapped: true };
  }
}

function readMap(url: string, sourceMapURL: string): TraceMap | null {
  try {
    if (!sourceMapURL.startsWith("data:")) {
      const file = new URL(sourceMapURL, url);
      return new TraceMap(readFileSync(fileURLToPath(file), "utf8"), file.href);
    }
    const [, encoded = ""] = sourceMapURL.split(",");
    return new TraceMap(Buffer.from(encoded, "base64").toString("utf8"), url);
  } catch {
    return null;
  }
}

/** By the identifiers at mappings that carry a name, as Chrome and VS Code do it. */
function readNames(code: string, map: TraceMap): Map<string, string> {
  const names = new Map<string, string>();
  const lines = code.split("\n");
  decodedMappings(map).forEach((segments, index) => {
    for (const segment of segments) {
      const identifier = /^[\w$]+/.exec(lines[index]!.slice(segment[0]))?.[0];
      if (segment.length === 5 && identifier !== undefined) names.set(identifier, map.names[segment[4]]!);
    }
  });
  return names;
}

function isSkipped(url: string): boolean {
  return SKIPPED.some((pattern) => url.search(pattern) !== -1);
}

function describe({ value, description, type }: RemoteObject): string {
  return value === undefined ? (description ?? type) : JSON.stringify(value);
}
