/**
 * A client of the Chrome DevTools protocol: one Node process started with `--inspect-brk`, and the WebSocket to it.
 * Commands go out through `send`; events are handed to the listeners in the order in which they arrive.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { WebSocket } from "ws";

export type ProtocolEvent = { readonly method: string; readonly params: Readonly<Record<string, never>> };
type Listener = (params: never) => void;

interface Pending {
  readonly method: string;
  resolve(result: never): void;
  reject(error: Error): void;
}

const LISTENING = /Debugger listening on (ws:\S+)/;

export class InspectorClient {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Listener[]>();
  readonly #output: string[];
  #lastId = 0;

  private constructor(child: ChildProcess, socket: WebSocket, output: string[]) {
    this.#process = child;
    this.#socket = socket;
    this.#output = output;
    socket.on("message", (data) => this.#receive(JSON.parse(String(data))));
    socket.on("close", () => this.#refuseAll("the debugged process closed the connection"));
  }

  /** Starts `node --inspect-brk=0 …args` and connects to it. */
  static async launch(args: readonly string[], cwd: string): Promise<InspectorClient> {
    const child = spawn(process.execPath, ["--inspect-brk=127.0.0.1:0", ...args], { cwd });
    const output: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
    const url = await new Promise<string>((resolve, reject) => {
      let stderr = "";
      child.on("error", reject);
      child.on("exit", () => reject(new Error(`the process ended before a debugger could attach: ${stderr}`)));
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        const found = LISTENING.exec(stderr);
        if (found !== null) resolve(found[1]!);
      });
    });
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return new InspectorClient(child, socket, output);
  }

  /** What the process has printed so far. */
  get output(): string {
    return this.#output.join("");
  }

  send<Result>(method: string, params: object = {}): Promise<Result> {
    const id = ++this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  on<Params>(method: string, listener: (params: Params) => void): void {
    const listeners = this.#listeners.get(method) ?? [];
    listeners.push(listener as Listener);
    this.#listeners.set(method, listeners);
  }

  /** Ends the process, whatever it is doing. */
  async close(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) resolve();
      else this.#process.once("exit", () => resolve());
    });
    this.#socket.terminate();
    this.#process.kill("SIGKILL");
    await ended;
  }

  #receive(message: {
    id?: number;
    method?: string;
    params?: never;
    result?: never;
    error?: { message: string };
  }): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(message.method!) ?? []) listener(message.params!);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    if (message.error === undefined) pending.resolve(message.result!);
    else pending.reject(new Error(`${pending.method}: ${message.error.message}`));
  }

  #refuseAll(reason: string): void {
    for (const pending of this.#pending.values()) pending.reject(new Error(`${pending.method}: ${reason}`));
    this.#pending.clear();
  }
}
