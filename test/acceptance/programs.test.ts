/**
 * The acceptance programs A1 to A9 of embedding.md, part 3, unmodified: taken from the specification, type-checked under
 * strict settings against the declarations of the built package, and each run by a Node process of its own.
 *
 * Two settings of this repository are left out, because the programs were written without them: `erasableSyntaxOnly`
 * (A7 has parameter properties) and `noUncheckedIndexedAccess` (A9 indexes an array).
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readFences } from "../kit/markdown.ts";
import { REPOSITORY } from "../kit/source-files.ts";
import { useTempDir } from "../kit/temp-dir.ts";

/** The specification shows an import once for the file; this is what each program uses without showing it. */
const ASSERT = 'import assert from "node:assert/strict";';
const SLEEP = 'import { setTimeout as sleep } from "node:timers/promises";';
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  A1: [],
  A2: [ASSERT, 'import { Engine, sig, t, Value } from "ionlang";'],
  A3: [ASSERT, 'import { Engine } from "ionlang";'],
  A4: [ASSERT, 'import { Engine } from "ionlang";'],
  A5: [ASSERT, 'import { Engine } from "ionlang";'],
  A6: [ASSERT, SLEEP, 'import { Engine, type IonFunction } from "ionlang";'],
  A7: [ASSERT, 'import { defineEnum, defineStruct, Engine, structOf, t } from "ionlang";'],
  A8: [ASSERT, 'import { Engine, Err, type IonInput, Ok, Some, Value } from "ionlang";'],
  A9: [ASSERT, 'import { check, Engine, Err, type IonError, replaceGlobal } from "ionlang";'],
};

const COMPILER_FLAGS = [
  ...["--ignoreConfig", "--strict", "--exactOptionalPropertyTypes", "--noImplicitOverride", "--isolatedModules"],
  ...["--noFallthroughCasesInSwitch", "--verbatimModuleSyntax"],
  ...["--target", "es2022", "--lib", "es2023,esnext.disposable", "--module", "nodenext", "--types", "node"],
];

interface Program {
  /** `A3`. */
  readonly id: string;
  readonly title: string;
  readonly code: string;
}

const folder = useTempDir();
const programs = readPrograms();
let typeErrors = "";

beforeAll(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(REPOSITORY, join(folder, "node_modules/ionlang"));
  symlinkSync(join(REPOSITORY, "node_modules/@types"), join(folder, "node_modules/@types"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  for (const { id, code } of programs) writeFileSync(join(folder, `${id}.ts`), code);
  const files = programs.map(({ id }) => `${id}.ts`);
  typeErrors = execute(join(REPOSITORY, "node_modules/.bin/tsc"), [...COMPILER_FLAGS, ...files]).stdout;
}, 60_000);

test("the specification has all nine", () => {
  expect(programs.map(({ id }) => id)).toEqual(Object.keys(HEADERS));
});

describe.each(programs)("$id: $title", ({ id }) => {
  test("its types are right", () => {
    expect(typeErrors.split("\n").filter((line) => line.startsWith(`${id}.ts`))).toEqual([]);
  });

  test("it runs to its end", { timeout: 60_000 }, () => {
    const { status, stderr } = execute(process.execPath, [`${id}.js`]);
    expect([status, stderr]).toEqual([0, ""]);
  });
});

test("a program that is wrong fails", () => {
  writeFileSync(
    join(folder, "wrong.ts"),
    'import { t } from "ionlang";\nconst n: string = t.int.fromIon(t.int.toIon(1));\n',
  );
  const { stdout } = execute(join(REPOSITORY, "node_modules/.bin/tsc"), [...COMPILER_FLAGS, "--noEmit", "wrong.ts"]);
  expect(stdout).toContain("TS2322: Type 'number' is not assignable to type 'string'");
});

/** Each program is a fence under a paragraph that begins `**A1 Title.**`; the header goes before its first line. */
function readPrograms(): Program[] {
  const text = readFileSync(join(REPOSITORY, "fixtures/spec/embedding.md"), "utf8");
  return Object.entries(HEADERS).flatMap(([id, header]) => {
    const start = text.search(new RegExp(`^\\*\\*${id} `, "m"));
    const section = text.slice(start);
    const [fence] = readFences(section.slice(0, section.indexOf("\n```\n") + 5));
    if (start === -1 || fence === undefined) return [];
    const title = /^\*\*\w+ (.*?)\.?\*\*/.exec(section)![1]!;
    return [{ id, title, code: [...header, fence.code].join("\n") }];
  });
}

function execute(command: string, args: readonly string[]) {
  const result = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  if (result.error) throw result.error;
  return result;
}
