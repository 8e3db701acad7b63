/** Compiled modules in a browser (embedding D3): bundled, and with the standalone runtime. */
import { beforeAll, describe, expect, test } from "vitest";
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
    const { text, errors } = await openPage(project.path("dist/esbuild"), "index.html");
    expect([text.split("\n"), errors]).toEqual([EXPECTED, []]);
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
