/** `ion run --inspect-brk` (embedding 2.12, 2.11), with the protocol that debuggers speak. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { originalPositionFor, type SourceMapInput, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import WebSocket from "ws";
import { CLI_MAIN } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const cwd = useTempDir();

interface Message {
  readonly method?: string;
  readonly params?: {
    readonly callFrames?: readonly { readonly location: Location }[];
    readonly url?: string;
    readonly scriptId?: string;
    readonly sourceMapURL?: string;
  };
}

interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

interface Stop {
  readonly location: Location;
  /** The script of the Ion file, and its map. */
  readonly scriptId: string | undefined;
  readonly map: SourceMapInput;
}

/** Where the program stops first. Then it goes on without a debugger. */
async function firstStop(debuggerUrl: string, fileUrl: string): Promise<Stop> {
  const socket = new WebSocket(debuggerUrl);
  await new Promise((opened) => socket.once("open", opened));
  let script: Message["params"];
  const stopped = new Promise<Location>((resolve) => {
    socket.on("message", (data) => {
      const { method, params }: Message = JSON.parse(String(data));
      if (method === "Debugger.scriptParsed" && params?.url === fileUrl) script = params;
      if (method === "Debugger.paused") resolve(params!.callFrames![0]!.location);
    });
  });
  for (const [id, method] of ["Runtime.enable", "Debugger.enable", "Runtime.runIfWaitingForDebugger"].entries()) {
    socket.send(JSON.stringify({ id, method }));
  }
  const location = await stopped;
  socket.close();
  const json = Buffer.from(script?.sourceMapURL?.split(",")[1] ?? "", "base64").toString("utf8");
  return { location, scriptId: script?.scriptId, map: JSON.parse(json) };
}

describe("embedding 2.12: ion run --inspect-brk", () => {
  test("waits for the debugger, and stops on the first statement of the script of that file", async () => {
    const file = join(cwd, "a.ion");
    writeFileSync(file, 'fn f(a) { a }\nlet n = f(1);\nio::println("ran", n);\n');
    const child = spawn(process.execPath, [CLI_MAIN, "run", "--inspect-brk=0", file]);
    const ended = new Promise((resolve) => child.once("close", resolve));
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    const debuggerUrl = await new Promise<string>((resolve) => {
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        const [address] = /ws:\/\/\S+/.exec(stderr) ?? [];
        if (address !== undefined) resolve(address);
      });
    });
    expect(stdout).toBe("");
    const { location, scriptId, map } = await firstStop(debuggerUrl, pathToFileURL(file).href);
    expect(location.scriptId).toBe(scriptId);
    const position = { line: location.lineNumber + 1, column: location.columnNumber };
    expect(originalPositionFor(new TraceMap(map), position)).toMatchObject({
      line: 2,
      source: pathToFileURL(file).href,
    });
    expect(await ended).toBe(0);
    expect(stdout).toBe("ran 1\n");
  }, 60_000);
});
