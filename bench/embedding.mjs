/**
 * What does the border between host and script cost? Data in both directions beside `structuredClone`; host calls beside
 * what a host would have to write by hand: a call of an Ion function for synchronous ones, `await` for asynchronous ones.
 */
import { readFile } from "node:fs/promises";
import { Engine, sig, t } from "ionlang";

const CALLS = 1_000_000;
const WAITS = 1_000;

const SOURCE = `
fn next(i) { i + 1 }
fn call_ion(n, f) { let mut i = 0; while i < n { i = f(i); } i }
fn call_host(n) { let mut i = 0; while i < n { i = host_next(i); } i }
fn call_text(n) { let mut s = "a"; let mut i = 0; while i < n { s = host_text(s); i = i + 1; } i }
fn ion_text(n, f) { let mut s = "a"; let mut i = 0; while i < n { s = f(s); i = i + 1; } i }
fn same(s) { s }
fn count_passed() { pass(data).len() }
fn call_typed(n) { let mut i = 0; while i < n { i = typed_next(i); } i }
fn wait_promise(n) { let mut i = 0; while i < n { i = later(i); } i }
fn wait_turn(n) { let mut i = 0; while i < n { i = after_turn(i); } i }
fn wait_file(n) { let mut i = 0; while i < n { i = read_file(i); } i }
`;

const asynchronous = {
  later: async (i) => i + 1,
  after_turn: (i) => new Promise((resolve) => setImmediate(resolve, i + 1)),
  read_file: async (i) => i + Math.min((await readFile(import.meta.filename)).length, 1),
};

export function createRows() {
  const engine = createEngine();
  return [...dataRows(engine), ...callRows(engine), ...waitRows(engine)];
}

function createEngine() {
  const engine = new Engine();
  engine.registerFn("host_next", (i) => i + 1);
  engine.registerFn("pass", sig().pos("value", t.raw).returns(t.raw), (value) => value);
  engine.registerFn("host_text", (s) => s);
  engine.registerFn("typed_next", sig().pos("i", t.int).returns(t.int), (i) => i + 1);
  for (const [name, f] of Object.entries(asynchronous)) engine.registerAsyncFn(name, (_context, i) => f(i));
  engine.eval(SOURCE);
  return engine;
}

function dataRows(engine) {
  const data = createRecords(1_000_000);
  const count = data.length;
  const clone = () => structuredClone(data).length;
  const incoming = (name, store) => {
    const ion = () => {
      store();
      return count;
    };
    return { name, ion, js: clone, expected: count };
  };
  const outgoing = (name, load) => ({ name, ion: () => load().length, js: clone, expected: count });
  engine.set("data", data);
  return [
    incoming("1 MB of records, in", () => engine.set("data", data)),
    incoming("1 MB of records, in, t.json", () => engine.setTyped("data", t.json, data)),
    outgoing("1 MB of records, out", () => engine.get("data")),
    outgoing("1 MB of records, out, t.json", () => engine.getTyped("data", t.json)),
    {
      name: "1 MB of records through a host function, t.raw",
      ion: () => engine.call("count_passed"),
      js: clone,
      expected: count,
    },
  ];
}

function callRows(engine) {
  const next = engine.get("next");
  const callIon = () => engine.call("call_ion", [CALLS, next]);
  const same = engine.get("same");
  const textInIon = () => engine.call("ion_text", [CALLS, same]);
  const row = (name, ion, js = callIon) => ({ name, ion, js, expected: CALLS, operations: CALLS });
  return [
    row("host call beside an Ion call, 1M", () => engine.call("call_host", [CALLS])),
    row("host call with a string, 1M", () => engine.call("call_text", [CALLS]), textInIon),
    row("host call with a signature, 1M", () => engine.call("call_typed", [CALLS])),
  ];
}

function waitRows(engine) {
  const row = (name, script, f) => ({
    name,
    ion: () => engine.callAsync(script, [WAITS]),
    js: () => awaitEach(f, WAITS),
    expected: WAITS,
    operations: WAITS,
    isAsync: true,
  });
  return [
    row("async host call, settled promise", "wait_promise", asynchronous.later),
    row("async host call, turn of the loop", "wait_turn", asynchronous.after_turn),
    row("async host call, file read", "wait_file", asynchronous.read_file),
  ];
}

async function awaitEach(f, n) {
  let i = 0;
  while (i < n) i = await f(i);
  return i;
}

/** Records as an API answers them, of about that many bytes as JSON. */
function createRecords(bytes) {
  const records = [];
  for (let size = 0; size < bytes; size += JSON.stringify(records.at(-1)).length + 1) {
    const id = records.length;
    records.push({
      id,
      name: `user ${id}`,
      email: `user${id}@example.com`,
      score: id * 1.37,
      active: id % 3 === 0,
      tags: ["new", `group ${id % 7}`],
      address: { street: `${id} Main St`, city: "Springfield", zip: String(10_000 + id) },
      parent: id % 5 === 0 ? null : id - 1,
    });
  }
  return records;
}
