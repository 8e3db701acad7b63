/**
 * The cancellation matrix: what a task can wait for × who cancels it × when. `renderCell` writes the Ion program of one
 * cell. The plan of every program, in virtual milliseconds:
 *
 *     0      the victim starts, unless it is cancelled before
 *     1      it begins the operation
 *     3      "while parked": the canceller acts
 *     5      what the operation waits for happens, and the victim becomes ready;
 *            "after the event": the canceller acts before the victim runs
 *     9      "when done": the canceller acts
 *
 * To act between the event and the victim's next step, the canceller must be woken after whoever brings the event, and
 * before the victim: which timer or host call it waits with, and since when, depends on the operation.
 */

export interface Operation {
  readonly name: string;
  /** The Ion expression that waits; `x` is what `setup` made. */
  readonly code: string;
  /** Made before the victim is; default `None`. */
  readonly setup?: string;
  /** What brings the event, as a task that starts before the others. */
  readonly helper?: string;
  /** How the canceller waits for the moment after the event; null when the victim is always ready. */
  readonly waitForEvent: string | null;
  /** True when a host call with a signal is in flight while the victim waits. */
  readonly asksHost?: boolean;
  /** Code at the end of the program that notes what is left. */
  readonly aftermath?: string;
  /** What the aftermath notes, by moment. */
  readonly left?: Readonly<Record<Moment, string>>;
}

export type Moment = "before its start" | "while parked" | "after the event" | "when done";
export const MOMENTS: readonly Moment[] = ["before its start", "while parked", "after the event", "when done"];

/** The canceller's timer is older than the one of the victim. */
const EARLY = "sleep(5)";
/** The canceller's timer is younger than those of the helper and of the victim's children. */
const LATE = "sleep(2); sleep(3)";
/** The same with a host call: the host's timers of an instant come before Ion's. */
const EARLY_HOST = 'ask("go", 5)';
const LATE_HOST = 'sleep(2); ask("go", 3)';

const RECEIVED = {
  helper: 'sleep(5); tx.send("v");',
  aftermath: 'note(f"left {rx.try_recv()}");',
  left: {
    "before its start": "left Some(v)",
    "while parked": "left Some(v)",
    "after the event": "left Some(v)",
    "when done": "left None",
  },
} as const;

export const OPERATIONS: readonly Operation[] = [
  { name: "sleep", code: "sleep(4)", waitForEvent: EARLY },
  { name: "host call", code: 'ask("v", 4)', waitForEvent: EARLY_HOST, asksHost: true },
  { name: "recv", code: 'note(f"got {rx.recv()}")', waitForEvent: LATE, ...RECEIVED },
  { name: "recv_timeout", code: 'note(f"got {rx.recv_timeout(50)}")', waitForEvent: LATE, ...RECEIVED },
  {
    name: "send",
    code: 'tx.send("mine")',
    setup: 'tx.send("first")',
    helper: "sleep(5); rx.recv();",
    waitForEvent: LATE,
    aftermath: 'note(f"left {rx.try_recv()} {rx.try_recv()}");',
    left: {
      "before its start": "left None None",
      "while parked": "left None None",
      "after the event": "left Some(mine) None",
      "when done": "left Some(mine) None",
    },
  },
  { name: "await", code: "x.await", setup: "spawn sleep(5)", waitForEvent: LATE },
  { name: "await_timeout", code: "x.await_timeout(50)", setup: "spawn sleep(5)", waitForEvent: LATE },
  { name: "end of a block", code: 'async { spawn ask("v", 4); }', waitForEvent: LATE_HOST, asksHost: true },
  {
    name: "select",
    code: 'async { select { a = ask("v", 4) => a, b = sleep(100) => b } }',
    waitForEvent: LATE_HOST,
    asksHost: true,
  },
  { name: "timeout", code: 'timeout(100, || ask("v", 4))', waitForEvent: LATE_HOST, asksHost: true },
  {
    name: "end of a slice",
    code: "{ let mut i = 0; while i < 40 { spend(); i += 1; } }",
    waitForEvent: null,
  },
  {
    name: "host call in a callback of a method",
    code: '[1].map(|_| ask("v", 4))',
    waitForEvent: EARLY_HOST,
    asksHost: true,
  },
  {
    name: "body of a select",
    code: 'async { select { _ = (|| 1)() => ask("v", 4) } }',
    waitForEvent: EARLY_HOST,
    asksHost: true,
  },
  { name: "ctx.call", code: 'through_call("slow")', waitForEvent: LATE_HOST, asksHost: true },
  {
    name: "callAsync with the signal of the call",
    code: 'through_handle("slow")',
    waitForEvent: LATE_HOST,
    asksHost: true,
  },
  { name: "file operation", code: 'fs::read("v")', waitForEvent: EARLY_HOST },
  { name: "output promise", code: 'io::println("v")', waitForEvent: EARLY_HOST },
];

