import { test } from "vitest";
import { compileSource } from "/work/main/src/compile.ts";
import { resolveOptions } from "/work/main/src/options.ts";
import { readFileSync } from "node:fs";
test("x", () => {
  const r = compileSource(readFileSync("/tmp/a.ion","utf8"), resolveOptions({ filename: "a.ion", format: "module" })) as any;
  console.log(r.code ?? r.diagnostics);
});
