/**
 * The command line in one file. Most of what a short script costs is finding and reading modules, so there is one, and
 * it is CommonJS: Node starts that without its loader for ES modules. The verbs other than `run` are initialized when
 * they are used. The command itself is a file that turns on Node's cache of compiled code, where there is one (22.1).
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

/** `cli` is the built command line's folder, ending in a slash; the bundle takes the place of its modules. */
export async function bundleCommandLine(cli) {
  const { outputFiles } = await build({
    entryPoints: { ion: `${cli}main.js` },
    outdir: cli,
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    // The other half of the package reads maps, which takes WebAssembly.
    alias: { "source-map": `${cli}../../../node_modules/source-map/lib/source-map-generator.js` },
    // Names stay: they are what a debugger shows of Ion's values.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    sourcemap: true,
    sourcesContent: false,
  });
  rmSync(cli, { recursive: true });
  mkdirSync(cli);
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  writeFileSync(`${cli}package.json`, '{ "type": "commonjs" }\n');
  writeFileSync(`${cli}main.js`, COMMAND, { mode: 0o755 });
}

const COMMAND = `#!/usr/bin/env node
require("node:module").enableCompileCache?.();
require("./ion.js");
`;
