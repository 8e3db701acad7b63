import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { SUSPENDED } from "../../runtime/machine/machine.ts";
import { platform } from "../../runtime/stdlib/node/platform.ts";
import type { FileCalls } from "../../runtime/stdlib/platform.ts";
import type { Bytes } from "../../runtime/values/bytes.ts";
import type { Dict } from "../../runtime/values/dict.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { useTempDir } from "../kit/temp-dir.ts";
import { bytes, float, list, resultOf } from "../methods/kit.ts";
import { errorOf, Library, platformWith, useWaiter } from "./kit.ts";

const FUNCTIONS = [...new Library().modules.get("fs")!.members.keys()];

describe.each([
  ["eval", false],
  ["evalAsync", true],
])("under %s", (_, canWait) => {
  const waiter = useWaiter(canWait);
  const root = useTempDir();
  const library = new Library();
  let directories = 0;
  let dir = "";

  beforeEach(() => {
    dir = join(root, `case-${++directories}`);
    mkdirSync(dir);
  });

  /** The result in the notation of `resultOf`, the case's directory written as DIR. */
  async function fs(name: string, ...args: Value[]): Promise<string> {
    let shown: string;
    try {
      shown = quotedDisplay(await waiter.current.settle(() => library.start(`fs::${name}`, ...args)));
    } catch (error) {
      shown = resultOf(() => {
        throw error;
      });
    }
    return shown.replaceAll(dir, "DIR");
  }

  const inside = (name: string) => join(dir, name);
  const missing = (path: string) => `R '${path}': No such file or directory (os error 2)`;

  describe("contents", () => {
    test("stdlib 5.11: write creates or truncates, read and read_bytes give it back", async () => {
      const file = inside("a.txt");
      expect(await fs("write", file, "héllo\n")).toBe("()");
      expect(await fs("read", file)).toBe('"héllo\\n"');
      expect(await fs("read_bytes", file)).toBe('b"h\\xc3\\xa9llo\\n"');
      expect(await fs("write", file, bytes("\0\xff"))).toBe("()");
      expect(await fs("read_bytes", file)).toBe('b"\\x00\\xff"');
      expect(await fs("write", file, "")).toBe("()");
      expect(await fs("read", file)).toBe('""');
    });

    test("stdlib 5.11: read keeps a byte order mark and refuses what is no UTF-8", async () => {
      writeFileSync(inside("bom"), "\ufeffa");
      expect(await fs("read", inside("bom"))).toBe('"\ufeffa"');
      writeFileSync(inside("bad"), new Uint8Array([0x61, 0xff]));
      expect(await fs("read", inside("bad"))).toBe("R 'DIR/bad': stream did not contain valid UTF-8");
    });

    test("stdlib 5.11: bytes that were read are the script's own", async () => {
      writeFileSync(inside("a"), "abc");
      const data = (await waiter.current.settle(() => library.start("fs::read_bytes", inside("a")))) as Bytes;
      expect(data.data).toBeInstanceOf(Uint8Array);
      expect(Object.getPrototypeOf(data.data)).toBe(Uint8Array.prototype);
    });

    test("stdlib 5.11: append creates the file and adds to it", async () => {
      const file = inside("log");
      expect(await fs("append", file, "one\n")).toBe("()");
      expect(await fs("append", file, bytes("two"))).toBe("()");
      expect(await fs("append", file, "")).toBe("()");
      expect(readFileSync(file, "utf8")).toBe("one\ntwo");
    });

    test("stdlib 5.11: bad contents are refused before the file is touched", async () => {
      expect(await fs("write", inside("a"), 1)).toBe("R invalid contents: int");
      expect(await fs("append", inside("a"), list())).toBe("R invalid contents: list");
      expect(existsSync(inside("a"))).toBe(false);
    });

    test("stdlib 5.11: a missing parent, a directory and a file used as one fail with the system's text", async () => {
      writeFileSync(inside("f"), "");
      expect(await fs("read", inside("no"))).toBe(missing("DIR/no"));
      expect(await fs("write", inside("no/a"), "x")).toBe(missing("DIR/no/a"));
      expect(await fs("append", inside("no/a"), "x")).toBe(missing("DIR/no/a"));
      expect(await fs("read", dir)).toBe("R 'DIR': Is a directory (os error 21)");
      expect(await fs("write", dir, "x")).toBe("R 'DIR': Is a directory (os error 21)");
      expect(await fs("read", inside("f/x"))).toBe("R 'DIR/f/x': Not a directory (os error 20)");
      expect(await fs("read", inside("n".repeat(300)))).toMatch(/: File name too long \(os error 36\)$/);
      symlinkSync(inside("loop"), inside("loop"));
      expect(await fs("read", inside("loop"))).toBe("R 'DIR/loop': Too many levels of symbolic links (os error 40)");
    });
  });

  describe("random contents", () => {
    test("stdlib 5.11: append_random adds bytes of the entropy source and creates the file even for none", async () => {
      expect(await fs("append_random", inside("r"), 0)).toBe("0");
      expect(statSync(inside("r")).size).toBe(0);
      library.services.fillRandom = (target) => target.fill(7);
      expect(await fs("append_random", inside("r"), 3)).toBe("3");
      expect(await fs("append_random", inside("r"), 2)).toBe("2");
      expect([...readFileSync(inside("r"))]).toEqual([7, 7, 7, 7, 7]);
    });

    test("stdlib 5.11: pieces have at most 8 MiB", async () => {
      const sizes: number[] = [];
      library.services.fillRandom = (target) => void sizes.push(target.length);
      expect(await fs("append_random", inside("r"), 2 ** 23 + 5)).toBe(String(2 ** 23 + 5));
      expect(sizes).toEqual([2 ** 23, 5]);
      expect(statSync(inside("r")).size).toBe(2 ** 23 + 5);
    });

    test("stdlib 5.11: pad_random grows to a size, creates, and never shrinks", async () => {
      expect(await fs("pad_random", inside("p"), 7)).toBe("7");
      expect(await fs("pad_random", inside("p"), 40)).toBe("33");
      expect(await fs("pad_random", inside("p"), 40)).toBe("0");
      expect(await fs("pad_random", inside("p"), 3)).toBe("0");
      expect(statSync(inside("p")).size).toBe(40);
    });

    test("stdlib 5.11: their arguments", async () => {
      expect(await fs("append_random", "a")).toBe("R takes 2 arguments: path, count");
      expect(await fs("append_random", 1, 1)).toBe("R argument 1 must be a string");
      expect(await fs("append_random", "a", "1")).toBe("R fs::append_random count requires an int argument");
      expect(await fs("append_random", "a", -1)).toBe("R fs::append_random count must be non-negative");
      expect(await fs("append_random", inside("no/a"), 1)).toBe(missing("DIR/no/a"));
      expect(await fs("pad_random")).toBe("R takes 2 arguments: path, target_size");
      expect(await fs("pad_random", "a", float(1))).toBe("R fs::pad_random target_size requires an int argument");
      expect(await fs("pad_random", "a", -1)).toBe("R fs::pad_random target_size must be non-negative");
      expect(await fs("pad_random", inside("no/a"), 1)).toBe(missing("DIR/no/a"));
    });
  });

  describe("questions", () => {
    test("stdlib 5.11: exists, is_file and is_dir follow links", async () => {
      writeFileSync(inside("f"), "");
      symlinkSync(inside("f"), inside("to-file"));
      symlinkSync(dir, inside("to-dir"));
      symlinkSync(inside("gone"), inside("dangling"));
      const answers = async (path: string) =>
        [await fs("exists", path), await fs("is_file", path), await fs("is_dir", path)].join(" ");
      expect(await answers(inside("f"))).toBe("true true false");
      expect(await answers(inside("to-file"))).toBe("true true false");
      expect(await answers(inside("to-dir"))).toBe("true false true");
      expect(await answers(inside("dangling"))).toBe("false false false");
      expect(await answers(inside("no"))).toBe("false false false");
      expect(await answers("")).toBe("false false false");
    });

    test("stdlib 9 row 17: any failure but not found is raised", async () => {
      writeFileSync(inside("f"), "");
      for (const name of ["exists", "is_file", "is_dir"]) {
        expect(await fs(name, inside("f/x"))).toBe("R 'DIR/f/x': Not a directory (os error 20)");
      }
    });

    test("stdlib 5.11: metadata has its five entries in order", async () => {
      writeFileSync(inside("f"), "12345");
      utimesSync(inside("f"), 1_600_000_000.9, 1_600_000_000.9);
      expect(await fs("metadata", inside("f"))).toBe(
        '#{"size": 5, "is_file": true, "is_dir": false, "readonly": false, "modified": 1600000000}',
      );
      chmodSync(inside("f"), 0o444);
      utimesSync(inside("f"), new Date(-5000), new Date(-5000));
      const status = (await waiter.current.settle(() => library.start("fs::metadata", inside("f")))) as Dict;
      expect([status.get("readonly"), status.get("modified")]).toEqual([true, undefined]);
      expect(await fs("metadata", inside("no"))).toBe(missing("DIR/no"));
    });

    test("stdlib 5.11: canonicalize resolves dots and links", async () => {
      mkdirSync(inside("sub"));
      symlinkSync(inside("sub"), inside("link"));
      const real = await fs("canonicalize", inside("sub"));
      expect(await fs("canonicalize", `${dir}/link/../link/.`)).toBe(real);
      expect(await fs("canonicalize", inside("no"))).toBe(missing("DIR/no"));
      expect(await fs("canonicalize", "")).toBe(missing(""));
    });
  });

  describe("directories", () => {
    test("stdlib 5.11: create_dir makes one level and refuses what exists", async () => {
      expect(await fs("create_dir", inside("a"))).toBe("()");
      expect(await fs("create_dir", inside("a"))).toBe("R 'DIR/a': File exists (os error 17)");
      expect(await fs("create_dir", inside("x/y"))).toBe(missing("DIR/x/y"));
    });

    test("stdlib 5.11: create_dir_all makes parents and accepts what exists", async () => {
      writeFileSync(inside("f"), "");
      expect(await fs("create_dir_all", inside("x/y/z"))).toBe("()");
      expect(await fs("create_dir_all", inside("x/y"))).toBe("()");
      expect(await fs("create_dir_all", "")).toBe("()");
      expect(await fs("create_dir_all", inside("f"))).toBe("R 'DIR/f': File exists (os error 17)");
      expect(await fs("create_dir_all", inside("f/a/b"))).toBe("R 'DIR/f/a/b': Not a directory (os error 20)");
    });

    test("stdlib 5.11: list_dir gives names only", async () => {
      writeFileSync(inside("b"), "");
      mkdirSync(inside("a"));
      const names = await waiter.current.settle(() => library.start("fs::list_dir", dir));
      expect(quotedDisplay(names).match(/\w+/g)!.sort()).toEqual(["a", "b"]);
      expect(await fs("list_dir", inside("b"))).toBe("R 'DIR/b': Not a directory (os error 20)");
      expect(await fs("list_dir", inside("no"))).toBe(missing("DIR/no"));
    });

    test("stdlib 5.11: remove_dir removes an empty directory only", async () => {
      mkdirSync(inside("a/b"), { recursive: true });
      writeFileSync(inside("f"), "");
      expect(await fs("remove_dir", inside("a"))).toBe("R 'DIR/a': Directory not empty (os error 39)");
      expect(await fs("remove_dir", inside("a/b"))).toBe("()");
      expect(await fs("remove_dir", inside("f"))).toBe("R 'DIR/f': Not a directory (os error 20)");
      expect(await fs("remove_dir", inside("no"))).toBe(missing("DIR/no"));
    });

    test("stdlib 5.11: remove_dir_all removes everything and follows no link", async () => {
      mkdirSync(inside("a/b"), { recursive: true });
      mkdirSync(inside("kept"));
      writeFileSync(inside("kept/file"), "");
      writeFileSync(inside("a/b/f"), "");
      symlinkSync(inside("kept"), inside("a/link"));
      symlinkSync(inside("kept"), inside("link"));
      expect(await fs("remove_dir_all", inside("a"))).toBe("()");
      expect(await fs("remove_dir_all", inside("link"))).toBe("()");
      expect([existsSync(inside("a")), existsSync(inside("link"))]).toEqual([false, false]);
      expect(existsSync(inside("kept/file"))).toBe(true);
      expect(await fs("remove_dir_all", inside("no"))).toBe(missing("DIR/no"));
      expect(await fs("remove_dir_all", inside("kept/file"))).toBe("R 'DIR/kept/file': Not a directory (os error 20)");
    });
  });

  describe("files", () => {
    test("stdlib 5.11: remove_file removes files and links, not directories", async () => {
      writeFileSync(inside("f"), "");
      symlinkSync(inside("f"), inside("link"));
      expect(await fs("remove_file", inside("link"))).toBe("()");
      expect(existsSync(inside("f"))).toBe(true);
      expect(await fs("remove_file", inside("f"))).toBe("()");
      expect(await fs("remove_file", inside("f"))).toBe(missing("DIR/f"));
      expect(await fs("remove_file", dir)).toBe("R 'DIR': Is a directory (os error 21)");
    });

    test("stdlib 5.11: rename replaces an existing file", async () => {
      writeFileSync(inside("a"), "new");
      writeFileSync(inside("b"), "old");
      expect(await fs("rename", inside("a"), inside("b"))).toBe("()");
      expect(readFileSync(inside("b"), "utf8")).toBe("new");
      expect(await fs("rename", inside("a"), inside("c"))).toBe(
        "R ('DIR/a' -> 'DIR/c'): No such file or directory (os error 2)",
      );
    });

    test("stdlib 5.11: copy overwrites, copies permissions and answers the size", async () => {
      writeFileSync(inside("a"), "contents", { mode: 0o741 });
      writeFileSync(inside("b"), "older and longer");
      expect(await fs("copy", inside("a"), inside("b"))).toBe("8");
      expect(readFileSync(inside("b"), "utf8")).toBe("contents");
      expect(statSync(inside("b")).mode & 0o777).toBe(statSync(inside("a")).mode & 0o777);
      expect(await fs("copy", inside("no"), inside("c"))).toBe(
        "R ('DIR/no' -> 'DIR/c'): No such file or directory (os error 2)",
      );
      expect(await fs("copy", dir, inside("c"))).toBe(
        "R ('DIR' -> 'DIR/c'): the source path is neither a regular file nor a symlink to a regular file",
      );
    });
  });

  describe("arguments", () => {
    const TWO_PATHS = ["rename", "copy"];
    const CONTENTS = ["write", "append"];
    const RANDOM = ["append_random", "pad_random"];
    const ONE_PATH = FUNCTIONS.filter((name) => ![...TWO_PATHS, ...CONTENTS, ...RANDOM].includes(name));

    test.each(ONE_PATH)("stdlib 5.11: %s takes one path", async (name) => {
      expect(await fs(name)).toBe("R takes 1 argument");
      expect(await fs(name, "a", "b")).toBe("R takes 1 argument");
      expect(await fs(name, NONE)).toBe("R argument 1 must be a string");
    });

    test.each(TWO_PATHS)("stdlib 5.11: %s takes two paths", async (name) => {
      expect(await fs(name, "a")).toBe("R takes 2 arguments: from, to");
      expect(await fs(name, 1, "a")).toBe("R argument 1 must be a string");
      expect(await fs(name, "a", 1)).toBe("R argument 2 must be a string");
    });

    test.each(CONTENTS)("stdlib 5.11: %s takes a path and contents", async (name) => {
      expect(await fs(name, "a")).toBe("R takes 2 arguments: path, contents");
      expect(await fs(name, 1, "x")).toBe("R argument 1 must be a string");
    });

    test.each(FUNCTIONS)("stdlib 5.11: %s refuses a NUL character in its path", async (name) => {
      const second = TWO_PATHS.includes(name)
        ? ["b"]
        : CONTENTS.includes(name)
          ? ["x"]
          : RANDOM.includes(name)
            ? [1]
            : [];
      const subject = TWO_PATHS.includes(name) ? "('a\0' -> 'b')" : "'a\0'";
      expect(await fs(name, "a\0", ...second)).toBe(`R ${subject}: file name contained an unexpected NUL byte`);
    });

    test.each(FUNCTIONS)(
      "concurrency M-12: %s goes through the start rule once its arguments are checked",
      async (name) => {
        await fs(name);
        expect(waiter.current.operations).toBe(0);
        const args = TWO_PATHS.includes(name) ? ["no/a", "no/b"] : RANDOM.includes(name) ? ["no/a", 0] : ["no/a", "x"];
        await fs(name, ...(ONE_PATH.includes(name) ? ["no/a"] : args));
        expect(waiter.current.operations).toBe(1);
      },
    );
  });
});

