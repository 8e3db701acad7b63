/**
 * `ion run --inspect` and `--inspect-brk` (embedding 2.12, 2.11): opens Node's inspector for a script. The script is named
 * by its file URL then, which is how debuggers find the file that belongs to it. To stop on the first statement, this
 * process sets a breakpoint of its own there, before the script is compiled.
 */
import { SourceMap, type SourceMapping } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { compileSource, isCompiled } from "../compile.ts";
import { resolveOptions } from "../options.ts";
import type { Statement } from "../syntax/ast.ts";
import type { ParsedOptions } from "./command-line.ts";
import { UsageError } from "./failure.ts";
import type { SourceInput } from "./source-input.ts";

type Inspector = typeof import("node:inspector");

/** Answers the name that the script has to be evaluated under. Waits for the debugger where the options say so. */
export async function prepareDebugging(source: SourceInput, options: ParsedOptions): Promise<string> {
  const inspector = await import("node:inspector");
  const isToStop = options.has("inspect-brk") || process.execArgv.some((arg) => /^--inspect-brk/.test(arg));
  const address = options.value("inspect-brk") ?? options.value("inspect");
  if (address !== undefined && inspector.url() === undefined) open(inspector, address, options.has("inspect-brk"));
  const filename = source.name.startsWith("<") ? source.name : pathToFileURL(resolve(source.name)).href;
  if (isToStop) stopAtStart(inspector, source.text, filename);
  return filename;
}

/** `address`: `PORT` or `HOST:PORT`. */
function open(inspector: Inspector, address: string, isToWait: boolean): void {
  const [, host = "127.0.0.1", digits] = /^(?:(.+):)?(\d+)$/.exec(address) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) throw new UsageError(`expected PORT or HOST:PORT, got '${address}'`);
  inspector.open(port, host, isToWait);
}

function stopAtStart(inspector: Inspector, text: string, filename: string): void {
  const start = firstStop(text, filename);
  if (start === null) return;
  const session = new inspector.Session();
  session.connect();
  session.post("Debugger.enable");
  session.post("Debugger.setBreakpointByUrl", { url: encodeURI(filename), ...start });
}

interface GeneratedPlace {
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Where the generated script begins with the first statement that does something; null for a program without any. */
function firstStop(text: string, filename: string): GeneratedPlace | null {
  const compiled = compileSource(text, resolveOptions({ filename, format: "script" }));
  if (!isCompiled(compiled)) return null;
  const first = compiled.program.body.find(isExecuted);
  if (first === undefined) return null;
  const map = new SourceMap({ ...compiled.map!, file: "", sourceRoot: "", sourcesContent: [] });
  const { line, column } = compiled.file.positionAt(first.start);
  for (const [lineNumber, code] of compiled.code.split("\n").entries()) {
    // No two statements share a line, so one begins with its line.
    const columnNumber = code.search(/\S/);
    if (columnNumber === -1) continue;
    const origin: Partial<SourceMapping> = map.findEntry(lineNumber, columnNumber);
    if (origin.originalLine === line - 1 && origin.originalColumn === column - 1) return { lineNumber, columnNumber };
  }
  return null;
}

/** Declarations are bound before the program starts. */
function isExecuted({ type }: Statement): boolean {
  return type !== "FnDeclaration" && type !== "UseStatement";
}
