import fc from "fast-check";
import { expect, test } from "vitest";
import { platform } from "../../runtime/stdlib/node/platform.ts";
import { components, joinPaths } from "../../runtime/stdlib/path.ts";
import { NONE } from "../../runtime/values/option.ts";
import { bytes, list } from "../methods/kit.ts";
import { type CallRow, callStd, Library, moduleCases, platformWith } from "./kit.ts";

const cases = (name: string, rows: readonly CallRow[]) => moduleCases("5.10", `path::${name}`, rows);
/** Rows of a function of one path: its results, and the errors that all of these share. */
const ofOnePath = (name: string, rows: readonly (readonly [path: string, expected: string])[]) =>
  cases(name, [
    ...rows.map(([path, expected]): CallRow => [[path], expected]),
    [[], "R takes 1 argument"],
    [["a", "b"], "R takes 1 argument"],
    [[1], "R requires a string"],
  ]);

test("stdlib 5.10 path::sep is that of the platform", () => {
  const windows = platformWith({ constants: { ...platform.constants, pathSeparator: "\\" } });
  expect(new Library(windows).member("path::sep")).toBe("\\");
});

cases("join", [
  [["a", "b", "c.txt"], '"a/b/c.txt"'],
  [["a/", "b"], '"a/b"'],
  [["a", "/b"], '"/b"'],
  [["a", "/b", "c"], '"/b/c"'],
  [["a", ""], '"a/"'],
  [["", ""], '""'],
  [["a", "../b"], '"a/../b"'],
  [["", "b"], '"b"'],
  [["a"], '"a"'],
  [[], "R takes at least 1 argument"],
  [[1], "R argument 1 must be a string"],
  [["a", "b", NONE], "R argument 3 must be a string"],
]);

test("stdlib 5.10 path::join is the text so far with a part added, part by part", () => {
  const part = fc.constantFrom("", "a", "/", "b/", "/c", "..", "//");
  const addPart = (text: string, next: string): string => {
    if (next.startsWith("/")) return next;
    return text === "" || text.endsWith("/") ? text + next : `${text}/${next}`;
  };
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      expect(joinPaths(parts)).toBe(parts.reduce(addPart, ""));
    }),
  );
});

ofOnePath("parent", [
  ["a/b", '"a"'],
  ["a", '""'],
  ["/a", '"/"'],
  ["/", '""'],
  ["//", '""'],
  ["", '""'],
  [".", '""'],
  ["a/b/", '"a"'],
  ["a//b", '"a"'],
  ["a/.", '""'],
  ["a/..", '"a"'],
  ["..", '""'],
  ["./a", '"."'],
  ["/..", '"/"'],
  ["/./a", '"/"'],
  ["//a//b", '"//a"'],
  ["/a/b/./c", '"/a/b"'],
  ["a/b/./", '"a"'],
]);

ofOnePath("basename", [
  ["a/b/", '"b"'],
  ["a/.", '"a"'],
  ["/", '""'],
  ["..", '""'],
  [".", '""'],
  ["", '""'],
  ["a/..", '""'],
  ["...", '"..."'],
]);

ofOnePath("stem", [
  ["b.tar.gz", '"b.tar"'],
  [".bashrc", '".bashrc"'],
  [".a.b", '".a"'],
  ["a.", '"a"'],
  ["...", '".."'],
  ["..", '""'],
  ["/", '""'],
]);

ofOnePath("extension", [
  ["b.tar.gz", '"gz"'],
  [".bashrc", '""'],
  ["a.", '""'],
  ["noext", '""'],
  ["..", '""'],
  ["...", '""'],
  ["a/.hidden.txt", '"txt"'],
  ["a.b/", '"b"'],
]);

cases("with_extension", [
  [["a.tar.gz", "zip"], '"a.tar.zip"'],
  [["a.txt", ""], '"a"'],
  [["a.txt", ".md"], '"a..md"'],
  [[".bashrc", "x"], '".bashrc.x"'],
  [["a/b.c/", "x"], '"a/b.x"'],
  [["a/b.c/.", "x"], '"a/b.x"'],
  [["d.e/f", "x"], '"d.e/f.x"'],
  [["", "x"], '""'],
  [["/", "x"], '"/"'],
  [["..", "x"], '".."'],
  [["a"], "R takes 2 arguments: path, ext"],
  [[1, "x"], "R path must be a string"],
  [["a", 2], "R ext must be a string"],
  [["a", "b/c"], "R extension cannot contain path separators"],
]);

ofOnePath("is_absolute", [
  ["/a", "true"],
  ["//a", "true"],
  ["a", "false"],
  ["", "false"],
]);

ofOnePath("is_relative", [
  ["/a", "false"],
  ["~/a", "true"],
  ["", "true"],
]);

ofOnePath("components", [
  ["/a/b", '["/", "a", "b"]'],
  ["a/./b/../c", '["a", "b", "..", "c"]'],
  ["./a", '[".", "a"]'],
  ["././a", '[".", "a"]'],
  ["/.", '["/"]'],
  ["", "[]"],
  ["//a", '["/", "a"]'],
]);

ofOnePath("normalize", [
  ["/..", '"/.."'],
  ["/a/../..", '"/.."'],
  ["a/..", '"."'],
  ["", '"."'],
  ["../a", '"../a"'],
  ["../../x", '"../../x"'],
  ["a//b/", '"a/b"'],
  ["./a", '"a"'],
  ["a/b/../../..", '".."'],
]);

cases("extension", [
  [[bytes("a.b")], "R requires a string"],
  [[list()], "R requires a string"],
]);

test("stdlib 5.10: joining the components of a path gives a path with the same components", () => {
  const anyPath = fc.array(fc.constantFrom("/", ".", "..", "a", "b.c", "//"), { maxLength: 8 }).map((p) => p.join(""));
  fc.assert(
    fc.property(anyPath, (path) => {
      expect(components(joinPaths(components(path)))).toEqual(components(path));
      const normal = callStd("path::normalize", path);
      expect(callStd("path::normalize", normal)).toBe(normal);
    }),
  );
});
