/**
 * fixtures/errors: NAME.ion with NAME.err, the rendered diagnostics, beside it. `FILTER=name` picks,
 * `UPDATE_SNAPSHOTS=true` rewrites.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkSource } from "../../src/compile.ts";
import { CODES } from "../../src/diagnostics/codes.ts";
import { errorOf } from "../../src/diagnostics/error-of.ts";

const ROOT = fileURLToPath(new URL("../../fixtures/errors/", import.meta.url));
const FILTER = process.env.FILTER ?? "";
const UPDATE = process.env.UPDATE_SNAPSHOTS === "true";

const names = readdirSync(ROOT)
  .filter((file) => file.endsWith(".ion"))
  .map((file) => file.slice(0, -".ion".length));

function check(name: string) {
  return checkSource(readFileSync(`${ROOT}${name}.ion`, "utf8"), `${name}.ion`);
}

describe("fixtures/errors", () => {
  test.each(names.filter((name) => name.includes(FILTER)))("%s", (name) => {
    const { diagnostics, file } = check(name);
    const error = errorOf(diagnostics, file);
    const rendered = [error, ...error.additional].map((each) => `${each.format({ color: false })}\n`).join("\n");
    const path = `${ROOT}${name}.err`;
    if (UPDATE) writeFileSync(path, rendered);
    expect(rendered).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
  });

  test("every code has a fixture", () => {
    const shown = new Set(names.flatMap((name) => check(name).diagnostics.map(({ code }) => code)));
    // Its program would be half a megabyte long: test/compile has a test that makes it.
    shown.add("too-many-variables");
    // A warning and no error: fixtures/errors/mistakes shows it.
    shown.add("lone-name");
    expect([...shown].sort()).toEqual(Object.keys(CODES).sort());
  });
});
