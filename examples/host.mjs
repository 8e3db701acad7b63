/** Runs the precompiled examples. They need nothing but the runtime; `npm run example` compiles them first. */
import { setTimeout as sleep } from "node:timers/promises";
import callback from "./dist/callback.mjs";
import channels from "./dist/channels.mjs";
import failing from "./dist/failing.mjs";
import fanIn from "./dist/fan-in.mjs";
import select from "./dist/select.mjs";
import timeout from "./dist/timeout.mjs";

const users = ["nobody", "Ada", "Grace", "Edsger", "Barbara", "Tony"];

/** What the scripts call: a pretended network. The signal fires when the script no longer wants the answer. */
const host = {
  http_get: async ({ signal }, url) => {
    await sleep(url === "/slow" ? 60_000 : 20, undefined, { signal });
    const id = Number(url.split("/").at(-1));
    return JSON.stringify({ name: users[id] ?? "unknown", scores: users[id] ? [id, id + 1, id + 5] : [] });
  },
  wait_for_event: async (context, type, handler) => {
    await sleep(10, undefined, { signal: context.signal });
    return context.call(handler, [{ type, user: type === "login" ? 1 : 2 }]);
  },
};

for (const program of [fanIn, channels, select, timeout, callback, failing]) {
  const start = performance.now();
  const outcome = await program.run(host).catch((error) => error.stack);
  console.log(`${program.name} (${Math.round(performance.now() - start)} ms):`, outcome);
}
