/** Tasks run on top of the frames of those that wait for them (runtime/scheduler/park.ts): nobody can tell. */
import { expect, test } from "vitest";
import { NOTHING_LEFT, Stage } from "./kit/stage.ts";

async function notesOf(source: string): Promise<readonly string[]> {
  const stage = new Stage();
  await stage.run(source);
  await stage.clock.sleep(50);
  expect(stage.leftovers).toEqual(NOTHING_LEFT);
  return stage.notes;
}

test("C-5: a task that runs on top cancels the one below it, which was suspended before", async () => {
  const notes = await notesOf(`
    fn child(c) { c.get().cancel(); note("cancelled it"); sleep(1); note("late"); }
    fn owner(c) { sleep(1); async { spawn child(c); note("waits"); }; note("late"); }
    let c = cell(());
    async { let h = spawn owner(c); c.set(h); sleep(5); note(h.is_finished()); }
    note("after");`);
  expect(notes).toEqual(["waits", "cancelled it", "true", "after"]);
});

test("C-5: it cancels the one below while a third waits between them", async () => {
  const notes = await notesOf(`
    fn killer(c) { c.get().cancel(); note("cancelled"); }
    fn middle(c) { async { spawn killer(c); }; note("late"); }
    fn owner(c) { async { spawn middle(c); }; note("late"); }
    let c = cell(());
    async { let h = spawn owner(c); c.set(h); sleep(1); note(h.is_cancelled()); }`);
  expect(notes).toEqual(["cancelled", "true"]);
});

test("C-3: a task that was cancelled while it ran ends where it lets new tasks start, and none runs on top of it", async () => {
  const notes = await notesOf(`
    fn child() { note("late"); }
    fn owner(c) { sleep(1); c.get().cancel(); async { spawn child(); note("spawned"); channel(1); note("late"); } }
    let c = cell(());
    async { let h = spawn owner(c); c.set(h); sleep(5); note(h.is_finished()); }`);
  expect(notes).toEqual(["spawned", "true"]);
});

test("B-6: a failing child on top interrupts the owner, where it waits and by the name of the error", async () => {
  const notes = await notesOf(`
    fn bad() { note("fails"); 1 / 0 }
    fn slow() { sleep(10); note("late"); }
    try { async { spawn slow(); spawn bad(); let (tx, rx) = channel(1); rx.recv(); note("late"); } } catch e { note(e); }`);
  expect(notes).toEqual(["fails", "division by zero"]);
});

test("M-11: who was made ready before the owner goes on runs before it", async () => {
  const notes = await notesOf(`
    fn leaf(i) { note(i); }
    fn child(n) { async { for i in 0..3 { spawn leaf(i); } }; n }
    async { let a = spawn child(1); let b = spawn child(2); note(a.await + b.await); }`);
  expect(notes).toEqual(["0", "1", "2", "0", "1", "2", "3"]);
});

test("tasks that wait for tasks that wait: the JavaScript stack does not grow with them", async () => {
  const notes = await notesOf(`
    fn nested(n) { if n == 0 { 0 } else { async { let h = spawn nested(n - 1); h.await + 1 } } }
    note(nested(2000));`);
  expect(notes).toEqual(["2000"]);
});

test("2.8: an error that arises on top has the frames of its own task only", async () => {
  const stage = new Stage();
  const source = `
fn fail_later() { sleep(1); 1 / 0 }
fn wait_for(h) { h.await }
async { let h = spawn fail_later(); wait_for(h) }`;
  expect(await stage.run(source)).toBe("!! RuntimeError 2:29 division by zero");
});
