/** Builds the package once before the tests that run it from `dist/` (vitest.config.ts, project "built"). */
import { execFileSync } from "node:child_process";
import { REPOSITORY } from "./source-files.ts";

export function setup(): void {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: REPOSITORY, stdio: "inherit" });
}
