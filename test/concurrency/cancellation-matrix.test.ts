/**
 * Cancellation (concurrency C-1 to C-8) of every wait, by everyone who can cancel, at every moment. Each cell asserts
 * that no code of the victim runs any more, that its host call is aborted once with the right reason, that no channel
 * value is lost or doubled, and that nothing is left behind.
 */
import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { stateOf } from "../../runtime/engine/engine.ts";
import { IonCancelled, type IonInput } from "../../src/index.ts";
import {
  ACT_AT,
  CANCELLERS,
  type Canceller,
  MOMENTS,
  type Moment,
  OPERATIONS,
  type Operation,
  renderCell,
} from "./kit/cancellation.ts";
import { NOTHING_LEFT, Stage } from "./kit/stage.ts";
import { watchRejections } from "./kit/unhandled-rejections.ts";
import { WatchedClock } from "./kit/watched-clock.ts";

const rejections = watchRejections();
const REASON = new Error("the host's reason");

for (const operation of OPERATIONS) {
  describe(`C-1 to C-8: ${operation.name}`, () => {
    for (const canceller of CANCELLERS) {
      for (const moment of MOMENTS) {
        if (canceller.never?.[moment] !== undefined) continue;
        if (moment === "after the event" && operation.waitForEvent === null) continue;
        test(`is cancelled by ${canceller.name} ${moment}`, () => checkCell(operation, canceller, moment));
      }
    }
  });
}

interface Cell {
  readonly stage: Stage;
  readonly signal: AbortSignal;
  /** When the canceller acted. */
  actedAt: number | null;
  /** How the promise of the victim settled, if the victim is a call through a handle. */
  callback: string | null;
}

async function checkCell(operation: Operation, canceller: Canceller, moment: Moment): Promise<void> {
  const cell = createCell(operation);
  const { stage, signal } = cell;
  const outcome = await stage.run(renderCell(operation, canceller, moment), signal);
  if (canceller.name !== "a timeout") expect(cell.actedAt).toBeCloseTo(ACT_AT[moment], 0);
  if (canceller.total !== undefined) expect(outcome).toMatch(canceller.total);
  if (canceller.interruptedBy === undefined) checkTask(cell, operation, moment);
  else expect(outcome).toBe(JSON.stringify(canceller.interruptedBy));
  checkNotes(cell, moment);
  checkHostCall(cell, operation, canceller, moment);
  if (canceller.callbackRejection !== undefined) {
    expect(cell.callback).toMatch(moment === "when done" ? /^victim$/ : canceller.callbackRejection);
  }
  if (canceller.total === undefined && operation.left !== undefined)
    expect(stage.notes).toContain(operation.left[moment]);
  expect(stage.violations).toEqual([]);
  expect(stage.leftovers).toEqual(NOTHING_LEFT);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  await stage.clock.sleep(200);
  expect(await rejections.sinceLastLook()).toEqual([]);
}

/** C-1, C-3: the victim's code goes as far as it was, and nothing of it sees the cancellation. */
function checkNotes({ stage: { notes } }: Cell, moment: Moment): void {
  expect(notes.filter((note) => note.startsWith("caught"))).toEqual([]);
  expect(notes.includes("begin")).toBe(moment !== "before its start");
  expect(notes.includes("after")).toBe(moment === "when done");
}

/** C-3, C-5: the victim is done when the canceller goes on. One that was to start later may not exist at all. */
function checkTask({ stage: { log } }: Cell, { waitForEvent }: Operation, moment: Moment): void {
  const victim = log.findLast(
    ({ type, task, detail }) => detail === "begin" || (type === "create" && task.endsWith("victim")),
  )?.task;
  if (moment === "before its start") {
    expect(log.some(({ type, task }) => type === "start" && task === victim)).toBe(false);
    if (victim === undefined) return;
  }
  const end = log.find(({ type, task }) => type === "end" && task === victim)!;
  expect(end.detail).toBe(moment === "when done" ? "value" : "cancelled");
  // While a task computes, the trace goes by the time at which its turn began.
  if (waitForEvent !== null) expect(end.time).toBe(Math.min(ACT_AT[moment], 5));
}

/** C-4: a call in flight is aborted exactly once, with the reason of whoever cancelled; any other never. */
function checkHostCall({ stage }: Cell, { asksHost }: Operation, { cause }: Canceller, moment: Moment): void {
  const isInFlight = asksHost === true && moment === "while parked";
  const reasons = stage.host.calls.filter(({ id }) => id === "v").flatMap(({ aborts }) => aborts);
  expect(reasons.length).toBe(isInFlight ? 1 : 0);
  if (!isInFlight) return;
  if (cause === null) expect(reasons[0]).toBe(REASON);
  else expect(reasons[0]).toSatisfy((reason) => reason instanceof IonCancelled && reason.cancelledBy === cause);
}

function createCell(operation: Operation): Cell {
  const clock = new WatchedClock();
  const isSliced = operation.name === "end of a slice";
  const stage = new Stage({ clock, ...(isSliced ? { sliceLength: 1 } : {}) });
  const { engine, host } = stage;
  const controller = new AbortController();
  const cell: Cell = { stage, signal: controller.signal, actedAt: null, callback: null };
  registerCallbacks(cell);
  engine.registerAsyncFn("ask", ({ signal }, id, ms) => host.ask(String(id), signal, { ms: Number(ms), fails: false }));
  engine.registerFn("acts", () => {
    cell.actedAt = clock.now();
  });
  engine.registerFn("abort", () => controller.abort(REASON));
  engine.registerFn("dispose", () => engine.dispose());
  engine.registerFn("spend", () => clock.advance(0.1));
  engine.setOutput({ write: async () => void (await clock.sleep(4)) });
  slowFiles(stage);
  return cell;
}

/** Ways from the host back into Ion: as children of the calling task, with its signal, and on the host's own account. */
function registerCallbacks(cell: Cell): void {
  const { engine } = cell.stage;
  const controller = new AbortController();
  engine.registerAsyncFn("through_call", (context, name) => context.call(String(name)));
  engine.registerAsyncFn("through_handle", (context, name) =>
    context.engine.callAsync(String(name), [], { signal: context.signal }),
  );
  engine.registerFn("request", (x) => {
    const handle = engine.handle();
    const note = (outcome: unknown): void => {
      cell.callback = String(outcome);
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
      handle.close();
    };
    handle.callAsync("victim", [x as IonInput], { signal: controller.signal }).then(note, note);
  });
  engine.registerFn("abort_request", () => controller.abort(REASON));
}

/** A file system whose files take 4 ms to read. */
function slowFiles({ engine, clock }: Stage): void {
  const { services } = stateOf(engine);
  const readFile = async (): Promise<Uint8Array> => {
    await clock.sleep(4);
    return new Uint8Array();
  };
  const files = services.platform.files!;
  const platform = { ...services.platform, files: { ...files, waiting: { ...files.waiting, readFile } } };
  Object.assign(services, { platform });
}
