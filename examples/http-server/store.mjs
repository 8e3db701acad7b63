/** What the script can call, as a module `store`: a pretended database, some milliseconds away. */
import { setTimeout as sleep } from "node:timers/promises";
import { Some } from "ionlang";

const NAMES = ["Ada", "Grace", "Edsger", "Barbara", "Tony"];

/** Asynchronous functions get their context first; its signal is aborted when the script wants the answer no more. */
export const store = {
  get: async ({ signal }, key) => {
    await sleep(Math.random() * 5, undefined, { signal });
    const id = Number(key.replace("user ", ""));
    return id in NAMES ? new Some(NAMES[id]) : null;
  },
  report: async ({ signal }) => {
    await sleep(60_000, undefined, { signal });
    return ["everything is fine"];
  },
};
