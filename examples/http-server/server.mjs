/** The HTTP side: one signal for each request, aborted when the client goes away or the time is up. */
import { createServer } from "node:http";
import { IonError } from "ionlang";

const REQUEST_TIMEOUT_MS = 2_000;
const MAX_BODY_LENGTH = 64 * 1024;

/** A server whose requests go to `host` (script-host.mjs); `log` gets a text for each error of the script. */
export function createScriptServer(host, log) {
  return createServer((incoming, outgoing) => {
    answer(host, incoming, outgoing).catch((error) => {
      if (outgoing.destroyed) return;
      const { status, body } = failure(error);
      if (status === 500) log(error instanceof IonError ? error.format() : String(error?.stack ?? error));
      if (outgoing.headersSent) outgoing.destroy();
      else send(outgoing, { status, type: "text/plain", body });
    });
  });
}

async function answer(host, incoming, outgoing) {
  const controller = new AbortController();
  const abort = (message, name) => controller.abort(new DOMException(message, name));
  const timer = setTimeout(abort, REQUEST_TIMEOUT_MS, "the request took too long", "TimeoutError");
  const onClose = () => abort("the client went away", "AbortError");
  outgoing.once("close", onClose);
  try {
    const { pathname } = new URL(incoming.url, "http://localhost");
    const request = { method: incoming.method, path: pathname, body: await readBody(incoming) };
    send(outgoing, await host.handle(request, controller.signal));
  } finally {
    clearTimeout(timer);
    outgoing.off("close", onClose);
  }
}

async function readBody(incoming) {
  let body = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) {
    body += chunk;
    if (body.length > MAX_BODY_LENGTH) throw new BodyTooLong();
  }
  return body;
}

class BodyTooLong extends Error {}

function send(outgoing, { status, type, body }) {
  outgoing.writeHead(Number(status), { "content-type": type, "content-length": Buffer.byteLength(body) });
  outgoing.end(body);
}

/** What a client may know of an error: an IonError's kind, but not its message. */
function failure(error) {
  if (error instanceof BodyTooLong) return { status: 413, body: "the body is too long" };
  if (error?.name === "TimeoutError") return { status: 504, body: error.message };
  return { status: 500, body: error instanceof IonError ? error.publicMessage : "internal error" };
}
