import { describe, expect, test } from "vitest";
import { CODES, type DiagnosticCode } from "../../src/diagnostics/codes.ts";
import { createDiagnostic } from "../../src/diagnostics/diagnostic.ts";

describe("the table of codes", () => {
  test("codes are in kebab case, help lines are one line and no sentence", () => {
    for (const [code, { help }] of Object.entries(CODES)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      if (help !== undefined) expect(help).toMatch(/^[^\n]*[^.\n]$/);
    }
  });

  test.each<[DiagnosticCode, readonly string[], string]>([
    ["break-outside-loop", [], "break outside of loop"],
    ["continue-outside-loop", [], "continue outside of loop"],
    ["break-unknown-label", ["nope"], "break with unknown label 'nope"],
    ["continue-unknown-label", ["nope"], "continue with unknown label 'nope"],
    ["spawn-outside-async", [], "spawn is only allowed inside async {}"],
    ["spawn-operand", [], "spawn currently requires a function call in the bytecode VM"],
    ["select-without-branches", [], "select requires at least one branch"],
  ])("language 4.7, concurrency 10.2: %s is a static RuntimeError", (code, args, message) => {
    const diagnostic = createDiagnostic(code, 1, 2, ...(args as never));
    expect(diagnostic).toMatchObject({ code, severity: "error", kind: "runtime", message, start: 1, end: 2 });
  });
});
