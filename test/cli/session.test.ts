/** The command-line session at the end of the specification (embedding, Part 3), typed to a shell. */
import { expect, test } from "vitest";
import { ScratchProject } from "../kit/scratch-project.ts";

const project = new ScratchProject({ "src/b.ion": "1", "src/a/c.ion": "2" });

test.each([
  ["printf 'os::args()' > a.ion; ion a.ion x --y", 0, /^\[x, --y\]\n$/, /^$/],
  ["printf '1 +'  | ion check -", 1, /^$/, /^<stdin>:1:\d+: error\[parse\]: /],
  ["printf 'os::args()' > a.ion; ion --check a.ion", 0, /^$/, /^$/],
  ["printf 'let a = 1 / 0;' | ion -", 1, /^$/, /^error\[runtime\]: division by zero\n[\s\S]*\n +\| +\^\n/],
  ["ion --nope", 2, /^$/, /^ion: unknown option '--nope'\nUsage: /],
  [
    "ion build src --outdir dist && ls dist dist/a",
    0,
    /^dist:\na\nb\.mjs\nb\.mjs\.map\n\ndist\/a:\nc\.mjs\nc\.mjs\.map\n$/,
    /→/,
  ],
])("$ %s exits %i", async (line, exitCode, stdout, stderr) => {
  const result = await project.run("sh", ["-c", line]);
  expect(result.stdout).toMatch(stdout);
  expect(result.stderr).toMatch(stderr);
  expect(result.exitCode).toBe(exitCode);
});
