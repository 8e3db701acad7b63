/** `ion run --inspect-brk` (embedding 2.12, 2.11), with the protocol that debuggers speak. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import WebSocket from "ws";
import { CLI_MAIN } from "../kit/cli.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const cwd = useTempDir();

interface Message {
  readonly method?: string;
  readonly params?: { readonly callFrames?: readonly { readonly location: Location }[]; readonly url?: string } & {
    readonly scriptId?: string;
    readonly sourceMapURL?: string;
  };
}

interface Location {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Resolves with where the program stops first, and lets it go on from there. */
async function firstStop(url: string, fileUrl: string): Promise<{ location: Location; scriptId: string }> {
  const socket = new WebSocket(url);
  await new Promise((opened) => socket.once("open", opened));
  const found = new Promise<{ location: Location; scriptId: string }>((resolve) => {
    let scriptId = "";
    socket.on("message", (data) => {
      const { method, params }: Message = JSON.parse(String(data));
      if (method === "Debugger.scriptParsed" && params?.url === fileUrl) scriptId = params.scriptId!;
      if (method === "Debugger.paused") resolve({ location: params!.callFrames![0]!.location, scriptId });
    });
  });
  for (const [id, method] of ["Runtime.enable", "Debugger.enable", "Runtime.runIfWaitingForDebugger"].entries()) {
    socket.send(JSON.stringify({ id, method }));
  }
  const stop = await found;
  socket.send(JSON.stringify({ id: 9, method: "Debugger.resume" }));
  socket.send(JSON.stringify({ id: 10, method: "Debugger.disable" }));
  return { ...stop };
}

describe("embedding 2.12: ion run --inspect-brk", () => {
  test("waits for the debugger, and stops in the script of the file's URL before its first statement runs", async () => {
    const file = join(cwd, "a.ion");
    writeFileSync(file, 'fn f(a) { a }\nlet n = f(1);\nio::println("ran", n);\n');
    const child = spawn(process.execPath, [CLI_MAIN, "run", "--inspect-brk=0", file]);
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    const url = await new Promise<string>((resolve) => {
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        const [address] = /ws:\/\/\S+/.exec(stderr) ?? [];
        if (address !== undefined) resolve(address);
      });
    });
    expect(stdout).toBe("");
    const ended = new Promise((resolve) => child.once("close", resolve));
    const { location, scriptId } = await firstStop(url, pathToFileURL(file).href);
    expect(scriptId).not.toBe("");
    expect(location.scriptId).toBe(scriptId);
    child.stdin.end();
    setImmediate(() => child.kill("SIGTERM"));
    await ended;
  }, 60_000);
});
