import { describe, expect, test } from "vitest";
import { SUSPENDED } from "../../runtime/machine/machine.ts";
import type { OutputStream } from "../../runtime/stdlib/services.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { float, list } from "../methods/kit.ts";
import { errorOf, Library, useWaiter } from "./kit.ts";

const NOT_CONFIGURED = "io output handler is not configured; call Engine.setOutput";

/** A library that records its writes; `answer` decides what each of them answers. */
function recordingLibrary(answer: () => void | Promise<void> = () => {}) {
  const writes: [OutputStream, string][] = [];
  const library = new Library();
  library.services.output = {
    write(stream, text) {
      writes.push([stream, text]);
      return answer();
    },
  };
  return { library, writes };
}

describe("under eval", () => {
  const waiter = useWaiter(false);

  test("stdlib 5.6: display texts joined by one space, one write for each call", () => {
    const { library, writes } = recordingLibrary();
    expect(library.call("io::print", "a", 1, float(2), list("x", NONE))).toBeUndefined();
    expect(library.call("io::println", "a", "")).toBeUndefined();
    expect(library.call("io::eprintln", undefined)).toBeUndefined();
    library.call("io::print");
    library.call("io::println");
    expect(writes).toEqual([
      ["stdout", "a 1 2.0 [x, None]"],
      ["stdout", "a \n"],
      ["stderr", "()\n"],
      ["stdout", ""],
      ["stdout", "\n"],
    ]);
  });

  for (const name of ["io::print", "io::println", "io::eprintln"]) {
    test(`stdlib 5.6: ${name} without a handler is refused`, () => {
      const error = errorOf(() => new Library().start(name, "x"));
      expect([error.kind, error.message]).toEqual(["runtime", NOT_CONFIGURED]);
    });

    test(`embedding 2.2: ${name} to an asynchronous handler is refused`, () => {
      const { library } = recordingLibrary(() => Promise.resolve());
      expect(errorOf(() => library.start(name, "x")).message).toBe(
        `async host function '${name}' cannot be called by the synchronous evaluator; use evalAsync`,
      );
    });
  }

  test("concurrency H-10: a handler that throws is a RuntimeError with its message, the original as cause", () => {
    const failure = new TypeError("disk full");
    const { library } = recordingLibrary(() => {
      throw failure;
    });
    const error = errorOf(() => library.start("io::println"));
    expect([error.kind, error.message, error.cause]).toEqual(["runtime", "disk full", failure]);
  });

  test.each([
    ["a string", "a string"],
    [null, "null"],
    [Object.create(null), "unknown error"],
  ])("concurrency H-10: a handler may throw anything: %j", (thrown, message) => {
    const { library } = recordingLibrary(() => {
      throw thrown;
    });
    expect(errorOf(() => library.start("io::println")).message).toBe(message);
  });

  test("concurrency M-12: every write goes through the start rule, which comes before the text is made", () => {
    const { library, writes } = recordingLibrary();
    const cell = new Cell(1);
    waiter.current.operate = (operation) => {
      cell.value = 2;
      return operation();
    };
    library.call("io::print", cell);
    expect(writes).toEqual([["stdout", "cell(2)"]]);
  });

  test("stdlib 1.8: the functions are asynchronous builtins", () => {
    const { library } = recordingLibrary();
    const println = library.member("io::println") as Exclude<Value, undefined>;
    expect(`${println instanceof Object ? println.displayText() : ""}`).toBe("<async builtin io::println>");
  });
});

describe("under evalAsync", () => {
  const waiter = useWaiter(true);

  test("concurrency M-9: a handler that answers at once does not suspend", () => {
    const { library } = recordingLibrary();
    expect(library.start("io::println", 1)).toBeUndefined();
    expect(waiter.current.operations).toBe(1);
  });

  test("concurrency M-9: a handler that answers a promise is waited for", async () => {
    let finish = () => {};
    const { library } = recordingLibrary(() => new Promise((resolve) => (finish = resolve)));
    expect(library.start("io::println", 1)).toBe(SUSPENDED);
    expect(waiter.current.pending!.name).toBe("io::println");
    finish();
    expect(await waiter.current.pending!.promise).toBeUndefined();
  });

  test("concurrency H-10: a promise that rejects is a RuntimeError with the message", async () => {
    const failure = new Error("gone");
    const { library } = recordingLibrary(() => Promise.reject(failure));
    const settled = waiter.current.settle(() => library.start("io::print", 1));
    await expect(settled).rejects.toMatchObject({ kind: "runtime", message: "gone", cause: failure });
  });
});
