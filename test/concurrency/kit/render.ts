/**
 * Writes a drawn program as Ion source. Tasks are functions `t1`, `t2`, … whose bodies are blocks; handles and channels
 * lie in the top level, so that any task may await, cancel, send and receive. Every operation is noted before and after
 * it, with values that are unique in the program.
 */
import { CAPACITIES, type Step } from "./program.ts";
import type { Answer } from "./scripted-host.ts";

export interface Rendered {
  readonly source: string;
  /** What the host answers, by id. */
  readonly answers: ReadonlyMap<string, Answer>;
}

/** How long a drawn time takes in the source; by default as drawn. */
export type TimeOf = (drawnMs: number, site: number) => number;

export function render(steps: readonly Step[], timeOf: TimeOf = (drawnMs) => drawnMs): Rendered {
  const renderer = new Renderer(timeOf);
  const main = renderer.block(steps, 0);
  const source = [PRELUDE, ...renderer.functions, `note("begin");\nlet result = ${main};\nnote("end");\nresult`].join(
    "\n",
  );
  return { source, answers: renderer.answers };
}

const PRELUDE = `\
let ends = [${CAPACITIES.map((capacity) => `watch(channel(${capacity}))`).join(", ")}];
let handles = cell([]);
fn keep(h) { handles.update(|l| l.push(h)); }
fn pick(i) { let l = handles.get(); if l.len() == 0 { None } else { Some(l[i % l.len()]) } }
fn put(i, v) { let (tx, rx) = ends[i]; note(f"offer {i} {v}"); tx.send(v); note(f"sent {i} {v}"); }
fn got(i, v) { if v != None { note(f"got {i} {v.unwrap()}"); }; }
fn take(i) { let (tx, rx) = ends[i]; note(f"receive {i}"); got(i, rx.recv()); }
fn take_within(i, ms) { let (tx, rx) = ends[i]; note(f"receive {i}"); got(i, rx.recv_timeout(ms)); }
fn take_now(i) { let (tx, rx) = ends[i]; got(i, rx.try_recv()); }
fn cancel(h) {
  h.cancel();
  let was_finished = h.is_finished();
  h.cancel();
  check(h.is_cancelled() && h.is_finished() == was_finished, "a second cancel changed something");
}
fn join(h) { note(h.await); check(h.is_finished(), "awaited a task that is not done"); }
fn exact(start, ms, end) { check(end - start == ms, f"a sleep of {ms} took {end - start}"); }
fn nap(ms) { sleep(ms); now() }
fn deep(n, f) { if n == 0 { f() } else { let v = deep(n - 1, f); v } }
`;

class Renderer {
  readonly functions: string[] = [];
  readonly answers = new Map<string, Answer>();
  readonly #timeOf: TimeOf;
  #sites = 0;

  constructor(timeOf: TimeOf) {
    this.#timeOf = timeOf;
  }

  /** `async { … }` with the value of the function that it is the body of. */
  block(steps: readonly Step[], indent: number): string {
    const pad = "  ".repeat(indent);
    const lines = steps.map((step) => `${pad}  ${this.#statement(step, indent + 1)}`);
    return `async {\n${lines.join("\n")}\n${pad}  ${this.#site()}\n${pad}}`;
  }

  #statement(step: Step, indent: number): string {
    switch (step.type) {
      case "sleep": {
        const time = this.#time(step.ms);
        return `exact(now(), ${time}, ${routed(`nap(${time})`, step.route)});`;
      }
      case "ask":
        return `note(${routed(this.#ask(step.ms, step.fails), step.route)});`;
      case "spawn":
        return `keep(spawn ${this.#task(step.body)}());`;
      case "spawn ask":
        return `keep(spawn ${this.#ask(step.ms, step.fails)});`;
      case "await": {
        const join = step.ms === null ? "join(h)" : `note(h.await_timeout(${this.#time(step.ms)}))`;
        return this.#withHandle(step.pick, step.isGuarded ? `try { ${join} } catch e { note(e) }` : join);
      }
      case "cancel":
        return this.#withHandle(step.pick, "cancel(h)");
      case "send":
        return `put(${step.channel}, "v${this.#site()}");`;
      case "receive":
        return step.ms === null ? `take(${step.channel});` : `take_within(${step.channel}, ${this.#time(step.ms)});`;
      case "try receive":
        return `take_now(${step.channel});`;
      case "close":
        return `{ let (tx, rx) = ends[${step.channel}]; note("close ${step.channel}"); ${step.end}.close(); };`;
      case "block":
        return `note(${this.block(step.body, indent)});\n${"  ".repeat(indent)}leave();`;
      case "select":
        return this.#select(step.branches, indent);
      case "timeout":
        return `note(timeout(${this.#time(step.ms)}, ${this.#task(step.body)}));`;
      case "catch":
        return `note(try { ${this.block(step.body, indent)} } catch e { e });\n${"  ".repeat(indent)}leave();`;
      case "fail": {
        const text = `f${this.#site()}`;
        return `note("raise ${text}"); fail("${text}");`;
      }
      case "leave":
        return step.by === "return" ? `if now() >= 0 { return ${this.#site()}; }` : `Err("e${this.#site()}")?;`;
    }
  }

  #select(branches: readonly (readonly Step[])[], indent: number): string {
    const pad = "  ".repeat(indent);
    const lines = branches.map((branch) => {
      const call = `${this.#task(branch)}()`;
      const site = this.#site();
      return `${pad}  v${site} = ${site % 2 === 0 ? "spawn " : ""}${call} => note(v${site}),`;
    });
    return `select {\n${lines.join("\n")}\n${pad}}\n${pad}leave();`;
  }

  #withHandle(pick: number, action: string): string {
    return `match pick(${pick}) { Some(h) => { ${action} }, None => () };`;
  }

  /** Declares a function whose body is a block; answers its name. */
  #task(steps: readonly Step[]): string {
    const name = `t${this.#site()}`;
    this.functions.push(`fn ${name}() { ${this.block(steps, 0)} }`);
    return name;
  }

  #ask(drawnMs: number, fails: boolean): string {
    const id = `a${this.#site()}`;
    this.answers.set(id, { ms: this.#time(drawnMs), fails });
    return `ask("${id}")`;
  }

  #time(drawnMs: number): number {
    return this.#timeOf(drawnMs, this.#site());
  }

  #site(): number {
    return ++this.#sites;
  }
}

function routed(call: string, route: Extract<Step, { route: unknown }>["route"]): string {
  switch (route) {
    case "direct":
      return call;
    case "deep":
      return `deep(3, || ${call})`;
    case "callback":
      return `[1].map(|_| ${call})[0]`;
    case "operand":
      return `[1, ${call}, 2][1]`;
  }
}
