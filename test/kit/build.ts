/**
 * Builds the package once before the tests that run it from `dist/` (vitest.config.ts, project "built"). A type error
 * does not stop them: the compiler writes its output all the same, and `npm run check` is where types are checked.
 */
import { spawnSync } from "node:child_process";
import { REPOSITORY } from "./source-files.ts";

export function setup(): void {
  const { error } = spawnSync("npm", ["run", "--silent", "build"], { cwd: REPOSITORY, stdio: "inherit" });
  if (error) throw error;
}
