import { describe, expect, test } from "vitest";
import { constantsOf, platform } from "../../runtime/stdlib/node/platform.ts";
import type { ProcessEnvironment } from "../../runtime/stdlib/platform.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { list, resultOf } from "../methods/kit.ts";
import { Library, platformWith } from "./kit.ts";

const environment = new Map([
  ["PATH", "/bin"],
  ["EMPTY", ""],
  ["", "never"],
  ["A=B", "never"],
]);
const process_: ProcessEnvironment = {
  variable: (name) => environment.get(name),
  variables: () => [...environment],
  workingDirectory: () => "/here",
  pid: 42,
  temporaryDirectory: () => "/tmp",
};
const library = new Library(platformWith({ process: process_ }));
const call = (name: string, ...args: Value[]) => resultOf(() => library.call(`os::${name}`, ...args));

test.each([
  ["linux", "x64", ["linux", "x86_64", "unix", 64, "so", "", "/"]],
  ["darwin", "arm64", ["macos", "aarch64", "unix", 64, "dylib", "", "/"]],
  ["win32", "ia32", ["windows", "x86", "windows", 32, "dll", "exe", "\\"]],
  ["sunos", "ppc64", ["solaris", "powerpc64", "unix", 64, "so", "", "/"]],
  ["freebsd", "loong64", ["freebsd", "loongarch64", "unix", 64, "so", "", "/"]],
  ["openbsd", "mipsel", ["openbsd", "mipsel", "unix", 32, "so", "", "/"]],
  ["android", "arm", ["android", "arm", "unix", 32, "so", "", "/"]],
])("stdlib 5.9: the constants on %s, %s", (system, arch, expected) => {
  expect(Object.values(constantsOf(system, arch))).toEqual(expected);
});

test("stdlib 5.9: the constants are members", () => {
  const constants = constantsOf("win32", "x64");
  const windows = new Library(platformWith({ constants }));
  const names = ["name", "arch", "family", "pointer_width", "dll_extension", "exe_extension"];
  expect(names.map((name) => windows.member(`os::${name}`))).toEqual([
    "windows",
    "x86_64",
    "windows",
    64,
    "dll",
    "exe",
  ]);
});

describe("environment", () => {
  test.each<[Value[], string]>([
    [["PATH"], '"/bin"'],
    [["EMPTY"], '""'],
    [["EMPTY", "fallback"], '""'],
    [["NOPE", "fallback"], '"fallback"'],
    [["NOPE", undefined], "()"],
    [["NOPE", list(5)], "[5]"],
    [["NOPE"], "R 'NOPE': environment variable not found"],
    [[""], "R '': environment variable not found"],
    [["A=B", 0], "0"],
    [["A\0B", 0], "0"],
    [[], "R takes 1 or 2 arguments: name, [default]"],
    [["a", 1, 2], "R takes 1 or 2 arguments: name, [default]"],
    [[5], "R name must be a string"],
  ])("stdlib 5.9: env_var with %j", (args, expected) => {
    expect(call("env_var", ...args)).toBe(expected);
  });

  test.each<[Value[], string]>([
    [["PATH"], "true"],
    [["EMPTY"], "true"],
    [["NOPE"], "false"],
    [[""], "false"],
    [["A=B"], "false"],
    [[], "R takes 1 argument"],
    [[NONE], "R name must be a string"],
  ])("stdlib 5.9: has_env_var with %j", (args, expected) => {
    expect(call("has_env_var", ...args)).toBe(expected);
  });

  test("stdlib 5.9: env_vars is a snapshot", () => {
    expect(call("env_vars")).toBe('#{"PATH": "/bin", "EMPTY": "", "": "never", "A=B": "never"}');
    expect(call("env_vars", 1)).toBe("R takes no arguments");
  });
});

describe("process", () => {
  for (const [name, expected] of [
    ["cwd", '"/here"'],
    ["pid", "42"],
    ["temp_dir", '"/tmp"'],
    ["args", "[]"],
  ] as const) {
    test(`stdlib 5.9: os::${name} is ${expected} and takes no arguments`, () => {
      expect(call(name)).toBe(expected);
      expect(call(name, 1)).toBe("R takes no arguments");
    });
  }

  test("stdlib 5.9: changed script arguments are visible to later calls", () => {
    const changing = new Library();
    changing.services.args = ["a", "b"];
    expect(quotedDisplay(changing.call("os::args"))).toBe('["a", "b"]');
  });

  test("embedding D3: without a process the functions refuse, but for args", () => {
    const bare = new Library(platformWith({ process: null }));
    const refusal = "R os is not available on this platform";
    expect(resultOf(() => bare.call("os::cwd"))).toBe(refusal);
    expect(resultOf(() => bare.call("os::env_var", "X", 1))).toBe(refusal);
    expect(resultOf(() => bare.call("os::args"))).toBe("[]");
  });
});

describe("the process of Node", () => {
  const own = platform.process!;

  test("stdlib 5.9: variables are those of the process, without JavaScript's own properties", () => {
    process.env.ION_TEST_VARIABLE = "set";
    expect(own.variable("ION_TEST_VARIABLE")).toBe("set");
    expect(new Map(own.variables()).get("ION_TEST_VARIABLE")).toBe("set");
    delete process.env.ION_TEST_VARIABLE;
    expect(own.variable("ION_TEST_VARIABLE")).toBeUndefined();
    expect(own.variable("toString")).toBeUndefined();
    expect(own.workingDirectory()).toBe(process.cwd());
    expect(own.pid).toBe(process.pid);
  });

  test.skipIf(process.platform === "win32")("stdlib 5.9: temp_dir is TMPDIR verbatim, else /tmp", () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = "/some/where/";
    expect(own.temporaryDirectory()).toBe("/some/where/");
    delete process.env.TMPDIR;
    expect(own.temporaryDirectory()).toBe("/tmp");
    if (before !== undefined) process.env.TMPDIR = before;
  });
});
