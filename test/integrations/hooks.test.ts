/** `ionlang/hooks` (embedding 2.10): the raw hooks, and installing and removing them. */
import { describe, expect, test } from "vitest";
import { load, resolve } from "../../src/integrations/hooks.ts";
import { createHooks, type LoadedModule } from "../../src/integrations/module-hooks.ts";
import { ScratchProject } from "../kit/scratch-project.ts";

const project = new ScratchProject({ "a.ion": "fn f() { 1 }", "broken.ion": "let x = ;" });

describe("the raw hooks", () => {
  test("resolve marks the module, with a next hook that answers at once or later", async () => {
    const found = { url: "file:///x/a.ion?v=1", format: undefined };
    const marked = { url: "file:///x/a.ion?v=1", format: "module" };
    expect(resolve("./a.ion?v=1", {}, () => found)).toEqual(marked);
    expect(await resolve("./a.ion?v=1", {}, async () => found)).toEqual(marked);
  });

  test("resolve passes on what is no .ion file", () => {
    const found = { url: "file:///x/a.ion.js", format: "module" };
    expect(resolve("./a.ion.js", {}, () => found)).toBe(found);
    const builtin = { url: "node:fs" };
    expect(resolve("node:fs", {}, () => builtin)).toBe(builtin);
  });

  test("load answers a module with an inline map of the file's URL", () => {
    const url = project.url("a.ion");
    const loaded = load<LoadedModule>(`${url}?v=1`, {}, () => expect.unreachable());
    expect(loaded).toMatchObject({ format: "module", shortCircuit: true });
    const [code, base64] = String(loaded.source).split(/\/\/# sourceMappingURL=data:application\/json;.*base64,/);
    expect(code).toMatch(/^import \{\s*defineProgram as \$program\s*\} from "ionlang\/runtime";/);
    const map = JSON.parse(Buffer.from(base64!, "base64").toString());
    expect(map).toMatchObject({ version: 3, sources: [url], sourcesContent: ["fn f() { 1 }"] });
  });

  test.each(["file:///x/a.js", "file:///x/a.ions", "file:///x.ion/a.js", "https://x/a.ion", "file:///x/a?b.ion"])(
    "load passes %s on",
    (url) => {
      const next = { format: "module", source: "" };
      expect(load(url, {}, () => next)).toBe(next);
    },
  );

  test("options.runtime is what the modules import, also those that throw", () => {
    const hooks = createHooks({ runtime: "#ion" });
    for (const name of ["a.ion", "broken.ion"]) {
      const { source } = hooks.load<LoadedModule>(project.url(name), {}, () => expect.unreachable());
      expect(source).toMatch(/^import \{.*\} from "#ion";/);
    }
  });
});

describe("register", () => {
  test("unregister: modules that are loaded stay, new ones are refused", async () => {
    project.write({
      "main.mjs": `
        import { register } from "ionlang/hooks";
        const attempt = (query) => import("./a.ion" + query).then(({ f }) => f(), (error) => error.code);
        const outcomes = [await attempt("?0")];
        const unregister = register();
        outcomes.push(await attempt("?1"));
        unregister();
        outcomes.push(await attempt("?1"), await attempt("?2"));
        const again = register();
        outcomes.push(await attempt("?3"));
        again();
        outcomes.push(await attempt("?4"));
        console.log(JSON.stringify(outcomes));
      `,
    });
    const refused = "ERR_UNKNOWN_FILE_EXTENSION";
    expect(JSON.parse(await project.runToEnd("node", ["main.mjs"]))).toEqual([refused, 1, 1, refused, 1, refused]);
  });

  test("registrations do not share their options", async () => {
    project.write({
      "one.mjs": 'export { defineProgram, IonError } from "ionlang/runtime"; globalThis.one = 1;',
      "main.mjs": `
        import { register } from "ionlang/hooks";
        const removeFirst = register();
        const removeSecond = register({ runtime: "./one.mjs" });
        await import("./a.ion?1");
        const outcomes = [globalThis.one];
        removeSecond();
        delete globalThis.one;
        await import("./a.ion?2");
        outcomes.push(globalThis.one ?? null);
        console.log(JSON.stringify(outcomes));
      `,
    });
    expect(JSON.parse(await project.runToEnd("node", ["main.mjs"]))).toEqual([1, null]);
  });

  test("composes with the hooks of others", async () => {
    project.write({
      "alias.mjs": `
        export const resolve = (specifier, context, next) => next(specifier === "app:a" ? "./a.ion" : specifier, context);
      `,
      "main.mjs": `
        import { register as registerModule } from "node:module";
        import { register } from "ionlang/hooks";
        registerModule("./alias.mjs", import.meta.url);
        register();
        const { f } = await import("app:a");
        console.log(await f());
      `,
    });
    expect(await project.runToEnd("node", ["main.mjs"])).toBe("1\n");
  });
});
