/** `node main.mjs [--port=8080] [--script=routes.ion]`: SIGHUP loads the script again, SIGTERM and SIGINT stop the server. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { IonError } from "ionlang";
import { ScriptHost } from "./script-host.mjs";
import { createScriptServer } from "./server.mjs";
import { store } from "./store.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    script: { type: "string", default: fileURLToPath(new URL("routes.ion", import.meta.url)) },
  },
});

const host = new ScriptHost(options.script, { store });
await host.load();

const server = createScriptServer(host, console.error);
server.listen(Number(options.port), "127.0.0.1", () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`),
);

process.on("SIGHUP", () => {
  host.load().then(
    () => console.log("script loaded"),
    (error) => {
      console.error(error instanceof IonError ? error.format() : error);
      console.log("script kept");
    },
  );
});

for (const name of ["SIGTERM", "SIGINT"]) process.once(name, () => server.close());
