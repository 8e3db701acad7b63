/** What `ionlang/testing` exports: the clock for tests of scripts (embedding 2.1). */
export { VirtualClock } from "./scheduler/virtual-clock.ts";
