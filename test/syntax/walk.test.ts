import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/source.ts";
import type { Node } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parser/parse.ts";
import { CHILD_KEYS, childrenOf, walk } from "../../src/syntax/walk.ts";
import { readConformanceAreas } from "../kit/conformance-cases.ts";

function programOf(text: string): Node {
  return parse(new SourceFile("test.ion", text)).program;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** All nodes in the properties of a node, whatever CHILD_KEYS says. */
function nodesIn(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

const SAMPLE = `
  use a::{b as c}; use d::*;
  fn f(a, /, b = 1, *c, d, **e) { return a; }
  let mut (x, [y, ...z]): list<int> = (1, [2.5]);
  'l: for (k, _) in #{a: 1, ...x} { continue 'l; }
  'm: while true { break 'm 1; }
  'n: while let Some(q) = None { q += 1; }
  let v = 'o: loop { break; };
  match v { -1 => (), () => "s", None => b"s", A::B(x) => 1, P { f, g: 2 } if v => 1, (_,) => f"a{x}b" }
  if let Ok(w) = Err(1) { } else { }
  if a { } else if b { } else { }
  A::B; A::C(1); P { x: 1, ...p }; a::b::c; -x; !x; 1 + 2; a && b; 1..2; x |> f; f(1, *a, k: 2, **d); o.m(1); o.f; t.0; x[1]; x[1..2]; x?;
  [x for x in y if z]; #{k: v for (k, v) in d}; |x| x; true;
  try { async { spawn f(); x.await; select { r = f() => r } } } catch e { e }
`;

describe("children of nodes", () => {
  test("the sample has every type of node", () => {
    const types = new Set<string>();
    walk(programOf(SAMPLE), ({ type }) => {
      types.add(type);
    });
    expect([...types].sort()).toEqual(Object.keys(CHILD_KEYS).sort());
  });

  test("CHILD_KEYS names every property that holds nodes", () => {
    walk(programOf(SAMPLE), (node) => {
      expect(new Set(childrenOf(node))).toEqual(new Set(nodesIn(node)));
    });
  });

  test("children come in the order of the text", () => {
    for (const { source } of [...readConformanceAreas().values()].flat()) {
      walk(programOf(source), (node) => {
        // A list pattern keeps its rest apart; joined `else if`s and labels are in order anyway.
        if (node.type === "ListPattern") return;
        const starts = childrenOf(node).map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      });
    }
  });
});

describe("walk", () => {
  test("visits parents first, in the order of the text, with their parents", () => {
    const visited: string[] = [];
    walk(programOf("f(a, b + c);"), (node, parent) => {
      visited.push(`${node.type} < ${parent?.type}`);
    });
    expect(visited).toEqual([
      "Program < undefined",
      "ExpressionStatement < Program",
      "CallExpression < ExpressionStatement",
      "Identifier < CallExpression",
      "PositionalArgument < CallExpression",
      "Identifier < PositionalArgument",
      "PositionalArgument < CallExpression",
      "BinaryExpression < PositionalArgument",
      "Identifier < BinaryExpression",
      "Identifier < BinaryExpression",
    ]);
  });

  test('"skip" leaves out what is below', () => {
    const names: string[] = [];
    walk(programOf("a; |b| c; d;"), (node) => {
      if (node.type === "Identifier") names.push(node.name);
      return node.type === "LambdaExpression" ? "skip" : undefined;
    });
    expect(names).toEqual(["a", "d"]);
  });
});
