import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Tests that run the built package in processes of their own. */
const BUILT = [
  "test/acceptance/*.test.ts",
  "test/debug/**/*.test.ts",
  "test/cli/**/*.test.ts",
  "test/concurrency/soak.test.ts",
  "test/examples/**/*.test.ts",
  "test/integrations/**/*.test.ts",
  "test/docs.test.ts",
];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^#platform$/, replacement: source("./runtime/stdlib/node/platform.ts") },
      { find: /^ionlang$/, replacement: source("./src/index.ts") },
      { find: /^ionlang\/compiler$/, replacement: source("./src/compiler.ts") },
      { find: /^ionlang\/runtime$/, replacement: source("./runtime/index.ts") },
      { find: /^ionlang\/testing$/, replacement: source("./runtime/testing.ts") },
    ],
  },
  test: {
    pool: "threads",
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: "source", include: ["test/**/*.test.ts"], exclude: BUILT } },
      { extends: true, test: { name: "built", include: BUILT, globalSetup: "test/kit/build.ts" } },
    ],
  },
});