export interface Canceller {
  readonly name: string;
  /** The block in which the victim, called by `victim(x)`, is cancelled after `wait`. */
  readonly scope: (wait: string) => string;
  /** `cancelledBy` of the reason; null for the reason of the host's own signal. */
  readonly cause: string | null;
  /** Moments in which it cannot act, and why. */
  readonly never?: Partial<Record<Moment, string>>;
  /** Everything ends with the victim, with this outcome: there is no aftermath. */
  readonly total?: RegExp;
  /** The scope stands outside of any `try`, which would keep it from leaving the program. */
  readonly isUncaught?: boolean;
  /** The victim is no task but the body of a block, and the block raises this error when the body is interrupted. */
  readonly interruptedBy?: string;
  /** The victim is a call through a handle, whose promise is rejected with this. */
  readonly callbackRejection?: RegExp;
}

const NOTHING = "()";

export const CANCELLERS: readonly Canceller[] = [
  {
    name: "h.cancel()",
    scope: (wait) => `async { let h = spawn victim(x); ${wait}; acts(); h.cancel(); finished(h) }`,
    cause: "handle",
  },
  {
    name: "a failing sibling",
    scope: (wait) => `async { spawn (|| { ${wait}; acts(); fail("sibling") })(); spawn victim(x); sleep(50) }`,
    cause: "nursery",
  },
  {
    name: "an error of the body",
    scope: (wait) => `async { spawn victim(x); ${wait}; acts(); fail("body") }`,
    cause: "nursery",
  },
  {
    name: "a ? out of the block",
    scope: (wait) => `(|| { async { spawn victim(x); ${wait}; acts(); Err("left")? } })()`,
    cause: "nursery",
  },
  {
    name: "a select that another branch wins",
    scope: (wait) => `async { select { a = (|| { ${wait}; acts(); "rival" })() => a, b = victim(x) => b } }`,
    cause: "select",
    never: { "when done": "the victim has won" },
  },
  {
    name: "a timeout",
    scope: (wait) => `timeout(${/\d+/.exec(wait)?.[0] ?? 0}, || victim(x))`,
    cause: "timeout",
    never: {
      "before its start": "the callback gets its chance (Z-6)",
      "after the event": "a result goes before the deadline of its instant (M-17)",
      "when done": "the timeout is over as well",
    },
  },
  {
    name: "h.cancel() of the task around its block",
    scope: (wait) => `async {
      let h = spawn (|| { async { spawn victim(x); sleep(50) } })();
      ${wait}; acts(); h.cancel(); finished(h) }`,
    cause: "handle",
  },
  {
    name: "a failing child of the block that it is the body of",
    scope: (wait) => `async { spawn (|| { ${wait}; acts(); fail("child") })(); victim(x) }`,
    cause: "nursery",
    interruptedBy: "child",
  },
  {
    name: "the signal of the callback that it is",
    scope: (wait) => `{ request(x); ${wait}; acts(); abort_request(); }`,
    cause: null,
    callbackRejection: /the host's reason/,
  },
  {
    name: "the end of the evaluation that took it as a callback",
    scope: (wait) => `{ request(x); ${wait}; acts(); Err("over")? }`,
    cause: "nursery",
    total: /^Err\("over"\)$/,
    isUncaught: true,
    callbackRejection: /scheduled Ion call was cancelled/,
  },
  {
    name: "an AbortSignal",
    scope: (wait) => `async { spawn (|| { ${wait}; acts(); abort() })(); spawn victim(x); sleep(50) }`,
    cause: null,
    total: /the host's reason/,
  },
  {
    name: "dispose",
    scope: (wait) => `async { spawn (|| { ${wait}; acts(); dispose() })(); spawn victim(x); sleep(50) }`,
    cause: "dispose",
    total: /scheduled Ion call was cancelled/,
  },
];

/** When the canceller acts. */
export const ACT_AT: Readonly<Record<Moment, number>> = {
  "before its start": 0,
  "while parked": 3,
  "after the event": 5,
  "when done": 9,
};

export function renderCell(operation: Operation, canceller: Canceller, moment: Moment): string {
  const { code, setup = "None", helper, aftermath = "" } = operation;
  const wait = {
    "before its start": NOTHING,
    "while parked": "sleep(3)",
    "after the event": operation.waitForEvent!,
    "when done": "sleep(9)",
  };
  const scope = canceller.scope(wait[moment]);
  return `
    let (tx, rx) = watch(channel(1));
    fn victim(x) {
      try { sleep(1); note("begin"); ${code}; note("after"); } catch e { note(f"caught {e}"); }
      "victim"
    }
    fn finished(h) { check(h.is_finished(), "done when cancel() returns"); check(h.is_cancelled(), "is_cancelled"); }
    fn helper() { ${helper ?? ""} }
    fn slow() { ask("v", 4) }
    let outcome = async {
      let x = ${setup};
      spawn helper();
      let outcome = ${canceller.isUncaught ? scope : `try { ${scope} } catch e { e }`};
      sleep(20);
      ${aftermath}
      outcome
    };
    outcome`;
}
