/** `node esbuild.config.js` writes dist/esbuild/main.js, which contains the runtime and needs nothing else. */
import { build } from "esbuild";
import ion from "ionlang/esbuild";

await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  format: "esm",
  minify: true,
  sourcemap: true,
  outfile: "dist/esbuild/main.js",
  plugins: [ion()],
});
