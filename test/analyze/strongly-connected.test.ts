import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stronglyConnectedComponents } from "../../src/analyze/strongly-connected.ts";

type Graph = readonly (readonly number[])[];

function componentsOf(graph: Graph): number[][] {
  return stronglyConnectedComponents([...graph.keys()], (node) => graph[node]!);
}

function reachable(graph: Graph, from: number): Set<number> {
  const seen = new Set<number>();
  const work = [from];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    for (const next of graph[node]!) {
      if (seen.has(next)) continue;
      seen.add(next);
      work.push(next);
    }
  }
  return seen;
}

const graphs: fc.Arbitrary<Graph> = fc
  .nat(12)
  .chain((size) => fc.array(fc.array(fc.nat(size), { maxLength: 4 }), { minLength: size + 1, maxLength: size + 1 }));

describe("strongly connected components", () => {
  test("every node is in exactly one", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const nodes = componentsOf(graph).flat();
        expect(nodes.toSorted((a, b) => a - b)).toEqual([...graph.keys()]);
      }),
    );
  });

  test("two nodes share one exactly when each reaches the other", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const componentOf = new Map(
          componentsOf(graph).flatMap((nodes) => nodes.map((node) => [node, nodes] as const)),
        );
        for (const a of graph.keys()) {
          for (const b of graph.keys()) {
            const areTogether = a === b || (reachable(graph, a).has(b) && reachable(graph, b).has(a));
            expect(componentOf.get(a) === componentOf.get(b)).toBe(areTogether);
          }
        }
      }),
    );
  });

  test("callees come before their callers", () => {
    expect(componentsOf([[1], [2], []])).toEqual([[2], [1], [0]]);
  });

  test("a chain of 100,000 nodes needs no stack", () => {
    const chain = Array.from({ length: 100_000 }, (_, node) => (node === 99_999 ? [0] : [node + 1]));
    expect(componentsOf(chain)).toHaveLength(1);
  });
});
