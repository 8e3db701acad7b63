/**
 * Everything suspends anywhere (concurrency M-2, M-3): programs with holes, each hole an expression in a position of its
 * own. Whatever way to wait stands in the holes, the value is that of the program which does not wait, evaluated by the
 * synchronous evaluator; and an error that comes out of a wait is caught like one that comes out of a call.
 */
import { describe, expect, test } from "vitest";
import { stateOf } from "../../runtime/engine/engine.ts";
import { renderOutcome } from "../kit/examples.ts";
import { createTestHost, type TestHost } from "../kit/hosts.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";

/** Holes stand in «»; `note(v)` puts a value into the list that every program's value has as its second part. */
const POSITIONS: Readonly<Record<string, string>> = {
  "call arguments": "fn f(a, b, c) { [a, b, c] } f(«1», «2», note(3))",
  callee: "fn f(a) { a + 1 } («f»)(«1»)",
  "spread arguments": "fn f(a, b, c) { [a, b, c] } f(«1», *«[2, 3]»)",
  "named arguments": "fn f(a, b) { [a, b] } f(b: «1», a: «2»)",
  "method receiver and arguments": "«[1, 2]».push(«3»)",
  list: "[note(1), «2», note(3), «4»]",
  "list spread": "[0, ...«[1, 2]», ...«[3]»]",
  tuple: "(note(1), «2», «3»)",
  "dict values": '#{ a: «1», "b": note(2), c: «3» }',
  "dict keys": '#{ («"k"»): «1» }',
  "dict spread": "#{ ...«#{ a: 1 }», b: «2» }",
  set: "set([«1», «2», «1»]).len()",
  "list comprehension": "[«x + 1» for x in «[1, 2, 3]» if «x != 2»]",
  "dict comprehension": "#{ k: «v + 1» for (k, v) in «#{ a: 1, b: 2 }» if «v > 1» }",
  "f-string": 'f"{«1»}-{note(2)}-{«3»}"',
  "unary operators": "[-«5», !«true»]",
  "arithmetic, left to right": "note(10) - «3» * «2» + note(1)",
  comparison: "[«1» < «2», «1» == «2», note(3) >= «3»]",
  "&&, short circuit first": "[false && «true», true && «false», «true» && «true»]",
  "||, short circuit first": "[true || «false», false || «true», «false» || «false»]",
  pipe: "fn f(a, b) { [a, b] } «1» |> f(«2»)",
  range: "[x for x in «0»..«3»]",
  "inclusive range": "[x for x in «0»..=«3»]",
  index: "«[1, 2, 3]»[«1»]",
  slice: "«[1, 2, 3, 4]»[«1»..«3»]",
  field: "«#{ a: 1 }».a",
  "if condition": "if «true» { «1» } else { «2» }",
  "else if": "if «false» { 1 } else if «true» { «2» } else { 3 }",
  "if let": "if let Some(x) = «Some(1)» { «x + 1» } else { 0 }",
  "match subject and arms": "match «3» { 1 => «1», 3 => «30», _ => «2» }",
  "match guards": "match «3» { x if «x == 2» => «1», x if «x == 3» => «x + 10», _ => 2 }",
  "match binding kept across the guard": "match «Some([1, 2])» { Some([a, ...r]) if «a == 1» => [a, r, «a»], _ => [] }",
  while: "let mut i = 0; while «i < 3» { i = i + «1»; } i",
  "while let": "let mut l = [1, 2]; let mut s = 0; while let Some(x) = «l.first()» { s = s + «x»; l = l[1..]; } s",
  for: "let mut s = 0; for x in «[1, 2, 3]» { if «x == 2» { continue; } s = s + «x»; } s",
  "for over a dict": 'let mut s = ""; for (k, v) in «#{ a: 1, b: 2 }» { s = f"{s}{k}{«v»}"; } s',
  "nested for": "let mut s = 0; for x in «0..3» { for y in «0..x» { s = s + «x * y»; } } s",
  "loop and break": "let mut i = 0; loop { i = i + «1»; if «i == 3» { break «i»; } }",
  "break out of an inner loop":
    "let mut n = 0; while n < 2 { n = n + 1; for x in [1, 2] { if «x == 2» { break; } note(«x»); } } n",
  let: "let x = «1»; let (a, b) = «(2, 3)»; let [c, ...d] = «[4, 5]»; [x, a, b, c, d]",
  assignment: "let mut x = note(1); x = «x + 1»; x",
  "compound assignment": "let mut x = 1; x += «2»; x *= «3»; x -= «1»; x",
  "index assignment": "let mut l = [1, 2, 3]; l[«0»] = «5»; l[«1»] += «7»; l",
  "field assignment": "let mut d = #{ a: 1 }; d.a = «5»; d.a += «2»; d",
  "nested index assignment": "let mut l = [[1], [2]]; l[«1»][«0»] = «9»; l",
  return: "fn f() { return «1»; } [f(), (|| { return «2»; })()]",
  "block value": "let x = { note(1); «2» }; { let y = «3»; x + y }",
  "try body and handler": 'try { note(«1»); fail(«"e"»); 2 } catch e { [e, «3»] }',
  "try inside try": 'try { try { fail(«"a"») } catch e { fail(«"b"») } } catch e { [e, «1»] }',
  "?": "fn f() { Some(«Some(1)»? + «Some(2)»?) } fn g() { «None»?; note(9); 1 } [f(), g()]",
  "? of a Result": 'fn f() { Ok(«Ok(1)»? + 1) } fn g() { «Err("e")»?; 1 } [f(), g()]',
  "default values": "fn f(a = «1», b = «a + 1») { [a, b] } [f(), f(«5»), f(b: «7»)]",
  "lambda body and argument": "let f = |x| «x + 1»; [f(1), f(«2»)]",
  closure: "let k = «10»; let f = |x| «x + k»; [f(1), f(2)]",
  recursion: "fn f(n) { if n == 0 { «0» } else { 1 + f(n - 1) } } f(30)",
  "tail call": "fn f(n, s) { if n == 0 { «s» } else { f(n - 1, s + «n») } } f(30, 0)",
  "mutual recursion":
    "fn even(n) { if n == 0 { «true» } else { odd(n - 1) } } fn odd(n) { if n == 0 { false } else { even(n - 1) } } even(20)",
  "nested literals": '[#{ a: (1, [«2», f"{«3»}"]) }, («4», #{ b: «5» })]',
  "Some, Ok, Err": "[Some(«1»), Ok(«2»), Err(«3»)]",
  "async block": "async { let h = spawn (|| «1»)(); [h.await, «2»] }",
  "arguments of spawn": "fn f(a, b) { a + b } async { let h = spawn f(«1», «2»); h.await }",
  "callee of spawn": "fn f(a) { a } async { let h = spawn («f»)(1); h.await }",
  "operand of await": "async { let h = spawn (|| 7)(); («h»).await }",
  "arguments and body of select": "fn f(a) { a } async { select { a = f(«1») => [a, «2»] } }",
  "channel operations": "let (tx, rx) = channel(«2»); tx.send(«1»); [rx.recv(), «2»]",
  assert: 'assert(«true», "no"); assert_eq(«1», «1»); 1',
};

