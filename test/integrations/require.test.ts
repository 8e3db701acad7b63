/** D1 (embedding 2.1): every public entry can be required, and there is one set of classes whichever way it is loaded. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { REPOSITORY } from "../kit/source-files.ts";

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly default?: string } | string>>;
}

const { exports } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8")) as Manifest;
/** Registering hooks is all that this one does. */
const SIDE_EFFECTS = "./register";
const entries = Object.entries(exports).flatMap(([name, entry]) =>
  typeof entry === "object" && entry.default !== undefined && name !== SIDE_EFFECTS ? [`ionlang${name.slice(1)}`] : [],
);

test.each(entries)("D1: require(%j) answers what import does", async (entry) => {
  const script = `
    const required = require(${JSON.stringify(entry)});
    import(${JSON.stringify(entry)}).then((imported) => {
      const names = Object.keys(imported);
      console.log(names.length > 0 && names.every((name) => required[name] === imported[name]));
    });`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: REPOSITORY });
  expect(stdout).toBe("true\n");
});
