/**
 * Random programs: a tree of concurrency operations that `render.ts` writes as Ion source. What the host does is part of
 * the drawn value, so a program is also its own script. Every site runs at most once.
 */
import fc from "fast-check";

/** How an operation that waits is called: from the statement itself, or with other frames in between. */
export const ROUTES = ["direct", "deep", "callback", "operand"] as const;
export type Route = (typeof ROUTES)[number];

export type Step =
  | { readonly type: "sleep"; readonly ms: number; readonly route: Route }
  | { readonly type: "ask"; readonly ms: number; readonly fails: boolean; readonly route: Route }
  | { readonly type: "spawn"; readonly body: readonly Step[] }
  | { readonly type: "spawn ask"; readonly ms: number; readonly fails: boolean }
  | { readonly type: "await"; readonly pick: number; readonly ms: number | null; readonly isGuarded: boolean }
  | { readonly type: "cancel"; readonly pick: number }
  | { readonly type: "send"; readonly channel: number }
  | { readonly type: "receive"; readonly channel: number; readonly ms: number | null }
  | { readonly type: "try receive"; readonly channel: number }
  | { readonly type: "close"; readonly channel: number; readonly end: "tx" | "rx" }
  | { readonly type: "block"; readonly body: readonly Step[] }
  | { readonly type: "select"; readonly branches: readonly (readonly Step[])[] }
  | { readonly type: "timeout"; readonly ms: number; readonly body: readonly Step[] }
  | { readonly type: "catch"; readonly body: readonly Step[] }
  | { readonly type: "fail" }
  | { readonly type: "leave"; readonly by: "return" | "?" };

/** Capacities of the channels that every program has. */
export const CAPACITIES = [1, 2] as const;

const ms = fc.nat(8);
const maybeMs = fc.option(fc.nat(6), { nil: null });
const fails = fc.nat(7).map((n) => n === 0);
const route = fc.oneof({ arbitrary: fc.constant<Route>("direct"), weight: 3 }, fc.constantFrom(...ROUTES));
const channel = fc.nat(CAPACITIES.length - 1);
const pick = fc.nat(9);

const is = <T extends Step["type"]>(type: T) => fc.constant(type);

/** Failures are rare, so that programs get somewhere. */
const leaf = fc.oneof(
  { arbitrary: fc.record({ type: is("sleep"), ms, route }), weight: 3 },
  { arbitrary: fc.record({ type: is("ask"), ms, fails, route }), weight: 3 },
  { arbitrary: fc.record({ type: is("spawn ask"), ms, fails }), weight: 2 },
  { arbitrary: fc.record({ type: is("await"), pick, ms: maybeMs, isGuarded: fc.boolean() }), weight: 4 },
  { arbitrary: fc.record({ type: is("cancel"), pick }), weight: 2 },
  { arbitrary: fc.record({ type: is("send"), channel }), weight: 4 },
  { arbitrary: fc.record({ type: is("receive"), channel, ms: maybeMs }), weight: 4 },
  { arbitrary: fc.record({ type: is("try receive"), channel }), weight: 2 },
  fc.record({ type: is("close"), channel, end: fc.constantFrom("tx" as const, "rx" as const) }),
  fc.record({ type: is("fail") }),
  fc.record({ type: is("leave"), by: fc.constantFrom("return" as const, "?" as const) }),
);

const { steps } = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 5 }),
  step: fc.oneof(
    { maxDepth: 4, depthIdentifier: "program" },
    { arbitrary: leaf, weight: 6 },
    { arbitrary: fc.record({ type: is("spawn"), body: tie("steps") }), weight: 4 },
    { arbitrary: fc.record({ type: is("block"), body: tie("steps") }), weight: 1 },
    { arbitrary: fc.record({ type: is("catch"), body: tie("steps") }), weight: 2 },
    { arbitrary: fc.record({ type: is("timeout"), ms, body: tie("steps") }), weight: 1 },
    fc.record({ type: is("select"), branches: fc.array(tie("steps"), { minLength: 1, maxLength: 3 }) }),
  ) as fc.Arbitrary<Step>,
}));

export const program: fc.Arbitrary<readonly Step[]> = fc
  .tuple(steps, steps)
  .map(([first, second]) => [...first, ...second]);