/** Methods that take a function; each hole is in the function. */
const METHODS: Readonly<Record<string, string>> = {
  "list.map": "[1, 2].map(|x| «x + 1»)",
  "list.filter": "[1, 2, 3].filter(|x| «x != 2»)",
  "list.any": "[1, 2].any(|x| «x == 2»)",
  "list.all": "[1, 2].all(|x| «x == 2»)",
  "list.fold": "[1, 2, 3].fold(0, |a, x| «a + x»)",
  "list.reduce": "[1, 2, 3].reduce(|a, x| «a + x»)",
  "list.flat_map": "[1, 2].flat_map(|x| «[x, x]»)",
  "list.sort_by": "[3, 1, 2].sort_by(|a, b| «a - b»)",
  "range.map": "(0..3).map(|x| «x * 2»)",
  "range.filter": "(0..4).filter(|x| «x > 1»)",
  "range.fold": "(0..4).fold(1, |a, x| «a + x»)",
  "dict.map": "#{ a: 1, b: 2 }.map(|k, v| «v + 1»)",
  "dict.filter": "#{ a: 1, b: 2 }.filter(|k, v| «v == 2»)",
  "set.map": "set([1, 2]).map(|x| «x + 1»)",
  "set.filter": "set([1, 2]).filter(|x| «x == 1»)",
  "Option.map": "[Some(1).map(|x| «x + 1»), None.map(|x| «x»)]",
  "Option.and_then": "Some(1).and_then(|x| «Some(x + 1)»)",
  "Option.or_else": "None.or_else(|| «Some(1)»)",
  "Option.unwrap_or_else": "None.unwrap_or_else(|| «4»)",
  "Result.map": "Ok(1).map(|x| «x + 1»)",
  "Result.map_err": "Err(1).map_err(|x| «x + 1»)",
  "Result.and_then": "Ok(1).and_then(|x| «Ok(x + 1)»)",
  "Result.or_else": "Err(1).or_else(|x| «Ok(x + 1)»)",
  "Result.unwrap_or_else": "Err(1).unwrap_or_else(|x| «x + 1»)",
  "cell.update": "let c = cell(1); c.update(|x| «x + 1»); c.get()",
  "methods inside methods": "[1, 2].map(|x| [10, 20].fold(«0», |a, y| «a + x * y»))",
};

