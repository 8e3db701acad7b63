/** The commands of a REPL: one table, from which the dispatch, completion and `:help` derive. */
import { describeName } from "./reference.ts";
import type { Session } from "./session.ts";

export interface ReplCommand {
  readonly names: readonly [string, ...string[]];
  /** What stands for the argument in the help; without it the command takes none. */
  readonly argument?: string;
  readonly isArgumentOptional?: boolean;
  readonly help: string;
  readonly run: (session: Session, argument: string) => Promise<"quit" | undefined>;
}

export const COMMANDS: readonly ReplCommand[] = [
  {
    names: ["help", "h"],
    argument: "NAME",
    isArgumentOptional: true,
    help: "list the commands, or tell about a function, module, method, type or keyword",
    run: async (session, name) => {
      session.print(name === "" ? commandList() : describeName(name, session));
      return undefined;
    },
  },
  {
    names: ["type"],
    argument: "EXPR",
    help: "evaluate an expression and print the type of its value",
    run: async (session, expression) => {
      const value = await session.valueOf(expression);
      if (value !== null) session.print(value.typeName);
      return undefined;
    },
  },
  {
    names: ["load"],
    argument: "FILE",
    help: "run a file in this session",
    run: async (session, path) => {
      await session.load(path);
      return undefined;
    },
  },
  {
    names: ["reset"],
    help: "forget all names and start over",
    run: async (session) => {
      session.reset();
      return undefined;
    },
  },
  { names: ["quit", "q"], help: "end the session", run: async () => "quit" },
  { names: ["vm"], help: "accepted and ignored", run: async () => undefined },
];

export function findCommand(name: string): ReplCommand | undefined {
  return COMMANDS.find(({ names }) => names.includes(name));
}

function commandList(): string {
  const lines = COMMANDS.map(({ names, argument, isArgumentOptional, help }) => {
    const shown = argument === undefined ? "" : isArgumentOptional ? ` [${argument}]` : ` ${argument}`;
    return [`${names.map((name) => `:${name}`).join(", ")}${shown}`, help] as const;
  });
  const width = Math.max(...lines.map(([left]) => left.length));
  const commands = lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
  return `${commands}\nA blank line submits an entry that goes on; Tab completes; Ctrl-C cancels, Ctrl-D ends.`;
}
