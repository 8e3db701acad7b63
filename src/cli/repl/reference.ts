/**
 * What `:help NAME` knows: the functions, modules, methods and types of the library from its own tables, the keywords
 * from a table here, and what the session has bound.
 */
import { BUILTIN_DOCS, METHOD_DOCS } from "../../../runtime/builtins/docs-manifest.ts";
import { BUILTIN_PARAMS, METHOD_PARAMS } from "../../../runtime/builtins/manifest.ts";
import { CONCURRENCY_BUILTINS, OBJECT_METHODS } from "../../../runtime/scheduler/manifest.ts";
import { STD_MODULES } from "../../../runtime/stdlib/manifest.ts";
import { closestName } from "../../diagnostics/similar-names.ts";
import { KEYWORD_HELP } from "./keyword-help.ts";
import type { Session } from "./session.ts";

interface Entry {
  /** Null for a constant. */
  readonly params: string | null;
  readonly doc: string;
}

export type Entries = ReadonlyMap<string, Entry>;

function entriesOf(table: Readonly<Record<string, Entry>>): Entries {
  return new Map(Object.entries(table));
}

function documented(docs: Readonly<Record<string, string>>, params: Readonly<Record<string, string>> = {}): Entries {
  return new Map(Object.entries(docs).map(([name, doc]) => [name, { doc, params: params[name] ?? null }]));
}

export const FUNCTIONS: Entries = new Map([
  ...documented(BUILTIN_DOCS, BUILTIN_PARAMS),
  ...entriesOf(CONCURRENCY_BUILTINS),
]);

export const MODULES: ReadonlyMap<string, Entries> = new Map(
  Object.entries(STD_MODULES).map(([name, members]) => [name, entriesOf(members)]),
);

const METHODS: readonly (readonly [type: string, methods: Entries])[] = Object.entries(METHOD_DOCS).map(
  ([type, docs]) => [type, documented(docs, METHOD_PARAMS[type])],
);

/** By the name that `type_of` answers. A range has the methods of a list, too. */
export const TYPES: ReadonlyMap<string, Entries> = new Map([
  ...METHODS,
  ["range", new Map(["list", "range"].flatMap((type) => [...(new Map(METHODS).get(type) ?? [])]))] as const,
  ...Object.entries(OBJECT_METHODS).map(([type, table]) => [type, entriesOf(table)] as const),
]);

/** The help text for a name; for an unknown one a line that says so. Evaluates nothing but the name itself. */
export function describeName(name: string, session: Session): string {
  const texts = [
    ...describeFunction(name),
    ...describeModule(name),
    ...describeMember(name),
    ...describeType(name),
    ...describeMethod(name),
    ...describeKeyword(name),
    ...describeBinding(name, session),
  ];
  return texts.length > 0 ? texts.join("\n") : unknownName(name);
}

function describeFunction(name: string): string[] {
  const entry = FUNCTIONS.get(name);
  return entry === undefined ? [] : [describe(name, entry)];
}

function describeModule(name: string): string[] {
  const members = MODULES.get(name);
  return members === undefined ? [] : [`module ${name}`, ...describeAll(members, `  ${name}::`)];
}

/** `floor` tells about the members of all modules, `math::floor` about one. */
function describeMember(path: string): string[] {
  const [, owner, member] = /^(?:(\w+)::)?(\w+)$/.exec(path) ?? [];
  const owners = [...MODULES].filter(([module]) => owner === undefined || owner === module);
  return owners.flatMap(([module, members]) => {
    const entry = members.get(member ?? "");
    return entry === undefined ? [] : [describe(`${module}::${member}`, entry)];
  });
}

function describeType(name: string): string[] {
  const methods = TYPES.get(name);
  return methods === undefined ? [] : [`methods of ${name}`, ...describeAll(methods, "  .")];
}

/** `map` tells about the methods of all types, `list.map` about one. */
function describeMethod(name: string): string[] {
  const [, owner, method] = /^(?:(\w+)\.|\.)?(\w+)$/.exec(name) ?? [];
  if (method === undefined) return [];
  const owners = [...TYPES].filter(([type, methods]) => methods.has(method) && (owner === undefined || owner === type));
  return owners.map(([type, methods]) => describe(`${type}.${method}`, methods.get(method)!));
}

function describeKeyword(name: string): string[] {
  const help = KEYWORD_HELP.get(name);
  return help === undefined ? [] : [`${name}  ${help}`];
}

function describeBinding(name: string, session: Session): string[] {
  const type = typeOfName(name, session);
  if (type === null || FUNCTIONS.has(name) || MODULES.has(name)) return [];
  return [`${name} is a name of this session, of type ${type}`];
}

/** The type of what a name is bound to in the session; null when it is no bound name. */
export function typeOfName(name: string, session: Session): string | null {
  if (!/^[A-Za-z_]\w*$/.test(name) || !session.engine.has(name)) return null;
  return session.engine.eval(name, { raw: true }).typeName;
}

function describeAll(entries: Entries, prefix: string): string[] {
  const heads = [...entries].map(([name, entry]) => [`${prefix}${headOf(name, entry)}`, entry.doc] as const);
  const width = Math.max(...heads.map(([head]) => head.length));
  return heads.map(([head, doc]) => `${head.padEnd(width)}  ${doc}`);
}

function describe(name: string, entry: Entry): string {
  return `${headOf(name, entry)}  ${entry.doc}`;
}

function headOf(name: string, { params }: Entry): string {
  return params === null ? name : `${name}(${params})`;
}

function unknownName(name: string): string {
  const methods = [...TYPES.values()].flatMap((each) => [...each.keys()]);
  const members = [...MODULES].flatMap(([module, each]) => [...each.keys()].map((member) => `${module}::${member}`));
  const known = [FUNCTIONS.keys(), MODULES.keys(), TYPES.keys(), methods, members, KEYWORD_HELP.keys()];
  const similar = closestName(name, new Set(known.flatMap((names) => [...names])));
  return `nothing is known about '${name}'${similar === null ? "" : `; did you mean '${similar}'?`}`;
}