/** Ways to wait, around an expression that is evaluated in place or before. */
const WAITS: Readonly<Record<string, (expression: string) => string>> = {
  "a host call": (e) => `delay(1, ${e})`,
  "a host call below other calls": (e) => `deep(3, ${e})`,
  "sleep, then the value": (e) => `{ sleep(1); ${e} }`,
  await: (e) => `async { (spawn pass(${e})).await }`,
  "the end of a block": (e) => `async { spawn sleep(1); ${e} }`,
  select: (e) => `async { select { v = delay(1, ${e}) => v, w = sleep(9) => w } }`,
  timeout: (e) => `timeout(9, || delay(1, ${e})).unwrap()`,
  "a channel": (e) => `through(${e})`,
  "a callback of a method": (e) => `[${e}].map(|v| delay(1, v))[0]`,
};

const PRELUDE = `
let notes = cell([]);
fn note(v) { notes.update(|l| l.push(v)); v }
fn fail(text) { host_fail(text) }
fn pass(v) { v }`;
const WAITING_PRELUDE = `
fn deep(n, v) { if n == 0 { delay(1, v) } else { let w = deep(n - 1, v); w } }
fn feed(tx, v) { sleep(1); tx.send(v); }
fn through(v) { async { let (tx, rx) = channel(1); spawn feed(tx, v); rx.recv().unwrap() } }`;

describe.each(Object.entries({ ...POSITIONS, ...METHODS }))("M-3: in %s", (_, template) => {
  const expected = evaluatePlainly(template, (e) => `(${e})`);

  test.each(Object.entries(WAITS))("waits: %s", async (_, wait) => {
    expect(expected).not.toMatch(/^!!/);
    expect(await evaluate(template, wait)).toBe(expected);
  });

  test("computes past the end of slices, beside another task", async () => {
    const host = createHost();
    stateOf(host.engine).settings.sliceLength = 1;
    const rival = "fn rival() { let mut i = 0; while i < 200 { i += 1; } }";
    const outcome = await run(host, `${rival} async { spawn rival(); ${body(template, (e) => `pass(${e})`)} }`);
    expect(outcome).toBe(expected);
  });

  test("M-4: an error of each single wait is caught as one of a call", async () => {
    const holes = template.split("«").length - 1;
    for (let hole = 0; hole < holes; hole++) {
      const failing = (failure: string) => {
        let index = 0;
        return (e: string) => (index++ === hole ? failure : `(${e})`);
      };
      const plain = evaluatePlainly(template, failing('host_fail("x")'));
      expect(await evaluate(template, failing('fail_after(1, "x")'))).toBe(plain);
    }
  });
});

/** Waiting is invisible, so the programs differ in nothing but what stands in the holes. */
function body(template: string, fill: (expression: string) => string): string {
  return `let result = try { ${fillHoles(template, fill)} } catch e { f"caught {e}" }; (result, notes.get())`;
}

/** From the left; a hole in a hole does not occur. */
function fillHoles(template: string, fill: (expression: string) => string): string {
  return template.replaceAll(/«([^»]*)»/g, (_, expression: string) => fill(expression));
}

function evaluatePlainly(template: string, fill: (expression: string) => string): string {
  const { engine } = createHost();
  return renderOutcome(outcomeOf(() => engine.eval(`${PRELUDE} ${body(template, fill)}`, { raw: true })));
}

function evaluate(template: string, fill: (expression: string) => string): Promise<string> {
  return run(createHost(), body(template, fill));
}

async function run({ engine }: TestHost, program: string): Promise<string> {
  const source = `${PRELUDE} ${WAITING_PRELUDE} ${program}`;
  return renderOutcome(await outcomeOfAsync(() => engine.evalAsync(source, { raw: true })));
}

function createHost(): TestHost {
  const host = createTestHost();
  host.engine.registerFn("host_fail", (text) => {
    throw new Error(String(text));
  });
  return host;
}
