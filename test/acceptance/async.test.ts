// @ts-nocheck: the programs of the specification, only formatted; they are run, not checked.
/**
 * The acceptance programs A3 to A6 of embedding.md, part 3: asynchronous host functions, aborts, callbacks.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "vitest";
import { Engine, type IonFunction } from "../../src/index.ts";

test("A3: async host functions overlap", async () => {
  const e = new Engine();
  const order: string[] = [];
  e.registerAsyncFn("http_get", async (_ctx, url: string) => {
    order.push(`start ${url}`);
    await sleep(30);
    order.push(`end ${url}`);
    return `GET ${url}`;
  });
  const v = await e.evalAsync(`
    fn load(u) { http_get(u) }
    async { let a = spawn load("/a"); let b = spawn load("/b"); [a.await, b.await] }`);
  assert.deepEqual(v, ["GET /a", "GET /b"]);
  assert.deepEqual(order.slice(0, 2), ["start /a", "start /b"]);
  assert.throws(() => e.eval(`http_get("/c")`), /cannot be called by the synchronous evaluator/);
  assert.equal(order.length, 4); // never entered
  assert.equal(await e.evalAsync(`load("/d")`), "GET /d"); // defined by an earlier evaluation
});

test("A4: abort from outside", async () => {
  const e = new Engine();
  let seen: unknown;
  const ac = new AbortController();
  e.registerAsyncFn(
    "slow",
    ({ signal }) =>
      new Promise((_res, rej) =>
        signal.addEventListener("abort", () => {
          seen = signal.reason;
          rej(new Error("ignored"));
        }),
      ),
  );
  const p = e.evalAsync(`let kept = 5; try { slow() } catch x { "caught" }`, { signal: ac.signal });
  const why = new Error("user left");
  ac.abort(why);
  await assert.rejects(p, (err) => err === why);
  assert.equal(seen, why);
  assert.equal(e.get("kept"), 5);
  assert.equal(await e.evalAsync("kept + len([1])"), 6);
  await assert.rejects(e.evalAsync("slow()", { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("A5: select and timeout cancel host work", async () => {
  const e = new Engine();
  const log: string[] = [];
  e.registerAsyncFn(
    "job",
    ({ signal }, name: string, ms: number) =>
      new Promise((res, rej) => {
        const h = setTimeout(() => res(name), ms);
        signal.addEventListener("abort", () => {
          clearTimeout(h);
          // biome-ignore lint/suspicious/noExplicitAny: as in the specification.
          log.push(`${name}:${(signal.reason as any).name}:${(signal.reason as any).cancelledBy}`);
          rej(signal.reason);
        });
      }),
  );
  assert.equal(await e.evalAsync(`async { select { a = job("fast", 5) => a, b = job("slow", 10000) => b, } }`), "fast");
  assert.equal(await e.evalAsync(`timeout(5, || job("late", 10000))`), null);
  assert.deepEqual((await e.evalAsync(`timeout(500, || job("ok", 1))`))?.value, "ok");
  assert.deepEqual(log, ["slow:AbortError:select", "late:AbortError:timeout"]);
});

test("A6: callbacks into Ion", async () => {
  const e = new Engine();
  const h = e.handle();
  e.registerAsyncFn("later", async (_ctx, x) => {
    await sleep(1);
    return x;
  });
  e.registerAsyncFn("wait_for_event", (ctx) => ctx.call("on_event", ["ready"]));
  assert.equal(await e.evalAsync(`fn on_event(ev) { later(ev + "!") } wait_for_event()`), "ready!");
  assert.equal(await h.callAsync("on_event", ["again"]), "again!"); // no evaluation running
  await assert.rejects(h.callAsync("nope", []), /external Ion call target 'nope' not found/);
  const add = e.eval("fn add2(a, b = 10) { a + b } add2") as IonFunction;
  assert.equal(await add(1), 11);
  assert.equal(add.sync(1, 2), 3);
  assert.equal(await add.invoke([1], { kwargs: { b: 5 } }), 6);
  e.set("add", add);
  assert.equal(e.get("add"), add);
  e.registerFn("sorted", (xs: number[], cmp: IonFunction) => [...xs].sort((a, b) => cmp.sync(a, b) as number));
  assert.deepEqual(e.eval("sorted([3, 1, 2], |a, b| b - a)"), [3, 2, 1]);
});
