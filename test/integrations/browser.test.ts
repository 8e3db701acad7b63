/** Compiled modules in a browser (embedding D3): bundled, and with the standalone runtime. */
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import ion from "../../src/integrations/esbuild.ts";
import { NO_BROWSER, openPage } from "../kit/browser.ts";
import { ScratchProject } from "../kit/scratch-project.ts";

const project = new ScratchProject({}, ["vite", "rollup", "esbuild"]);
beforeAll(() => project.copy("examples/bundlers"));

const EXPECTED = [
  "total 12",
  "average 3",
  "src/prices.ion:13 division by zero",
  "fs is not available on this platform",
];

const PAGE = '<body><script type="module" src="bundle.js"></script></body>';

const TOUR = `
fn waits() { sleep(5); timeout(1, || { sleep(10000); 1 }) }
fn selects() {
    async {
        select {
            fast = spawn answer(1) => fast,
            _ = spawn sleep(10000) => "late",
        }
    }
}
fn send_all(tx, n) { for i in 0..n { tx.send(i); } tx.close(); }
fn counts(n) {
    async {
        let (tx, rx) = channel(2);
        spawn send_all(tx, n);
        let mut sum = 0;
        while let Some(i) = rx.recv() { sum = sum + i; }
        sum
    }
}
fn hangs() { hang() }
fn encodes(value) { json::encode(value) }
fn reads() { fs::read("x") }
fn directory() { os::cwd() }
fn system() { os::name }
fn draws() { rand::bytes(4).len() }
fn divides() { 1 / 0 }
`;

const TOUR_HOST = `
import tour, * as ion from "./tour.ion";
let aborted = "";
tour.bind({
  answer: async (_context, value) => value + 1,
  hang: async ({ signal }) => new Promise(() => signal.addEventListener("abort", () => { aborted = signal.reason.name; })),
});
const message = (promise) => promise.catch((error) => error.display?.() ?? error.name);
const controller = new AbortController();
const hanging = message(ion.hangs.invoke([], { signal: controller.signal }));
await new Promise((resolve) => setTimeout(resolve));
controller.abort();
const results = [
  await ion.waits(), await ion.selects(), await ion.counts(5), await hanging, aborted,
  await ion.encodes({ a: [1, 2.5, null] }), await message(ion.reads()), await message(ion.directory()),
  await ion.draws(), await message(ion.divides()),
];
document.body.textContent = JSON.stringify(results);
`;

const TOUR_RESULTS = [
  null,
  2,
  10,
  "AbortError",
  "AbortError",
  '{"a":[1,2.5,null]}',
  "RuntimeError at 23:14: fs is not available on this platform",
  "RuntimeError at 24:18: os is not available on this platform",
  4,
  "RuntimeError at 27:16: division by zero",
];

/** In parentheses: the reason why the tests are skipped, if they are. */
describe.skipIf(NO_BROWSER !== null)(`a page${NO_BROWSER === null ? "" : ` (${NO_BROWSER})`}`, () => {
  test("built by vite: runs the script; files are refused with a clear error", { timeout: 60_000 }, async () => {
    await project.runToEnd("vite", ["build", "--logLevel=warn", "--base=./"]);
    const { text, errors } = await openPage(project.path("dist/vite"), "index.html");
    expect(text.split("\n")).toEqual(EXPECTED);
    expect(errors).toEqual([]);
  });

  test("built by esbuild", { timeout: 60_000 }, async () => {
    await project.runToEnd("node", ["esbuild.config.js"]);
    project.write({ "dist/esbuild/index.html": '<body><script type="module" src="main.js"></script></body>' });
    const { text, errors, maps } = await openPage(project.path("dist/esbuild"), "index.html");
    expect([text.split("\n"), errors]).toEqual([EXPECTED, []]);
    const { sources, sourcesContent } = JSON.parse(maps[0]!);
    expect(sourcesContent[sources.indexOf("../../src/prices.ion")]).toBe(project.read("src/prices.ion"));
  });

  test("the library: timers, select, channels, host functions, cancellation; no files and no process", {
    timeout: 60_000,
  }, async () => {
    project.write({ "tour/tour.ion": TOUR, "tour/main.js": TOUR_HOST, "tour/index.html": PAGE });
    await build({
      entryPoints: [project.path("tour/main.js")],
      absWorkingDir: project.folder,
      outfile: project.path("tour/bundle.js"),
      bundle: true,
      format: "esm",
      minify: true,
      plugins: [ion()],
    });
    const { text, errors } = await openPage(project.path("tour"), "index.html");
    expect([JSON.parse(text), errors]).toEqual([TOUR_RESULTS, []]);
  });

  test("without a bundler: ion build --standalone", { timeout: 60_000 }, async () => {
    await project.runToEnd("ion", ["build", "src/prices.ion", "--outdir", "dist/plain", "--standalone"]);
    project.write({
      "dist/plain/main.js": project.read("src/main.js").replace("./prices.ion", "./prices.mjs"),
      "dist/plain/index.html": '<body><script type="module" src="main.js"></script></body>',
    });
    const { text, errors } = await openPage(project.path("dist/plain"), "index.html");
    const expected = EXPECTED.map((line) => line.replace("src/", ""));
    expect([text.split("\n"), errors]).toEqual([expected, []]);
  });
});
