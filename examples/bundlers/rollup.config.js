/** `npx rollup -c` writes dist/rollup/main.js, which imports the runtime: what runs it has the package installed. */
import ion from "ionlang/rollup";

export default {
  input: "src/main.js",
  external: ["ionlang/runtime"],
  plugins: [ion()],
  output: { file: "dist/rollup/main.js", format: "es", sourcemap: true },
};
