/**
 * Prints the totals of a vitest JSON report as one line, `N passed, N failed[, N skipped]`, and exits with 1 unless
 * something passed and nothing failed. A test file that cannot be loaded counts as one failure, and so does a report
 * that does not exist.
 */
import { existsSync, readFileSync } from "node:fs";

const path = process.argv[2];
const files = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : [];
const tests = files.flatMap((file) => file.assertionResults);
const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;

const passed = count("passed");
const brokenFiles = files.filter((file) => file.status === "failed" && !file.assertionResults.some(isFailed)).length;
const failed = count("failed") + brokenFiles + (files.length === 0 ? 1 : 0);
const skipped = tests.length - passed - count("failed");

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(passed > 0 && failed === 0 ? 0 : 1);

function isFailed({ status }) {
  return status === "failed";
}
