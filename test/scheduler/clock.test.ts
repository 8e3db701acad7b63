import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RealClock } from "../../runtime/scheduler/clock.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";

describe("real clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("M-18: durations beyond the host's timer range are split", () => {
    const clock = new RealClock();
    const delays: (number | undefined)[] = [];
    const arm = globalThis.setTimeout;
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((fire: () => void, delay?: number) => {
      delays.push(delay);
      return arm(fire, delay);
    }) as typeof setTimeout);
    const fire = vi.fn();
    clock.setTimer(clock.now() + 2 ** 31 + 5, fire);
    vi.advanceTimersByTime(2 ** 31 - 1);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(6);
    expect(fire).toHaveBeenCalledOnce();
    expect(delays).toEqual([2 ** 31 - 1, 6]);
  });

  it("M-18: a host timer that fires early is set again", () => {
    const clock = new RealClock();
    let now = 0;
    vi.spyOn(clock, "now").mockImplementation(() => now);
    const fire = vi.fn();
    clock.setTimer(10, fire);
    for (now of [3, 7, 9.5]) {
      vi.runOnlyPendingTimers();
      expect(fire).not.toHaveBeenCalled();
    }
    now = 10;
    vi.runOnlyPendingTimers();
    expect(fire).toHaveBeenCalledOnce();
  });

  it("a timer that was taken back does not fire", () => {
    const clock = new RealClock();
    const fire = vi.fn();
    clock.setTimer(clock.now() + 10, fire)();
    vi.advanceTimersByTime(20);
    expect(fire).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("virtual clock", () => {
  it("jumps to the next timer when nothing else happens; host timers of an instant come first", async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    clock.setTimer(10, () => order.push(`evaluation ${clock.elapsed}`));
    const host = clock.sleep(10).then(() => order.push(`host ${clock.elapsed}`));
    const early = clock.sleep(3).then(() => order.push(`early ${clock.elapsed}`));
    await Promise.all([host, early]);
    await clock.sleep(1);
    expect(order).toEqual(["early 3", "host 10", "evaluation 10"]);
  });

  it("stands still while it is held", async () => {
    const clock = new VirtualClock();
    const release = clock.hold();
    let woke = false;
    const sleeping = clock.sleep(5).then(() => {
      woke = true;
    });
    for (let i = 0; i < 5; i++) await new Promise(setImmediate);
    expect([woke, clock.elapsed]).toEqual([false, 0]);
    release();
    await sleeping;
    expect(clock.elapsed).toBe(5);
  });

  it("sleep rejects with the reason of its signal, and takes its timer back", async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const sleeping = clock.sleep(1000, { signal: controller.signal });
    controller.abort("enough");
    await expect(sleeping).rejects.toBe("enough");
    await expect(clock.sleep(1000, { signal: controller.signal })).rejects.toBe("enough");
    await clock.sleep(1);
    expect(clock.elapsed).toBe(1);
  });

  it("advance moves the time by hand", async () => {
    const clock = new VirtualClock();
    const sleeping = clock.sleep(5);
    clock.advance(50);
    await sleeping;
    expect(clock.elapsed).toBe(50);
  });
});
