/**
 * Conformance cases that we believe to be wrong, each with the reason. A case listed here must fail: an unexpected
 * pass fails the run, so that the list stays true.
 */
export const KNOWN_FAILURES: Readonly<Record<string, string>> = {};
