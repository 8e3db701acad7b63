/** `npx vite` serves the page, `npx vite build` writes it to dist/vite. */
import ion from "ionlang/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [ion()],
  build: { outDir: "dist/vite", target: "es2022", sourcemap: true },
});
