/**
 * examples/http-server under load: a process of its own answers 5,000 requests through 50 connections on the loopback
 * interface, while its script is replaced several times, once by one that does not compile.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import type { Socket } from "node:net";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { REPOSITORY } from "../kit/source-files.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const REQUESTS = 5_000;
const CONNECTIONS = 50;
const FOLDER = join(REPOSITORY, "examples/http-server");
/** The server ends by itself when the tests are over; this ends one that hangs. */
const MAX_LIFE_MS = 120_000;

interface Answer {
  readonly status: number;
  readonly body: string;
}

const script = join(useTempDir(), "routes.ion");
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const sockets = new Set<Socket>();
let server: ChildProcess;
let lines: Interface;
let errors = "";
let url = "";

beforeAll(async () => {
  copyFileSync(join(FOLDER, "routes.ion"), script);
  server = spawn(process.execPath, [join(FOLDER, "main.mjs"), "--port=0", `--script=${script}`], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: MAX_LIFE_MS,
  });
  server.stderr!.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  lines = createInterface({ input: server.stdout! });
  const line = await nextLine();
  url = line.replace("listening on ", "");
}, 60_000);

afterAll(() => {
  agent.destroy();
  server.kill("SIGKILL");
});

describe("load", () => {
  /** The newest version that the server is known to have loaded. */
  let loadedVersion = 1;

  test("5,000 requests through 50 connections, reloads in the middle: none lost, none answered by an older script", {
    timeout: 100_000,
  }, async () => {
    const versions = new Set<number>();
    const wrong: string[] = [];
    let started = 0;
    let answered = 0;
    const reloads = new Map([
      [1_000, () => reload(2)],
      [2_000, () => breakScript()],
      [3_000, () => reload(3)],
      [4_000, () => reload(4)],
    ]);
    const reloading: Promise<void>[] = [];

    const work = async (): Promise<void> => {
      while (started < REQUESTS) {
        const number = started++;
        const oldest = loadedVersion;
        const { path, body, expected } = requestOf(number);
        const answer = await send(path, body);
        const version = Number(/^(?:version )?(\d) ?/.exec(answer.body)?.[1]);
        const isRight = answer.status === 200 && expected.test(answer.body);
        const isStale = expected.source.includes("\\d") && !(version >= oldest);
        if (!isRight || isStale) wrong.push(`${path}: ${answer.status} ${answer.body}, version ${oldest} was loaded`);
        if (expected.source.includes("\\d")) versions.add(version);
        answered++;
        const next = reloads.get(answered);
        if (next !== undefined) reloading.push(next());
      }
    };

    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    await Promise.all(reloading);
    expect(wrong).toEqual([]);
    expect(answered).toBe(REQUESTS);
    expect([...versions].sort()).toEqual([1, 2, 3, 4]);
    expect(sockets.size).toBe(CONNECTIONS);
    expect(errors).toContain("error[parse]");
  });

  async function reload(version: number): Promise<void> {
    const source = readFileSync(join(FOLDER, "routes.ion"), "utf8");
    writeFileSync(script, source.replace("let version = 1;", `let version = ${version};`));
    server.kill("SIGHUP");
    expect(await nextLine()).toBe("script loaded");
    loadedVersion = version;
  }

  async function breakScript(): Promise<void> {
    writeFileSync(script, "fn handle(request) {");
    server.kill("SIGHUP");
    expect(await nextLine()).toBe("script kept");
  }
});

describe("single requests", () => {
  test("a slow host call is given up by the script's own timeout", async () => {
    expect(await send("/report")).toEqual({ status: 503, body: "the report takes too long" });
  });

  test("an error of the script is a 500 without details for the client, and a report with position in the log", async () => {
    errors = "";
    expect(await send("/sum", "[1,")).toEqual({ status: 500, body: "runtime error" });
    await vi.waitFor(() =>
      expect(errors).toMatch(/error\[runtime\]: .*EOF while parsing[\s\S]*routes\.ion:\d+:\d+[\s\S]* at handle \(/),
    );
  });

  test("a body that is too long is refused", async () => {
    expect((await send("/sum", `[${"1,".repeat(40_000)}1]`)).status).toBe(413);
  });
});

test("SIGTERM: the server stops accepting, answers what is open, and the process ends", async () => {
  const open = send("/users/1");
  // The request has arrived when another one that was sent later is answered.
  await send("/");
  server.kill("SIGTERM");
  expect((await open).status).toBe(200);
  agent.destroy();
  const [exitCode] = server.exitCode === null ? await once(server, "exit") : [server.exitCode];
  expect(exitCode).toBe(0);
});

/** A few kinds of requests in turn; where the answer starts with the script's version, the pattern says so. */
function requestOf(number: number): { path: string; body?: string; expected: RegExp } {
  switch (number % 4) {
    case 0:
      return { path: "/", expected: /^version \d$/ };
    case 1:
      return { path: `/users/${number % 5}`, expected: /^\d (Ada|Grace|Edsger|Barbara|Tony)$/ };
    case 2:
      return { path: "/pairs/0/3", expected: /^\["Ada","Barbara"\]$/ };
    default:
      return { path: "/sum", body: `[${number}, 1]`, expected: new RegExp(`^${number + 1}$`) };
  }
}

function send(path: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, { agent, method: body === undefined ? "GET" : "POST" });
    outgoing.on("error", reject);
    outgoing.on("socket", (socket) => sockets.add(socket));
    outgoing.on("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("error", reject);
      incoming.on("end", () => resolve({ status: incoming.statusCode!, body: text }));
    });
    outgoing.end(body);
  });
}

async function nextLine(): Promise<string> {
  const [line] = await once(lines, "line");
  return line as string;
}
