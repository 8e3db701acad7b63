import { test, describe, expect } from "vitest";
import { compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";
import { readConformanceAreas, renderResult } from "../kit/conformance-cases.ts";
import { createRoot } from "../../runtime/program/root.ts";
import { GlobalScope, GlobalTable } from "../../runtime/program/scope.ts";
import { createBuiltins } from "../../runtime/builtins/index.ts";
import { createConcurrencyBuiltins } from "../../runtime/scheduler/builtins.ts";
import { createStandardModules } from "../../runtime/stdlib/index.ts";
import { createServices } from "../../runtime/stdlib/services.ts";
import { defaultPlatform } from "../../runtime/stdlib/default-platform.ts";
import { Evaluation } from "../../runtime/scheduler/evaluation.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { RaisedError } from "../../runtime/errors.ts";
import { typeOf } from "../../runtime/values/type-of.ts";
import { display } from "../../runtime/values/display.ts";
import { defineNative } from "../../runtime/builtins/native.ts";
import { waiter } from "../../runtime/machine/waiter.ts";
import { appendFileSync, writeFileSync } from "node:fs";
const KIND: any = { lex: "LexError", parse: "ParseError", runtime: "RuntimeError", type: "TypeError", name: "NameError", propagated_err: "PropagatedErr" };
writeFileSync("/tmp/fails.txt", "");
for (const [area, cases] of readConformanceAreas()) describe(area, () => {
  for (const c of cases) test(c.id, async () => {
    const modes = area.startsWith("conc-") ? ["async"] : ["sync", "async"];
    for (const mode of modes) {
      let text = "", code = "";
      try {
        const services = createServices(defaultPlatform);
        let printed = "";
        services.output = { write: (_s: any, t: string) => { printed += t; } } as any;
        const table = new GlobalTable();
        const clock = new VirtualClock();
        for (const m of [createBuiltins(), createConcurrencyBuiltins(), createStandardModules(services)]) for (const [k, v] of m as any) table.set(k, v);
        let aborted = 0;
        const host = (name: string, f: (...a: any[]) => Promise<any>) => table.set(name, defineNative(name, true, ((args: any[]) => {
          const ac = new AbortController();
          if (!waiter().canWait) return waiter().waitFor(Promise.resolve(undefined), name);
          return waiter().waitFor(f(ac.signal, ...args), name, (r) => { aborted++; ac.abort(r); });
        }) as any));
        host("http_get", async (s, u) => { await clock.sleep(10, { signal: s }); return `GET ${display(u)} -> 200 OK`; });
        host("delay", async (s, ms, v) => { await clock.sleep(Number(ms), { signal: s }); return v; });
        host("fail_after", async (s, ms, v) => { await clock.sleep(Number(ms), { signal: s }); throw new RaisedError("runtime", String(v)); });
        table.set("host_add", defineNative("host_add", false, ((args: any[]) => args[0] + args[1]) as any));
        const scope = new GlobalScope(table);
        const r = compileSource(c.source, resolveOptions({ filename: "t.ion", format: "script" }));
        let result = "";
        if (!isCompiled(r)) {
          const d = r.diagnostics[0]!;
          result = `!! ${KIND[d.kind]} ${r.file.positionAt(d.start).line} ${d.message}`;
        } else {
          code = r.code;
          const main = (0, eval)(r.code.replace(/;\s*$/, ""));
          const module = { name: "t.ion", url: undefined, lineStarts: r.file.lineStarts, source: c.source };
          const root = createRoot({ main, module, metadata: r.metadata } as any, scope, { structs: new Map(), enums: new Map() } as any);
          const ev = new Evaluation({ clock, mode, maxCallDepth: 10000, maxLoopIterations: Infinity, timeoutMs: Infinity, hasOpenHandles: () => false } as any);
          try {
            const v = mode === "sync" ? ev.runSync(root) : await ev.runAsync(root);
            result = `=> ${typeOf(v)} ${display(v)}`;
          } catch (e) {
            if (!(e instanceof RaisedError)) throw e;
            const line = e.at < 0 ? 0 : r.file.positionAt(e.at).line;
            result = `!! ${KIND[e.kind]} ${line} ${e.message}`;
          }
        }
        text = printed + (printed && !printed.endsWith("\n") ? "\n" : "") + result;
        const exp = c.expected.text.trimEnd();
        if (text.trimEnd() !== exp) throw new Error("MISMATCH\n--- got\n" + text + "\n--- want\n" + exp);
      } catch (e: any) { appendFileSync("/tmp/fails.txt", `${c.id} [${mode}] ${(e?.stack ?? e?.message ?? String(e)).slice(0, 1500)}\n=====\n`); throw e; }
    }
  }, 5000);
});
