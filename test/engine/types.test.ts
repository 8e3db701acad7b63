/** What TypeScript makes of the embedding API (D4; embedding 2.2 to 2.7). Checked by `npm run check`; little runs here. */
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  defineEnum,
  defineStruct,
  Engine,
  type EngineHandle,
  type Err,
  type HostContext,
  type HostType,
  type Infer,
  type IonFunction,
  type IonInput,
  type IonInstance,
  type IonOutput,
  type IonProgram,
  type IonType,
  type IonValue,
  type Ok,
  sig,
  structOf,
  t,
  Value,
} from "../../src/index.ts";

/** A place for code that is only checked: it never runs. */
function checkOnly(_code: (program: IonProgram, instance: IonInstance) => unknown): void {}

const engine = new Engine();

test("the package's types are checked together with the tests", () => {
  // @ts-expect-error: when types are not checked, this line is no error and the directive is one.
  const wrong: string = t.int.fromIon(Value.int(1));
  expect(wrong).toBe(1);
});

describe("2.2, 2.3: evaluating", () => {
  test("D4: the value of a program is an IonOutput; only evalAsync's, which hosts use on the spot, is any", () => {
    checkOnly(async (program: IonProgram, instance: IonInstance) => {
      expectTypeOf(engine.eval("1")).toEqualTypeOf<IonOutput>();
      expectTypeOf(engine.run(program)).toEqualTypeOf<IonOutput>();
      expectTypeOf(await engine.runAsync(program)).toEqualTypeOf<IonOutput>();
      expectTypeOf(await program.run()).toEqualTypeOf<IonOutput>();
      expectTypeOf(program.runSync()).toEqualTypeOf<IonOutput>();
      expectTypeOf(instance.value).toEqualTypeOf<IonOutput>();
      expectTypeOf(await engine.evalAsync("1")).toBeAny();
      // @ts-expect-error: what eval answers has to be narrowed, or converted with `as`.
      const count: number = engine.eval("1 + 1");
      return count;
    });
  });

  test("`as` gives its type, `raw` an IonValue", () => {
    checkOnly(async () => {
      expectTypeOf(engine.eval("1", { as: t.int })).toEqualTypeOf<number>();
      expectTypeOf(engine.eval("1", { as: t.list(t.option(t.string)) })).toEqualTypeOf<(string | null)[]>();
      expectTypeOf(engine.eval("1", { raw: true })).toEqualTypeOf<IonValue>();
      expectTypeOf(await engine.evalAsync("1", { as: t.bool })).toEqualTypeOf<boolean>();
      expectTypeOf(await engine.evalAsync("1", { raw: true })).toEqualTypeOf<IonValue>();
    });
  });

  test("calls by name answer IonOutput, or what `as` says", () => {
    checkOnly(async () => {
      expectTypeOf(engine.call("f", [1])).toEqualTypeOf<IonOutput>();
      expectTypeOf(await engine.callAsync("f", [1], { signal: AbortSignal.abort() })).toEqualTypeOf<IonOutput>();
      expectTypeOf(await engine.callAsync("f", [1], { as: t.float })).toEqualTypeOf<number>();
      expectTypeOf(await engine.handle().callAsync("f", [], { as: t.float })).toEqualTypeOf<number>();
      expectTypeOf(await engine.handle().callAsync("f", [], { raw: true })).toEqualTypeOf<IonValue>();
    });
  });

  test("globals", () => {
    checkOnly(() => {
      expectTypeOf(engine.get("x")).toEqualTypeOf<IonOutput | undefined>();
      expectTypeOf(engine.getAll()).toEqualTypeOf<Map<string, IonOutput>>();
      expectTypeOf(engine.getTyped("x", t.dict(t.bigint))).toEqualTypeOf<Record<string, bigint>>();
      engine.setTyped("x", t.list(t.int), [1, 2]);
      // @ts-expect-error: the value does not fit the type.
      engine.setTyped("x", t.list(t.int), ["1"]);
    });
  });

  test("D5: mutators chain, in subclasses, too", () => {
    class Special extends Engine {
      special(): void {}
    }
    checkOnly(() => {
      expectTypeOf(
        new Special()
          .set("x", 1)
          .registerFn("f", () => 1)
          .setArgs([]),
      ).toEqualTypeOf<Special>();
    });
  });
});

