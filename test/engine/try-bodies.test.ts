/**
 * Only errors that no `try` body is around remember their JavaScript stack (runtime/errors.ts): the count of bodies belongs
 * to a task, whatever runs between its steps, on top of its frames, or inside its host calls.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { RaisedError } from "../../runtime/errors.ts";
import { Engine, IonError } from "../../src/index.ts";

const { locate } = RaisedError.prototype;
/** The errors raised, as `message: stack` or `message: none`. */
let raised: string[];

beforeEach(() => {
  raised = [];
  RaisedError.prototype.locate = function (module, at) {
    const isFirst = this.module === null;
    locate.call(this, module, at);
    if (isFirst) raised.push(`${this.message}: ${this.trace === undefined ? "none" : "stack"}`);
    return this;
  };
});

afterEach(() => {
  RaisedError.prototype.locate = locate;
});

async function messageOf(failing: Promise<unknown>): Promise<string> {
  const error = await failing.catch((thrown: unknown) => thrown);
  if (!IonError.isIonError(error)) throw error;
  return error.message;
}

const INSIDE = "index 8 out of range: none";
const OUTSIDE = "index 9 out of range: stack";

test("tasks that ran on top of a `try` body leave it as it was", async () => {
  const source = `fn quick() { 1 }
    try { async { let task = spawn quick(); task.await; }; [1][8] } catch e { e };
    [1][9]`;
  await messageOf(new Engine().evalAsync(source));
  expect(raised).toEqual([INSIDE, OUTSIDE]);
});

test("so does an evaluation that a host function begins in it", async () => {
  const inner = new Engine();
  const engine = new Engine().registerFn("nested", () => inner.eval("1"));
  await messageOf(engine.evalAsync("try { nested(); [1][8] } catch e { e }; [1][9]"));
  expect(raised).toEqual([INSIDE, OUTSIDE]);
});

test("a call that the host asks for while its caller waits in a `try` body is the host's to catch", async () => {
  const engine = new Engine().registerAsyncFn("ask", (ctx) => messageOf(ctx.call("boom")));
  expect(await engine.evalAsync("fn boom() { [1][9] } try { ask() } catch e { e }")).toBe("index 9 out of range");
  expect(raised).toEqual([OUTSIDE]);
});
