/** Facts about emitted JavaScript, found by parsing it with acorn. */
import { type Node, type Options, parse } from "acorn";

type Fields = Readonly<Record<string, unknown>>;

const OPTIONS: Options = { ecmaVersion: 2022, sourceType: "module" };

export function parseJs(code: string, sourceType: "module" | "script" = "module"): Node {
  return parse(code, { ...OPTIONS, sourceType });
}

/** What a tree carries beside its meaning: positions, spellings, marks for the printer. */
const MARKS: ReadonlySet<string> = new Set([
  ...["start", "end", "raw", "sourceType"],
  ...["ion", "ionName", "ionEnd", "isPure"],
]);

/** The tree as text, without positions and what is absent: two trees that print alike have the same text. */
export function treeText(node: unknown): string {
  if (Array.isArray(node)) return `[${node.map(treeText).join(" ")}]`;
  if (typeof node === "string") return JSON.stringify(node);
  if (typeof node !== "object" || node === null) return Object.is(node, -0) ? "-0" : String(node);
  const fields = node as Fields;
  const isLiteral = fields.type === "Literal";
  const keys = Object.keys(node).filter(
    (key) => !MARKS.has(key) && ((isLiteral && key === "value") || isPresent(fields[key])),
  );
  return `{${keys
    .sort()
    .map((key) => `${key}: ${treeText(fields[key])}`)
    .join(" ")}}`;
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** The names that the program uses and binds nowhere: what it takes from the JavaScript global object. */
export function freeIdentifiers(program: Node): string[] {
  const free = new Set<string>();
  visit(program as unknown as Fields, new Scope(null), free);
  return [...free].sort();
}

class Scope {
  readonly names = new Set<string>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  has(name: string): boolean {
    return this.names.has(name) || this.#outer?.has(name) === true;
  }
}

/** Keys under which an identifier is a label or a property name, not a use of a variable. */
const NAME_KEYS: Readonly<Record<string, readonly string[]>> = {
  LabeledStatement: ["label"],
  BreakStatement: ["label"],
  ContinueStatement: ["label"],
  MetaProperty: ["meta", "property"],
  ImportSpecifier: ["imported"],
  ExportSpecifier: ["exported"],
};

function visit(node: Fields, scope: Scope, free: Set<string>): void {
  const type = node.type as string;
  if (type === "Identifier") {
    if (!scope.has(node.name as string)) free.add(node.name as string);
    return;
  }
  const inner = opensScope(type) ? new Scope(scope) : scope;
  if (inner !== scope) declareIn(node, inner);
  for (const [key, value] of Object.entries(node)) {
    if (NAME_KEYS[type]?.includes(key)) continue;
    if ((type === "MemberExpression" && key === "property") || (type === "Property" && key === "key")) {
      if (node.computed !== true) continue;
    }
    for (const child of [value].flat()) if (isNode(child)) visit(child, inner, free);
  }
}

function isNode(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && "type" in value;
}

function opensScope(type: string): boolean {
  return ["Program", "BlockStatement", "FunctionDeclaration", "FunctionExpression", "CatchClause"].includes(type);
}

/** Everything that is declared directly in the node; the code is strict, so functions belong to their block. */
function declareIn(node: Fields, scope: Scope): void {
  if (node.type === "FunctionDeclaration" || node.type === "FunctionExpression") {
    for (const param of node.params as Fields[]) declarePattern(param, scope);
    collectVars((node.body as Fields).body as Fields[], scope);
    return;
  }
  if (node.type === "CatchClause") return declarePattern(node.param as Fields, scope);
  for (const statement of node.body as Fields[]) declareStatement(statement, scope);
}

function declareStatement(statement: Fields, scope: Scope): void {
  switch (statement.type) {
    case "VariableDeclaration":
      for (const { id } of statement.declarations as { id: Fields }[]) declarePattern(id, scope);
      return;
    case "FunctionDeclaration":
      return declarePattern(statement.id as Fields, scope);
    case "ImportDeclaration":
      for (const { local } of statement.specifiers as { local: Fields }[]) declarePattern(local, scope);
      return;
    case "ExportNamedDeclaration":
      return declareStatement(statement.declaration as Fields, scope);
  }
}

/** `var` stands at the top of a function in emitted code. */
function collectVars(body: readonly Fields[], scope: Scope): void {
  for (const statement of body) if (statement.kind === "var") declareStatement(statement, scope);
}

function declarePattern(pattern: Fields, scope: Scope): void {
  if (pattern.type === "Identifier") scope.names.add(pattern.name as string);
  else for (const property of pattern.properties as { value: Fields }[]) declarePattern(property.value, scope);
}
