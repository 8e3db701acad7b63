/**
 * `npm run build`: compiles the package to dist/, and adds what the TypeScript compiler does not make: the ambient
 * declarations, source maps that tell debuggers to step over the package, the runtime in a single file, and the command
 * line in a few.
 * A type error fails the build; the output is written all the same.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleCommandLine } from "./bundle-cli.mjs";
import { ignoreInDebuggers } from "./ignore-list.mjs";
import { bundleStandaloneRuntime } from "./standalone-runtime.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", new URL("../", import.meta.url)));

const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
copyFileSync(`${root}src/integrations/client.d.ts`, `${root}dist/src/integrations/client.d.ts`);
await bundleStandaloneRuntime(`${root}dist/runtime/`);
await bundleCommandLine(`${root}dist/src/`);
ignoreInDebuggers(`${root}dist/`);
process.exitCode = status ?? 1;
