/**
 * The command line in one file. Most of what a short script costs is finding and reading modules, so there is one, and
 * it is CommonJS: Node starts that without its loader for ES modules. The verbs other than `run` are initialized when
 * they are used. The command itself is a file that turns on Node's cache of compiled code, where there is one (22.1).
 */
import { writeFileSync } from "node:fs";
import { build } from "esbuild";

/** `source` is the folder of the built compiler, ending in a slash: the command line lies in it, the bundle goes there. */
export async function bundleCommandLine(source) {
  await build({
    entryPoints: [`${source}cli/main.js`],
    outfile: `${source}bin/main.cjs`,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    // The other half of the package reads maps, which takes WebAssembly.
    alias: { "source-map": `${source}../../node_modules/source-map/lib/source-map-generator.js` },
    // Names stay: they are what a debugger shows of Ion's values.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    sourcemap: true,
    sourcesContent: false,
  });
  writeFileSync(`${source}bin/ion.cjs`, COMMAND, { mode: 0o755 });
}

const COMMAND = `#!/usr/bin/env node
require("node:module").enableCompileCache?.();
require("./main.cjs");
`;
