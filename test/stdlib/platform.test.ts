import { afterEach, describe, expect, test, vi } from "vitest";
import { platform as browserPlatform } from "../../runtime/stdlib/browser-platform.ts";
import { defaultPlatform } from "../../runtime/stdlib/default-platform.ts";
import { platform as nodePlatform } from "../../runtime/stdlib/node/platform.ts";
import { float, resultOf } from "../methods/kit.ts";
import { errorOf, Library, useWaiter } from "./kit.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("embedding D3: in a browser", () => {
  useWaiter(false);
  const library = new Library(browserPlatform);

  test("fs and the functions of os refuse, their modules are there", () => {
    expect(errorOf(() => library.start("fs::read", "a")).message).toBe("fs is not available on this platform");
    expect(errorOf(() => library.start("os::pid")).message).toBe("os is not available on this platform");
    expect(library.member("os::name")).toBe("unknown");
    expect(library.member("path::sep")).toBe("/");
  });

  test("entropy is that of the web platform, in pieces that it accepts", () => {
    const target = new Uint8Array(150_000);
    browserPlatform.fillRandom(target);
    for (const start of [0, 65_536, 131_072])
      expect(target.subarray(start, start + 64).some((byte) => byte !== 0)).toBe(true);
    expect(resultOf(() => library.call("rand::bool", float(1)))).toBe("true");
  });

  test("output and log records go to the console", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    library.services.output = browserPlatform.standardOutput;
    library.call("io::println", "hi");
    library.call("io::eprintln", "oh");
    library.call("log::error", "bad");
    expect(log.mock.calls).toEqual([["hi"]]);
    expect(error.mock.calls).toEqual([["oh"], ["ERROR bad"]]);
  });
});

describe("under Node", () => {
  useWaiter(false);

  test("the default platform is that of Node", () => {
    expect(defaultPlatform).toBe(nodePlatform);
  });

  test("stdlib 5.6: the standard output handler writes to the streams of the process", () => {
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const library = new Library();
    library.services.output = nodePlatform.standardOutput;
    library.call("io::println", "hi");
    library.call("io::eprintln", "oh");
    expect(out.mock.calls).toEqual([["hi\n"]]);
    expect(err.mock.calls).toEqual([["oh\n"]]);
  });

  test("stdlib 5.6: after a stream has failed, writing to it is refused", () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const library = new Library();
    library.services.output = nodePlatform.standardOutput;
    library.call("io::eprintln", "first");
    process.stderr.emit("error", new Error("write EPIPE"));
    expect(errorOf(() => library.call("io::eprintln", "second")).message).toBe("io write failed: write EPIPE");
    expect(library.call("log::error", "ignored")).toBeUndefined();
  });

  test("entropy fills the whole array", () => {
    const target = new Uint8Array(1000);
    nodePlatform.fillRandom(target);
    expect(target.subarray(900).some((byte) => byte !== 0)).toBe(true);
  });
});
