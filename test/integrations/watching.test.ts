/** What bundlers do when a program changes while they watch (embedding 2.10): Vite's server, esbuild's contexts. */
import { context } from "esbuild";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import ionEsbuild from "../../src/integrations/esbuild.ts";
import ionVite from "../../src/integrations/vite.ts";
import { ScratchProject } from "../kit/scratch-project.ts";

const project = new ScratchProject({
  "main.js": 'import { price } from "./prices.ion"; export const found = await price();',
  "prices.ion": "fn price() { 1 }",
});

describe("vite's server", () => {
  let server: ViteDevServer;
  const sent: string[] = [];

  beforeAll(async () => {
    server = await createServer({
      root: project.folder,
      configFile: false,
      logLevel: "silent",
      appType: "custom",
      server: { middlewareMode: true, watch: null, ws: false },
      optimizeDeps: { noDiscovery: true },
      plugins: [ionVite()],
    });
    const { hot } = server.environments.client;
    hot.send = (...payload: unknown[]) => {
      sent.push((payload[0] as { readonly type: string }).type);
    };
  }, 60_000);
  afterAll(() => server.close());

  /** What Vite's watcher would report, without waiting for it. */
  function change(text: string): void {
    project.write({ "prices.ion": text });
    server.watcher.emit("change", project.path("prices.ion"));
  }

  test("a change reloads the page, and the server's next import has it", { timeout: 60_000 }, async () => {
    expect(await server.ssrLoadModule("/main.js")).toMatchObject({ found: 1 });
    await server.transformRequest("/main.js");
    await server.transformRequest("/prices.ion");
    change("fn price() { 2 }");
    await expect.poll(() => sent).toContain("full-reload");
    expect(await server.ssrLoadModule("/main.js")).toMatchObject({ found: 2 });
  });

  test("an error has what the overlay shows: the file, the place, the excerpt", { timeout: 60_000 }, async () => {
    change("fn price() {\n  let x = ;\n}");
    const file = project.path("prices.ion");
    await expect(server.transformRequest("/prices.ion")).rejects.toMatchObject({
      plugin: "ion",
      id: file,
      loc: { file, line: 2, column: 10 },
      frame: expect.stringContaining("2 |   let x = ;"),
    });
    change("fn price() { 3 }");
    expect((await server.transformRequest("/prices.ion"))?.code).toContain("$program");
  });
});

test("esbuild: a rebuild reads the program again, also after an error", { timeout: 60_000 }, async () => {
  project.write({ "prices.ion": 'fn price() { "first" }' });
  const builds = await context({
    entryPoints: [project.path("main.js")],
    absWorkingDir: project.folder,
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
    plugins: [ionEsbuild()],
  });
  try {
    const textOf = async (): Promise<string> => (await builds.rebuild()).outputFiles![0]!.text;
    expect(await textOf()).toContain('"first"');
    project.write({ "prices.ion": "fn price() { let }" });
    await expect(builds.rebuild()).rejects.toMatchObject({ errors: [{ location: { file: "prices.ion", line: 1 } }] });
    project.write({ "prices.ion": 'fn price() { "second" }' });
    expect(await textOf()).toContain('"second"');
  } finally {
    await builds.dispose();
  }
});
