import { describe, expect, test } from "vitest";
import { TOKEN_TYPES } from "../../../src/syntax/token.ts";
import { errorOf, expressionOf, outlineOf } from "../../kit/syntax.ts";

/** Operators from loosest to tightest (language 2.2). */
const LEVELS = [
  ["|>"],
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["..", "..="],
  ["+", "-"],
  ["*", "/", "%"],
];
const RANGE_LEVEL = 9;

/** The expression with every operation in parentheses. */
function grouped(text: string): string {
  return regroup(outlineOf(text)[0]!);
}

function regroup(outline: string): string {
  return outline
    .replace(/\((Binary|Logical) (\S+) /g, "($2 ")
    .replace(/\(Range !inclusive /g, "(.. ")
    .replace(/\(Range inclusive /g, "(..= ")
    .replace(/\(Pipe /g, "(|> ");
}

describe("language 2.2: precedence", () => {
  test("the table has every binary operator", () => {
    const operators = TOKEN_TYPES.filter((type) => type.binary !== null).map((type) => type.text);
    expect(operators.sort()).toEqual(LEVELS.flat().sort());
  });

  const pairs = LEVELS.flatMap((loose, level) =>
    LEVELS.slice(level + 1).map((tight) => [loose[0]!, tight[0]!] as const),
  );
  test.each(pairs)("%s binds looser than %s", (loose, tight) => {
    expect(grouped(`a ${loose} b ${tight} c`)).toBe(`(${loose} a (${tight} b c))`);
    expect(grouped(`a ${tight} b ${loose} c`)).toBe(`(${loose} (${tight} a b) c)`);
  });

  const leftAssociative = LEVELS.filter((_, level) => level !== RANGE_LEVEL);
  test.each(leftAssociative.map((level) => [level[0]!, level.at(-1)!] as const))(
    "%s and %s group to the left",
    (a, b) => {
      expect(grouped(`x ${a} y ${b} z`)).toBe(`(${b} (${a} x y) z)`);
      expect(grouped(`x ${b} y ${a} z`)).toBe(`(${a} (${b} x y) z)`);
    },
  );

  test("ranges do not chain, and both ends are required", () => {
    expect(errorOf("1..2..3")).toBe("ParseError 1:5 unexpected token: DotDot");
    expect(errorOf("let r = 1..2..3;")).toBe("ParseError 1:13 expected Semicolon, found DotDot");
    expect(errorOf("1 << 2..3..4")).toBe("ParseError 1:10 unexpected token: DotDot");
    expect(errorOf("1..")).toBe("ParseError 1:4 unexpected token: Eof");
    expect(grouped("1..2 == 3..4")).toBe("(== (.. 1 2) (.. 3 4))");
    expect(grouped("1 + 2..=3 + 4")).toBe("(..= (+ 1 2) (+ 3 4))");
  });

  test("prefix operators bind looser than postfix ones and tighter than binary ones", () => {
    expect(grouped("-[1].len()")).toBe("(Unary - (MethodCall (List [1]) len []))");
    expect(grouped("-a * !b")).toBe("(* (Unary - a) (Unary ! b))");
    expect(grouped("!!-x?")).toBe("(Unary ! (Unary ! (Unary - (Propagate x))))");
  });
});

describe("language 2.2: lambdas and spawn take all to their right", () => {
  test.each([
    ["|x| x |> str", "(Lambda [(Parameter plain x -)] (|> x str))"],
    ["|x| { x }(5)", "(Call (Lambda [(Parameter plain x -)] (Block [x])) [5])"],
    ["|x| { x } + 1", "(+ (Lambda [(Parameter plain x -)] (Block [x])) 1)"],
    ["|a| |b| a | b", "(Lambda [(Parameter plain a -)] (Lambda [(Parameter plain b -)] (| a b)))"],
    ["1 + |x| x + 1", "(+ 1 (Lambda [(Parameter plain x -)] (+ x 1)))"],
    ["5 |> |x| x + 1", "(|> 5 (Lambda [(Parameter plain x -)] (+ x 1)))"],
    ["spawn f(x).await", "(Spawn (Await (Call f [x])))"],
    ["(spawn f(x)).await", "(Await (Spawn (Call f [x])))"],
    ["1 + spawn a |> f()", "(+ 1 (Spawn (|> a (Call f []))))"],
  ])("%s", (text, outline) => {
    expect(grouped(text)).toBe(outline);
  });
});

describe("language 2.3: bars", () => {
  test.each([
    ["f(|x| x, 1)", "(Call f [(Lambda [(Parameter plain x -)] x) 1])"],
    ["[|| 1]", "(List [(Lambda [] 1)])"],
    ["a || b", "(|| a b)"],
    ["a || || b", "(|| a (Lambda [] b))"],
    ["a | |b| b", "(| a (Lambda [(Parameter plain b -)] b))"],
  ])("%s", (text, outline) => {
    expect(grouped(text)).toBe(outline);
  });
});

describe("language 5.2: positions", () => {
  test.each([
    ["(a) + (b)", "BinaryExpression", 1, 9],
    ["(a + b)", "BinaryExpression", 1, 6],
    ["(a).b", "FieldExpression", 1, 5],
    ["  -a", "UnaryExpression", 2, 4],
    ["a[1](2)?", "PropagateExpression", 0, 8],
    ["(a, b)", "TupleExpression", 0, 6],
    ["(a)..(b)", "RangeExpression", 1, 8],
    ["(a) |> (b)", "PipeExpression", 1, 10],
    ["(a)(b)", "CallExpression", 1, 6],
    ["'x: loop { }", "LoopExpression", 4, 12],
    ["(if a { b } else if c { d })", "IfExpression", 1, 27],
    ["a.await", "AwaitExpression", 0, 7],
    ["x::y", "PathExpression", 0, 4],
    ["|a| a", "LambdaExpression", 0, 5],
  ])("%s", (text, type, start, end) => {
    expect(expressionOf(text)).toMatchObject({ type, start, end });
  });

  test("operators and argument lists keep their offset", () => {
    expect(expressionOf("a  +b")).toMatchObject({ operatorStart: 3 });
    expect(expressionOf("a (b)")).toMatchObject({ argsStart: 2 });
    expect(expressionOf("a.b (c)")).toMatchObject({ argsStart: 4, method: { start: 2, end: 3 } });
  });
});

test.each([
  ["1 +;", "unexpected token: Semicolon", 4],
  ["1 + let", "unexpected token: Let", 5],
  ["!", "unexpected token: Eof", 2],
  ["= 1", "unexpected token: Eq", 1],
  ["fn", "expected identifier, found Eof", 3],
  ["1 + fn", "unexpected token: Fn", 5],
  ["let x = while", "unexpected token: While", 9],
])("language 2.5, no expression can start: %s", (text, message, column) => {
  expect(errorOf(text)).toBe(`ParseError 1:${column} ${message}`);
});
