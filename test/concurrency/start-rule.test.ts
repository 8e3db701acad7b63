/**
 * The start rule (concurrency M-12) for every suspending operation of M-9: children that were spawned and have not
 * started run before the operation takes effect, even if it would not have to wait, and after its arguments were
 * checked. A task that is cancelled in between never performs it (C-3).
 */
import { describe, expect, test } from "vitest";
import { stateOf } from "../../runtime/engine/engine.ts";
import { NOTHING_LEFT, Stage } from "./kit/stage.ts";

interface Operation {
  readonly code: string;
  /** What it changes in a `Look`; nothing for operations that only wait. */
  readonly changes: Partial<Look>;
}

/** What can be seen of operations that have taken effect. */
interface Look {
  readonly buffered: number;
  readonly calls: number;
  readonly written: number;
  readonly read: number;
  readonly started: number;
}

const UNTOUCHED: Look = { buffered: 1, calls: 0, written: 0, read: 0, started: 0 };

const OPERATIONS: readonly Operation[] = [
  { code: "sleep(0)", changes: {} },
  { code: 'ask("a")', changes: { calls: 1 } },
  { code: "timeout(5, started)", changes: { started: 1 } },
  { code: "select { a = started() => a }", changes: { started: 1 } },
  { code: "done.await", changes: {} },
  { code: "done.await_timeout(5)", changes: {} },
  { code: "tx.send(2)", changes: { buffered: 2 } },
  { code: "rx.recv()", changes: { buffered: 0 } },
  { code: "rx.recv_timeout(5)", changes: { buffered: 0 } },
  { code: "channel(1)", changes: {} },
  { code: "rx.close()", changes: {} },
  { code: 'io::print("x")', changes: { written: 1 } },
  { code: 'io::println("x")', changes: { written: 1 } },
  { code: 'io::eprintln("x")', changes: { written: 1 } },
  { code: 'fs::read("x")', changes: { read: 1 } },
];

describe.each(OPERATIONS)("M-12: $code", ({ code, changes }) => {
  test("takes effect after new children have started", async () => {
    const { stage, looks } = createStage();
    await stage.run(program(`spawn child(); note("before"); ${code}; note("after"); look();`));
    expect(stage.violations).toEqual([]);
    expect(stage.notes).toEqual(["before", "child", "after"]);
    expect(looks).toEqual([UNTOUCHED, { ...UNTOUCHED, ...changes }]);
  });

  test("C-3: never takes effect when the task is cancelled by such a child", async () => {
    const { stage, looks } = createStage();
    const outcome = await stage.run(
      program(`
        let me = cell(None);
        let victim = spawn (|| { async { spawn killer(me); note("before"); ${code}; note("after"); } })();
        me.set(Some(victim));
        let outcome = try { victim.await } catch e { e };
        look();
        outcome`),
    );
    expect(outcome).toBe('"task cancelled"');
    expect(stage.violations).toEqual([]);
    expect(stage.notes).toEqual(["before", "killer"]);
    expect(looks).toEqual([UNTOUCHED, UNTOUCHED]);
    expect(stage.leftovers).toEqual(NOTHING_LEFT);
  });
});

test.each([
  'sleep("x")',
  "timeout(5)",
  'timeout("x", started)',
  "timeout(5, 5)",
  "tx.send()",
  "rx.recv_timeout()",
  "rx.recv_timeout(-1)",
  "done.await_timeout()",
  "channel()",
  "5.await",
])("M-12: the arguments of %s are checked before new children start", async (code) => {
  const { stage } = createStage();
  await stage.run(program(`spawn child(); try { ${code}; () } catch e { note("refused") }; note("after");`));
  expect(stage.notes).toEqual(["refused", "after", "child"]);
});

test.each(["tx.close()", "rx.try_recv()", "done.is_finished()", "done.cancel()", "done.is_cancelled()", "async { 1 }"])(
  "M-10: %s does not let new children start",
  async (code) => {
    const { stage } = createStage();
    await stage.run(program(`spawn child(); note("before"); ${code}; note("after");`));
    expect(stage.notes).toEqual(["before", "after", "child"]);
  },
);

/** `body` in a block, beside a channel of two that holds one value and a task that is done. */
function program(body: string): string {
  return `
    let (tx, rx) = watch(channel(2));
    tx.send(1);
    let done = async { spawn (|| 1)() };
    fn child() { look(); note("child"); }
    fn killer(me) { look(); note("killer"); me.get().unwrap().cancel(); }
    async { ${body} }`;
}

function createStage(): { readonly stage: Stage; readonly looks: Look[] } {
  const stage = new Stage({ script: () => ({ ms: 1, fails: false }) });
  const looks: Look[] = [];
  const seen = { written: 0, read: 0, started: 0 };
  const { engine } = stage;
  stage.native("look", () => {
    looks.push({ buffered: stage.channels[0]!.buffered, calls: stage.host.calls.length, ...seen });
    return undefined;
  });
  engine.registerFn("started", () => void seen.started++);
  engine.setOutput({ write: () => void seen.written++ });
  const { services } = stateOf(engine);
  const files = services.platform.files!;
  const readFile = async (): Promise<Uint8Array> => {
    seen.read++;
    return new Uint8Array();
  };
  const platform = { ...services.platform, files: { ...files, waiting: { ...files.waiting, readFile } } };
  Object.assign(services, { platform });
  return { stage, looks };
}
