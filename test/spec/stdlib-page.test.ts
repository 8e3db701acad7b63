/** docs/stdlib.md is what the library's tables give; `UPDATE_SNAPSHOTS=true` rewrites it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BUILTIN_PARAMS, METHOD_PARAMS } from "../../runtime/builtins/manifest.ts";
import { OBJECT_METHODS } from "../../runtime/scheduler/manifest.ts";
import { STD_MODULES } from "../../runtime/stdlib/manifest.ts";
import { REPOSITORY } from "../kit/source-files.ts";
import { renderStdlibPage } from "../kit/stdlib-docs.ts";

const PAGE = `${REPOSITORY}docs/stdlib.md`;

test("docs/stdlib.md is up to date", () => {
  const page = renderStdlibPage();
  if (process.env.UPDATE_SNAPSHOTS === "true") writeFileSync(PAGE, page);
  expect(existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "").toBe(page);
});

test("the page has a row for every name of the manifests", () => {
  const counts = [{ BUILTIN_PARAMS }, METHOD_PARAMS, OBJECT_METHODS, STD_MODULES]
    .flatMap((group) => Object.entries(group))
    .filter(([owner]) => owner !== "any")
    .map(([, names]) => Object.keys(names).length);
  const rows = renderStdlibPage().match(/^\| `.*` \| .+\. \| .*\|$/gm)!;
  expect(rows).toHaveLength(counts.reduce((sum, count) => sum + count));
});
