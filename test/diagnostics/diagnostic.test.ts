import { expect, test } from "vitest";
import { createDiagnostic, sortDiagnostics, withHelp } from "../../src/diagnostics/diagnostic.ts";
import { reportDiagnostic } from "../../src/diagnostics/report.ts";
import { SourceFile } from "../../src/source.ts";

test("language 2.5: errors are sorted by position; those of one place keep their order", () => {
  const at = (start: number, found: string) => createDiagnostic("unexpected-token", start, start + 1, found);
  const sorted = sortDiagnostics([at(5, "A"), at(2, "B"), at(5, "C"), at(0, "D")]);
  expect(sorted.map(({ message }) => message.at(-1))).toEqual(["D", "B", "A", "C"]);
});

test("embedding 2.9: a report has lines and columns from 1, and a hint only if there is help", () => {
  const file = new SourceFile("a.ion", "let é =\n  x y;");
  const diagnostic = createDiagnostic("expected-token", 10, 13, "Eq", "Semicolon");
  expect(reportDiagnostic(diagnostic, file)).toEqual({
    severity: "error",
    kind: "parse",
    code: "expected-token",
    message: "expected Eq, found Semicolon",
    line: 2,
    column: 3,
    endLine: 2,
    endColumn: 6,
  });
  expect(reportDiagnostic(withHelp(diagnostic, "try this"), file)).toMatchObject({ hint: "try this" });
});
