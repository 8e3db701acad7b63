/** Pages in a headless Chromium, served from a folder; for machines that have one. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { type Browser, chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

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
}

/** Opens a page of the folder and waits until it shows something, or an error. */
export async function openPage(folder: string, path: string): Promise<PageResult> {
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
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
  await page.goto(url);
  await Promise.race([failure, page.waitForFunction('document.body.textContent.trim() !== ""')]);
  return { text: ((await page.textContent("body")) ?? "").trim(), errors };
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
