/**
 * What Tab offers in a REPL: commands, the members of a module behind `::`, the methods of a value behind `.`, and else
 * keywords, builtins, modules and the names of the session. To know a value's type it looks at literals and bound names;
 * it evaluates nothing.
 */
import { KEYWORDS } from "../../syntax/token.ts";
import { COMMANDS } from "./commands.ts";
import { FUNCTIONS, MODULES, TYPES, typeOfName } from "./reference.ts";
import type { Session } from "./session.ts";

/** As readline wants it: what may stand for the end of the line, and that end. */
export function completeLine(line: string, session: Session): [string[], string] {
  const [, command] = /^:(\w*)$/.exec(line) ?? [];
  if (command !== undefined) {
    return offer(
      COMMANDS.flatMap(({ names }) => names).map((name) => `:${name}`),
      `:${command}`,
    );
  }
  const [, module, member] = /(\w+)::(\w*)$/.exec(line) ?? [];
  if (module !== undefined) return offer([...(MODULES.get(module)?.keys() ?? [])], member!);
  const [, receiver, method] = /(\w+|["\])}])\.(\w*)$/.exec(line) ?? [];
  if (receiver !== undefined) return offer(methodsOf(receiver, session), method!);
  const word = /\w*$/.exec(line)![0];
  return offer(globalNames(session), word);
}

function offer(names: readonly string[], start: string): [string[], string] {
  return [[...new Set(names)].filter((name) => name.startsWith(start)).sort(), start];
}

const TYPE_OF_END: Readonly<Record<string, string>> = { '"': "string", "]": "list", "}": "dict" };

function methodsOf(receiver: string, session: Session): string[] {
  if (/^\d/.test(receiver)) return [];
  const type = TYPE_OF_END[receiver] ?? typeOfName(receiver, session);
  const types = type === null ? [...TYPES.values()] : [TYPES.get(type) ?? TYPES.get("any")!];
  return types.flatMap((methods) => [...methods.keys()]);
}

function globalNames({ engine }: Session): string[] {
  return [...KEYWORDS.keys(), ...FUNCTIONS.keys(), ...MODULES.keys(), ...engine.getAll().keys()];
}
