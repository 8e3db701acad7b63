/**
 * The runtime in a single file, for `ion build --standalone`. It runs under Node and in browsers: which of the two it is
 * decides when it is loaded, and what it needs of Node it asks the process for instead of importing it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

/** `runtime` is the built runtime's folder, ending in a slash. */
export async function bundleStandaloneRuntime(runtime) {
  const outfile = `${runtime}standalone/ion-runtime.mjs`;
  await build({
    entryPoints: [`${runtime}index.js`],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2022",
    // Names stay: they are what a debugger shows of Ion's values.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    sourcemap: true,
    sourcesContent: false,
    plugins: [choosePlatform(runtime), askProcessForBuiltins],
  });
  renameSources(`${outfile}.map`);
}

/** The copy lies anywhere: its sources are named as if they lay in a folder beside it. */
function renameSources(path) {
  const map = JSON.parse(readFileSync(path, "utf8"));
  const sources = map.sources.map((source) => source.replace(/^(?:\.\.\/)*(?:runtime\/)?/, "ion-runtime/"));
  writeFileSync(path, JSON.stringify({ ...map, sources }));
}

const choosePlatform = (runtime) => ({
  name: "choose-platform",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#platform$/ }, () => ({ path: "platform", namespace: "standalone" }));
    onLoad({ filter: /^platform$/, namespace: "standalone" }, () => ({
      resolveDir: runtime,
      contents: `
        import { platform as browser } from "./stdlib/browser-platform.js";
        import { platform as node } from "./stdlib/node/platform.js";
        export const platform = globalThis.process?.getBuiltinModule === undefined ? browser : node;
      `,
    }));
  },
});

const askProcessForBuiltins = {
  name: "ask-process-for-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "builtin" }));
    onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = globalThis.process?.getBuiltinModule?.(${JSON.stringify(path)}) ?? {};`,
    }));
  },
};
