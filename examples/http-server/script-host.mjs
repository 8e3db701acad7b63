/**
 * Holds the routing script. `load` evaluates it in a new engine; when that works, the new engine takes the requests from
 * then on, and the old one is disposed as soon as its last request is answered. So no request is dropped, and a script
 * with an error never replaces one that works.
 */
import { readFile } from "node:fs/promises";
import { defineStruct, Engine, t } from "ionlang";

export const Request = defineStruct("Request", { method: t.string, path: t.string, body: t.string });
const Response = defineStruct("Response", { status: t.int.range(200, 599), type: t.string, body: t.string });

/** For each request. `timeoutMs` is the time without a wait; how long a request may take in all is its signal's matter. */
const LIMITS = { maxCallDepth: 200, maxLoopIterations: 100_000, timeoutMs: 200 };
const LOAD_TIMEOUT_MS = 5_000;

export class ScriptHost {
  #path;
  #modules;
  #current = null;
  /** The end of the last `load`: one at a time, in order. */
  #loading = Promise.resolve();

  /** `modules`: what the script may call, by module name. */
  constructor(path, modules) {
    this.#path = path;
    this.#modules = modules;
  }

  /** Loads the script, for the first time or again. Rejects with its error; requests then stay with the script before. */
  load() {
    const loaded = this.#loading.then(() => this.#load());
    this.#loading = loaded.catch(() => undefined);
    return loaded;
  }

  /** The script's answer to a request. Rejects with `signal.reason` when that is aborted, which ends the script's work. */
  async handle(request, signal) {
    const script = this.#current;
    script.requests++;
    try {
      return await script.engine.callAsync("handle", [Request(request)], { signal, as: Response });
    } finally {
      script.requests--;
      this.#disposeIfUnused(script);
    }
  }

  async #load() {
    const source = await readFile(this.#path, "utf8");
    const engine = new Engine({ stdlib: "sandbox", limits: LIMITS, output: "ignore" });
    engine.registerType(Request).registerType(Response);
    for (const [name, members] of Object.entries(this.#modules)) engine.registerModule(name, members);
    try {
      await engine.evalAsync(source, { filename: this.#path, signal: AbortSignal.timeout(LOAD_TIMEOUT_MS) });
      if (typeof engine.get("handle") !== "function") throw new Error(`${this.#path} defines no function 'handle'`);
    } catch (error) {
      engine.dispose();
      throw error;
    }
    const previous = this.#current;
    this.#current = { engine, requests: 0 };
    if (previous !== null) this.#disposeIfUnused(previous);
  }

  #disposeIfUnused(script) {
    if (script.requests === 0 && script !== this.#current) script.engine.dispose();
  }
}
