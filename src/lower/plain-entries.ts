/**
 * Plain entries (pass plainEntries, benchmark "call that could suspend"). A function that may suspend is a generator; the
 * small ones get a plain function beside it, which calls by name run. Where that one has to wait, it hands over to a
 * generator of its own that goes on from there, and answers as any call does that suspends:
 *
 *     function load$entry(id, $at) {
 *       if ($m.depth >= $m.ceiling || --$m.budget < 0) return $.run(load(id), $at);
 *       $m.depth++;
 *       $1 = find$entry(id, 40);
 *       if ($1 === $S) return $.suspend(load$rest1(id), $at);
 *       return $.leave(…$1…id…);
 *     }
 *     function* load$rest1(id) {
 *       $1 = yield;
 *       return …$1…id…;
 *     }
 *
 *     if ($d.isAttached) load$entry = $.inSteps(load);
 *
 * A generator is what follows a place in the statements of the entry; what is done otherwise there, stands in the
 * `EntryRecord`. Under a debugger the generator of the whole function runs, so that a step over a wait stays in it.
 */
import type * as js from "estree";
import * as b from "./builders.ts";

/** Where an entry hands over. */
interface HandOver {
  readonly statement: js.IfStatement;
  /** Gets its arguments when it is known what the generator needs. */
  readonly suspend: js.CallExpression;
  /** The variable that gets the result of what is waited for; null where a loop goes on in the next slice. */
  readonly result: js.Identifier | null;
}

export class EntryRecord {
  readonly handOvers: HandOver[] = [];
  readonly #inGenerator = new Map<js.Statement, js.Statement[]>();

  /** Notes what the generators have in the place of a statement of the entry. */
  fork(statement: js.Statement, inGenerator: js.Statement[]): void {
    this.#inGenerator.set(statement, inGenerator);
  }

  /** `if (test) return suspend;`, in generators `if (test) result = yield;` */
  handOver(test: js.Expression, suspend: js.CallExpression, result: js.Identifier | null): js.Statement {
    b.at(suspend, b.UNMAPPED);
    const statement = b.at(b.ifElse(test, [b.returnValue(suspend)]), b.UNMAPPED);
    this.fork(statement, [b.ifElse(test, [waitFor(result)])]);
    this.handOvers.push({ statement, suspend, result });
    return statement;
  }

