/** Pages in a headless Chromium, served from a folder; for machines that have one. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** For containers, and without what a browser does on its own account. The profile is new for each start. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Why pages cannot be opened here; null when they can. */
export const NO_BROWSER: string | null = existsSync(CHROMIUM)
  ? null
  : `there is no ${CHROMIUM}; install Debian's chromium, or name one in CHROMIUM`;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".map": "application/json",
};

export interface PageResult {
  /** The text of the page once there is some. */
  readonly text: string;
  /** What was thrown and nobody caught. */
  readonly errors: readonly string[];
  /** The texts of the source maps that the debugger finds named in the page's scripts, loaded from there. */
  readonly maps: readonly string[];
}

/** Opens a page of the folder and waits until it shows something, or an error. */
export async function openPage(folder: string, path: string): Promise<PageResult> {
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const { port } = server.address() as AddressInfo;
    return await readPage(browser, `http://127.0.0.1:${port}/${path}`);
  } finally {
    await browser.close();
    server.close();
  }
}

async function readPage(browser: Browser, url: string): Promise<PageResult> {
  const page = await browser.newPage();
  const errors: string[] = [];
  const failure = new Promise<void>((resolve) => {
    page.on("pageerror", (error) => {
      errors.push(error.message);
      resolve();
    });
  });
  const mapUrls = await watchMaps(page);
  await page.goto(url);
  await Promise.race([failure, page.waitForFunction('document.body.textContent.trim() !== ""')]);
  const maps = await Promise.all(mapUrls.map(async (mapUrl) => (await fetch(mapUrl)).text()));
  return { text: ((await page.textContent("body")) ?? "").trim(), errors, maps };
}

/** The addresses of source maps, added as the debugger hears of scripts. */
async function watchMaps(page: Page): Promise<readonly string[]> {
  const urls: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Debugger.scriptParsed", ({ url, sourceMapURL }) => {
    if (url !== "" && sourceMapURL) urls.push(new URL(sourceMapURL, url).href);
  });
  await session.send("Debugger.enable");
  return urls;
}

function serve(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = join(folder, normalize(new URL(request.url!, "http://x").pathname));
    try {
      const contents = await readFile(path);
      response.setHeader("content-type", CONTENT_TYPES[extname(path)] ?? "application/octet-stream").end(contents);
    } catch {
      // Whatever keeps it from being read: a browser asks for icons that nobody has.
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
