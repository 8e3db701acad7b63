/** `ctx.callSite`: where the script called the host (embedding 2.7). */
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, type HostContext, type IonFrame } from "../../src/index.ts";

/** The call sites of `where(…)` in a program, as `name line:column`, in the order of the calls. */
async function sitesOf(source: string): Promise<string[]> {
  const sites: string[] = [];
  const clock = new VirtualClock();
  const engine = new Engine({ clock });
  engine.registerAsyncFn("where", async (ctx, value) => {
    sites.push(describeSite(ctx.callSite));
    await clock.sleep(1);
    return value;
  });
  await engine.evalAsync(source, { filename: "site.ion" });
  return sites;
}

function describeSite({ kind, name, file, line, column }: IonFrame): string {
  expect([kind, file]).toEqual(["call", "site.ion"]);
  return `${name} ${line}:${column}`;
}

describe("ctx.callSite", () => {
  test("names the function around the call, with line and column", async () => {
    expect(await sitesOf("fn f() {\n  1 + where(2)\n}\nf();\n  where(1)")).toEqual(["f 2:7", "<main> 5:3"]);
  });

  test("each of several calls has its own, also after waiting", async () => {
    expect(await sitesOf("where(1);\nwhere(2) + where(3)")).toEqual(["<main> 1:1", "<main> 2:1", "<main> 2:12"]);
  });

  test("the arguments of a call do not move it", async () => {
    expect(await sitesOf("where(\n  where(len([1])))")).toEqual(["<main> 2:3", "<main> 1:1"]);
  });

  test("of a callback it is the call of the method, for each element", async () => {
    expect(await sitesOf("let xs = [1, 2];\nxs.map(where)")).toEqual(["<main> 2:1", "<main> 2:1"]);
    expect(await sitesOf("let xs = [1, 2];\nxs.map(|x|\n where(x))")).toEqual(["<lambda> 3:2", "<lambda> 3:2"]);
  });

  test("of a spawned call it is the call, and tasks do not mix", async () => {
    expect(await sitesOf("fn f(x) {\n  where(x);\n  where(x)\n}\nasync { spawn f(1); spawn where(2); }")).toEqual([
      "f 2:3",
      "<main> 5:27",
      "f 3:3",
    ]);
  });

  test("is its own after the start rule let other tasks run (M-12)", async () => {
    expect(await sitesOf("fn f() { where(1); }\nasync {\n  spawn f();\n  where(2); }")).toEqual([
      "f 1:10",
      "<main> 4:3",
    ]);
    expect(await sitesOf("fn f() { where([1]); sleep(1); }\nasync {\n  spawn f();\n  where([2]); }")).toEqual([
      "f 1:10",
      "<main> 4:3",
    ]);
  });

  test("columns count UTF-16 units, as everywhere (D26)", async () => {
    expect(await sitesOf('let s = "é😀"; where(s)')).toEqual(["<main> 1:16"]);
  });

  test("is looked up when it is read, and stays the same", async () => {
    let context: HostContext | undefined;
    const engine = new Engine().registerAsyncFn("keep", async (ctx) => {
      context = ctx;
    });
    await engine.evalAsync("1;\n keep(); len([1])");
    expect(context!.callSite).toMatchObject({ line: 2, column: 2 });
    expect(context!.callSite).toEqual(context!.callSite);
  });

  test("a call that the host made itself has none: line and column are 0", async () => {
    const engine = new Engine();
    const sites: IonFrame[] = [];
    engine.registerAsyncFn("where", async ({ callSite }) => void sites.push(callSite));
    await engine.callAsync("where");
    expect(sites).toMatchObject([{ line: 0, column: 0 }]);
  });
});