describe("waiting", () => {
  const waiter = useWaiter(true);

  test("concurrency M-9: under evalAsync a call suspends and names itself", async () => {
    expect(new Library().start("fs::exists", "/")).toBe(SUSPENDED);
    expect(waiter.current.pending!.name).toBe("fs::exists");
    expect(await waiter.current.pending!.promise).toBe(true);
  });

  test("a cancelled operation makes no further calls", async () => {
    const calls: string[] = [];
    let release = () => {};
    const waiting = {
      ...platform.files!.waiting,
      appendFile: async () => {
        calls.push("appendFile");
        await new Promise<void>((resolve) => (release = resolve));
      },
    };
    const library = new Library(platformWith({ files: { ...platform.files!, waiting } }));
    library.start("fs::append_random", "x", 10);
    const { promise, onCancel } = waiter.current.pending!;
    onCancel!(new Error("cancelled"));
    release();
    await expect(promise).rejects.toThrow();
    expect(calls).toEqual(["appendFile"]);
  });
});

describe("other platforms", () => {
  useWaiter(false);

  /** A library whose file calls fail as the system would. */
  function failing(failures: Partial<Record<keyof FileCalls, object>>, others: Partial<FileCalls> = {}): Library {
    const broken = Object.entries(failures).map(([name, failure]) => [
      name,
      () => {
        throw failure;
      },
    ]);
    const blocking = { ...platform.files!.blocking, ...others, ...Object.fromEntries(broken) } as FileCalls;
    return new Library(platformWith({ files: { ...platform.files!, blocking } }));
  }

  test("embedding D3: without a file system every function refuses", () => {
    const bare = new Library(platformWith({ files: null }));
    expect(errorOf(() => bare.start("fs::read", "a")).message).toBe("fs is not available on this platform");
    expect(errorOf(() => bare.start("fs::copy", "a", "b")).message).toBe("fs is not available on this platform");
  });

  test("stdlib 5.11: removing a directory is EISDIR also where the system says EPERM", () => {
    const status = { ...platform.files!.blocking.lstat("/"), isDirectory: true };
    const eperm = { code: "EPERM", errno: -1, message: "EPERM" };
    const directory = failing({ removeFile: eperm }, { lstat: () => status });
    expect(errorOf(() => directory.start("fs::remove_file", "d")).message).toBe("'d': Is a directory (os error 21)");
    const file = failing({ removeFile: eperm }, { lstat: () => ({ ...status, isDirectory: false }) });
    expect(errorOf(() => file.start("fs::remove_file", "f")).message).toBe("'f': Operation not permitted (os error 1)");
  });

  test("stdlib 5.11: an error outside the table keeps the host's message and number", () => {
    const odd = failing({ readFile: { code: "ENXIO", errno: -6, message: "ENXIO: no such device" } });
    expect(errorOf(() => odd.start("fs::read", "f")).message).toBe("'f': ENXIO: no such device (os error 6)");
    const unnumbered = failing({ readFile: new Error("too large") });
    expect(errorOf(() => unnumbered.start("fs::read", "f")).message).toBe("'f': too large");
  });
});
