/** Every code block of README.md and docs/ runs as it stands, or is listed here with the reason why not. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DocSession, fileNameOf } from "./kit/doc-session.ts";
import { readFences } from "./kit/markdown.ts";
import { REPOSITORY } from "./kit/source-files.ts";
import { useTempDir } from "./kit/temp-dir.ts";

/** `FILE: first line of the block` → why it does not run here. */
const NOT_RUN: Readonly<Record<string, string>> = {};

const RUNNABLE: ReadonlySet<string> = new Set(["ion", "js", "ts", "sh"]);
/** Output, data and other things to look at. */
const SHOWN: ReadonlySet<string> = new Set(["text", "json", "console", "diff"]);

const documents = ["README.md", ...listDocs()].filter((path) => existsSync(`${REPOSITORY}${path}`));
const keysInUse = new Set<string>();

for (const path of documents) {
  describe(path, () => {
    const fences = readFences(readFileSync(`${REPOSITORY}${path}`, "utf8"));
    const session = new DocSession(useTempDir());

    for (const [index, fence] of fences.entries()) {
      const key = `${path}: ${fence.code.split("\n")[0]}`;
      if (Object.hasOwn(NOT_RUN, key)) {
        keysInUse.add(key);
        continue;
      }
      if (!RUNNABLE.has(fence.language)) continue;
      test(`line ${fence.line}, ${fence.language}: ${fence.heading}`, { timeout: 60_000 }, () => session.play(fence));

      const name = fileNameOf(fence);
      if (name === undefined) continue;
      test(`line ${fence.line}: a later block uses ${name}`, () => {
        const later = fences.slice(index + 1).filter(({ code }) => code.includes(name));
        expect(later.length).toBeGreaterThan(0);
      });
    }

    test("every block says what it is", () => {
      const unknown = fences.filter(({ language }) => !RUNNABLE.has(language) && !SHOWN.has(language));
      expect(unknown.map(({ line, language }) => `line ${line}: '${language}'`)).toEqual([]);
    });
  });
}

describe("a block that is wrong fails", () => {
  const session = new DocSession(useTempDir());
  const play = (language: string, code: string): Promise<void> =>
    session.play({ language, code: `${code}\n`, line: 1, heading: "" });

  test("ion: its value is the one in the comment", async () => {
    await play("ion", '["a"]   // => ["a"]');
    await expect(play("ion", "1 + 1   // => 3")).rejects.toThrow("ends with 2, not with 3");
    await expect(play("ion", "1 / 0")).rejects.toThrow("division by zero");
  });

  test("js: the module runs with the package installed", async () => {
    await play("js", 'import { Engine } from "ionlang";\nif (new Engine().eval("1 + 1") !== 2) throw new Error();');
    await expect(play("js", 'throw new Error("broken");')).rejects.toThrow("broken");
  });

  test("ts: the types are checked", async () => {
    await play(
      "ts",
      'import { compile } from "ionlang/compiler";\nconst names: string[] = compile("1").exports;\nnames;',
    );
    await expect(play("ts", 'const x: number = "text";\nx;')).rejects.toThrow("TS2322");
  });

  test("sh: commands see the files of earlier blocks", async () => {
    await play("ion", "// hello.ion\nos::args()");
    await play("sh", 'test "$(ion hello.ion x)" = "[x]"');
    await expect(play("sh", "ion missing.ion")).rejects.toThrow("cannot read missing.ion");
  });
});

test("there is a README", () => {
  expect(documents).toContain("README.md");
});

test("every row of the table names a block", () => {
  expect(Object.keys(NOT_RUN).filter((key) => !keysInUse.has(key))).toEqual([]);
});

function listDocs(): string[] {
  if (!existsSync(`${REPOSITORY}docs`)) return [];
  const files = readdirSync(`${REPOSITORY}docs`, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`);
}