  /** The statements as generators have them. */
  inGenerator(statements: readonly js.Statement[]): js.Statement[] {
    return statements.flatMap((statement) => this.#convert(statement));
  }

  #convert(statement: js.Statement): js.Statement[] {
    const forked = this.#inGenerator.get(statement);
    if (forked !== undefined) return forked.map((other) => placedAs(statement, other));
    switch (statement.type) {
      case "BlockStatement":
        return [this.#block(statement)];
      case "IfStatement": {
        const { consequent, alternate } = statement;
        return [{ ...statement, consequent: this.#body(consequent), alternate: alternate && this.#body(alternate) }];
      }
      case "LabeledStatement":
      case "ForStatement":
      case "WhileStatement":
        return [{ ...statement, body: this.#body(statement.body) }];
      case "TryStatement": {
        const handler = statement.handler!;
        const caught = { ...handler, body: this.#block(handler.body) };
        return [{ ...statement, block: this.#block(statement.block), handler: caught }];
      }
      default:
        return [statement];
    }
  }

  #body(statement: js.Statement): js.Statement {
    const [only, ...others] = this.#convert(statement);
    return others.length === 0 ? only! : b.block([only!, ...others]);
  }

  #block(block: js.BlockStatement): js.BlockStatement {
    return { ...block, body: this.inGenerator(block.body) };
  }
}

function placedAs({ ion, ionEnd }: b.Statement, other: js.Statement): js.Statement {
  return Object.assign({ ...other }, { ion, ionEnd });
}

function waitFor(result: js.Identifier | null): js.Statement {
  const wait = b.yieldNothing();
  return b.at(b.expressionStatement(result === null ? wait : b.assign(result, wait)), b.UNMAPPED);
}

/**
 * The generators that an entry hands over to, one for each place. `nameOf` makes a function's name from its number. The
 * calls that hand over get their arguments: the variables that are in use.
 */
export function generatorsOf(
  params: readonly string[],
  body: readonly js.Statement[],
  record: EntryRecord,
  nameOf: (index: number) => js.Identifier,
): js.FunctionDeclaration[] {
  const generators: js.FunctionDeclaration[] = [];
  for (const place of record.handOvers) {
    const found = whatFollows(place, body);
    // An arm behind one that always matches is lowered, but is no part of the body.
    if (found === null) continue;
    const { following, declared } = found;
    const namesOf = rememberNames();
    const statements = record.inGenerator(following);
    const used = [...new Set(statements.flatMap((statement) => [...namesOf(statement)]))];
    const isPassed = (name: string) =>
      OWN.test(name)
        ? TEMPORARY.test(name) && !isSetFirst(name, statements, namesOf)
        : declared.has(name) || params.includes(name);
    const passed = used.filter(isPassed);
    const own = used.filter((name) => OWN.test(name) && !passed.includes(name));
    const name = nameOf(generators.length + 1);
    const values = passed.map((variable) => b.id(declared.get(variable) ?? variable));
    place.suspend.arguments.push(b.call(b.id(name.name), values), b.id("$at"));
    const variables = own.length === 0 ? [] : [b.at(b.declareAll("var", own), b.UNMAPPED)];
    generators.push(b.functionDeclaration(name, passed.map(b.id), [...variables, ...statements], true));
  }
  return generators;
}

/** Variables that the lowering made, and those of them that may hold a value over several statements. */
const OWN = /^\$(?:\d+|t|n)$/;
const TEMPORARY = /^\$\d+$/;

interface Following {
  readonly following: js.Statement[];
  /** The names that have been declared by then in the blocks around the place, and the variables that hold them. */
  readonly declared: Map<string, string>;
}

/** What runs after the place, block by block outwards; a loop that goes on in the next slice begins anew. */
function whatFollows(place: HandOver, statements: readonly js.Statement[]): Following | null {
  for (const [index, statement] of statements.entries()) {
    const inside = continuationIn(place, statement);
    if (inside === null) continue;
    const others = statements.slice(index + 1);
    const { following, declared } = apart(inside, others.flatMap(declaredBy));
    for (const name of statements.slice(0, index).flatMap(declaredBy)) declared.set(name, name);
    return { following: [...following, ...others], declared };
  }
  return null;
}

/** A block whose variable is called as one that is declared behind the block gets it under another name. */
function apart({ following, declared }: Following, later: readonly string[]): Following {
  const twice = later.filter((name) => declared.has(name));
  if (twice.length === 0) return { following, declared };
  for (const name of twice) {
    declared.delete(name);
    declared.set(`${name}$before`, name);
  }
  const renamed = twice.map((name) => b.declare("let", b.id(name), b.id(`${name}$before`)));
  return { following: [b.block([...renamed, ...following])], declared };
}

function continuationIn(place: HandOver, statement: js.Statement): Following | null {
  const wait = waitFor(place.result);
  if (statement === place.statement) return { following: [wait], declared: new Map() };
  switch (statement.type) {
    case "ForStatement": {
      const isItsLoop = (statement.body as js.BlockStatement).body.includes(place.statement);
      return isItsLoop ? { following: [wait, statement], declared: new Map() } : null;
    }
    case "BlockStatement":
      return inBlock(place, statement);
    case "IfStatement":
      return (
        continuationIn(place, statement.consequent) ??
        (statement.alternate ? continuationIn(place, statement.alternate) : null)
      );
    case "LabeledStatement":
      return wrapped(continuationIn(place, statement.body), (following) => [
        { ...statement, body: b.block(following) },
      ]);
    case "TryStatement": {
      const { block, handler } = statement;
      const inside = whatFollows(place, block.body);
      if (inside !== null) return wrapped(inside, (following) => [{ ...statement, block: b.block(following) }]);
      const caught = inBlock(place, handler!.body);
      const { name } = handler!.param as js.Identifier;
      caught?.declared.set(name, name);
      return caught;
    }
    default:
      return null;
  }
}

function inBlock(place: HandOver, { body }: js.BlockStatement): Following | null {
  return wrapped(whatFollows(place, body), (following) =>
    following.some((statement) => declaredBy(statement).length > 0) ? [b.block(following)] : following,
  );
}

function wrapped(inside: Following | null, wrap: (following: js.Statement[]) => js.Statement[]): Following | null {
  return inside && { following: wrap(inside.following), declared: inside.declared };
}

function declaredBy(statement: js.Statement): string[] {
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.map(({ id }) => (id as js.Identifier).name);
}

/** Whether the statements give the variable a value before they read it, on every way. */
function isSetFirst(name: string, statements: readonly js.Statement[], namesOf: NamesOf): boolean {
  for (const statement of statements) {
    if (!namesOf(statement).has(name)) continue;
    if (statement.type === "BlockStatement") return isSetFirst(name, statement.body, namesOf);
    if (statement.type === "ForStatement") return isSetFirst(name, (statement.body as js.BlockStatement).body, namesOf);
    if (statement.type === "TryStatement")
      return !namesOf(statement.handler!).has(name) && isSetFirst(name, statement.block.body, namesOf);
    return statement.type === "ExpressionStatement" && setsFirst(name, statement.expression, namesOf);
  }
  return false;
}

function setsFirst(name: string, expression: js.Expression, namesOf: NamesOf): boolean {
  if (expression.type !== "AssignmentExpression" || expression.operator !== "=") return false;
  const { left, right } = expression;
  if (left.type !== "Identifier") return false;
  return left.name === name ? !namesOf(right).has(name) : setsFirst(name, right, namesOf);
}

/** The names of all variables in the code, in the order of the text; of functions inside it, their own ones, too. */
type NamesOf = (code: js.Node) => ReadonlySet<string>;

/** Looks at each piece of code once, however often it is asked for (benchmark "compile"). */
function rememberNames(): NamesOf {
  const known = new Map<js.Node, ReadonlySet<string>>();
  return (code) => {
    let names = known.get(code);
    if (names === undefined) {
      names = collectNames(code, false, new Set());
      known.set(code, names);
    }
    return names;
  };
}

function collectNames(node: js.Node, isInside: boolean, names: Set<string>): Set<string> {
  // The temporaries of a function inside are none of this one.
  if (node.type === "Identifier" && !(isInside && OWN.test(node.name))) names.add(node.name);
  const isFunction = isInside || node.type === "FunctionExpression";
  for (const key in node) {
    const value: unknown = node[key as keyof js.Node];
    if (typeof value !== "object" || value === null || isNoVariable(node, key)) continue;
    if (!Array.isArray(value)) collectNames(value as js.Node, isFunction, names);
    else for (const child of value) if (child !== null) collectNames(child, isFunction, names);
  }
  return names;
}

function isNoVariable(node: js.Node, key: string): boolean {
  if (key === "label") return true;
  return (key === "property" || key === "key") && !(node as js.MemberExpression | js.Property).computed;
}