describe("2.5: inputs", () => {
  test("whatever the default mapping takes is an IonInput", () => {
    expectTypeOf<number | bigint | boolean | string | null | undefined>().toExtend<IonInput>();
    expectTypeOf<Uint8Array | ArrayBuffer | DataView | Map<string, number> | Set<string>>().toExtend<IonInput>();
    expectTypeOf<readonly (string | readonly number[])[]>().toExtend<IonInput>();
    expectTypeOf<{ readonly a: { b: number | null }[]; c?: string }>().toExtend<IonInput>();
    expectTypeOf<IonValue | IonFunction | IonOutput>().toExtend<IonInput>();
    expectTypeOf<(a: number, b: string) => boolean>().toExtend<IonInput>();
    expectTypeOf<symbol>().not.toExtend<IonInput>();
  });

  test("a function literal as a value needs no annotations", () => {
    checkOnly(() => {
      engine.set("add", (a, b) => a + b);
      engine.registerModule("m", { PI: Value.float(3), add: (a, b) => a + b, later: async (ctx, x) => [ctx, x] });
    });
  });
});

describe("2.6: types", () => {
  test("each codec says its JavaScript form", () => {
    expectTypeOf<Infer<typeof t.int>>().toEqualTypeOf<number>();
    expectTypeOf<Infer<typeof t.safeInt>>().toEqualTypeOf<number>();
    expectTypeOf<Infer<typeof t.bigint>>().toEqualTypeOf<bigint>();
    expectTypeOf<Infer<typeof t.bytes>>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Infer<typeof t.unit>>().toEqualTypeOf<undefined>();
    expectTypeOf<Infer<typeof t.any>>().toEqualTypeOf<IonOutput>();
    expectTypeOf<Infer<typeof t.raw>>().toEqualTypeOf<IonValue>();
    expectTypeOf<Infer<typeof t.fn>>().toEqualTypeOf<IonFunction>();
    expectTypeOf(t.int.range(0, 255)).toEqualTypeOf<IonType<number>>();
    expectTypeOf(t.tuple(t.string, t.int).fromIon).returns.toEqualTypeOf<readonly [string, number]>();
    expectTypeOf(t.map(t.bool).fromIon).returns.toEqualTypeOf<Map<string, boolean>>();
    expectTypeOf(t.set(t.string).fromIon).returns.toEqualTypeOf<Set<string>>();
    expectTypeOf(t.result(t.int, t.string).fromIon).returns.toEqualTypeOf<Ok<number> | Err<string>>();
  });

  const Player = defineStruct("Player", { name: t.string, hp: t.int, alive: t.bool });
  const Color = defineEnum("Color", { Red: [], Green: [], Custom: [t.int, t.int, t.int] });

  test("structs", () => {
    interface Fields {
      readonly name: string;
      readonly hp: number;
      readonly alive: boolean;
    }
    expectTypeOf(Player).parameter(0).toEqualTypeOf<Fields>();
    expectTypeOf<Infer<typeof Player>>().toEqualTypeOf<Fields>();
    checkOnly(() => {
      // @ts-expect-error: a field is missing.
      Player({ name: "Ann", hp: 10 });
      const value: unknown = 1;
      if (Player.is(value)) expectTypeOf(value).toEqualTypeOf<Fields>();
      expectTypeOf(defineStruct("Config", ["host", "port"]))
        .parameter(0)
        .toEqualTypeOf<{
          readonly host: IonOutput;
          readonly port: IonOutput;
        }>();
    });
  });

  test("enums: constructors, data, and a match that is exhaustive", () => {
    checkOnly(() => {
      expectTypeOf(Color.Custom).parameters.toEqualTypeOf<[number, number, number]>();
      expectTypeOf(Color.Red.variant).toEqualTypeOf<"Red" | "Green" | "Custom">();
      Color.match(Color.Red, { Red: () => 0, Green: () => 1, Custom: (r) => r });
      Color.match(Color.Red, { Red: () => 0, _: () => 1 });
      // @ts-expect-error: Custom is missing.
      Color.match(Color.Red, { Red: () => 0, Green: () => 1 });
    });
  });

  test("classes", () => {
    class Vec {
      readonly x: number;
      constructor(x: number) {
        this.x = x;
      }
    }
    const type = structOf(Vec, { fields: { x: t.float }, from: (f) => new Vec(f.x) });
    expectTypeOf(type).toEqualTypeOf<HostType<Vec>>();
    expectTypeOf<Infer<typeof type>>().toEqualTypeOf<Vec>();
  });
});

describe("2.7: functions", () => {
  test("without a signature the parameters are what the host says", () => {
    checkOnly(() => {
      engine.registerFn("add", (a, b) => a + b);
      engine.registerFn("sorted", (xs: number[], compare: IonFunction) => [xs, compare]);
      engine.registerFn("sqrt", Math.sqrt);
      engine.registerAsyncFn("later", async (ctx, x) => {
        expectTypeOf(ctx).toEqualTypeOf<HostContext>();
        expectTypeOf(x).toBeAny();
      });
      // @ts-expect-error: the context comes first.
      engine.registerAsyncFn("later", async (x: string) => x);
    });
  });

  test("a signature gives the callback its types", () => {
    checkOnly(() => {
      engine.registerFn("mix", sig().pos("a", t.int).kwOnly("b", t.string, null), (a, b) => {
        expectTypeOf(a).toEqualTypeOf<number>();
        expectTypeOf(b).toEqualTypeOf<string | null>();
      });
      engine.registerFn("all", sig().posOnly("a").varArgs("xs", t.int).varKwargs("kw", t.bool), (a, xs, kw) => {
        expectTypeOf(a).toEqualTypeOf<IonOutput>();
        expectTypeOf(xs).toEqualTypeOf<number[]>();
        expectTypeOf(kw).toEqualTypeOf<Record<string, boolean>>();
      });
      engine.registerFn("untyped", sig().varArgs("xs").varKwargs("kw").kwOnly("k", undefined, 1), (xs, kw) => {
        expectTypeOf(xs).toEqualTypeOf<IonOutput[]>();
        expectTypeOf(kw).toEqualTypeOf<Record<string, IonOutput>>();
        return xs.length + Object.keys(kw).length;
      });
      engine.registerAsyncFn("http_get", sig().pos("url", t.string), async ({ signal }, url) => {
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        expectTypeOf(url).toEqualTypeOf<string>();
      });
      engine.registerFn("sqrt", sig().pos("x", t.float).returns(t.float), Math.sqrt);
      // @ts-expect-error: the result is to be a float.
      engine.registerFn("name", sig().returns(t.float), () => "text");
      // @ts-expect-error: the parameter is a string.
      engine.registerFn("half", sig().pos("x", t.string), (x: number) => x);
    });
  });

  test("a function of Ion", () => {
    checkOnly(async () => {
      const add = engine.eval("|a, b| a + b") as IonFunction;
      expectTypeOf(await add(1, 2)).toEqualTypeOf<IonOutput>();
      expectTypeOf(add.sync(1)).toEqualTypeOf<IonOutput>();
      expectTypeOf(await add.invoke([1], { as: t.int, kwargs: { b: 1 } })).toEqualTypeOf<number>();
      expectTypeOf(add.invokeSync([1], { raw: true })).toEqualTypeOf<IonValue>();
    });
  });

  test("the context", () => {
    checkOnly(() => {
      engine.registerAsyncFn("f", async (ctx) => {
        expectTypeOf(ctx.engine).toEqualTypeOf<EngineHandle>();
        expectTypeOf(await ctx.call("g", [1])).toEqualTypeOf<IonOutput>();
        expectTypeOf(await ctx.call("g", [1], { as: t.string })).toEqualTypeOf<string>();
        expectTypeOf(ctx.callSite.line).toEqualTypeOf<number>();
      });
    });
  });
});
