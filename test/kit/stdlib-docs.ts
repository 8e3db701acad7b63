/**
 * The manual page docs/stdlib.md, made of the tables and manifests of the library: every builtin, method and module
 * member with its parameters and doc line, and whether it calls back or may wait.
 */
import { BUILTIN_DOCS, METHOD_DOCS } from "../../runtime/builtins/docs-manifest.ts";
import { BUILTIN_PARAMS, METHOD_PARAMS } from "../../runtime/builtins/manifest.ts";
import { isCallbackMethod } from "../../runtime/methods/definition.ts";
import { CONCURRENCY_BUILTINS, OBJECT_METHODS, type OperationInfo } from "../../runtime/scheduler/manifest.ts";
import { ASYNC_STD_MODULES, SANDBOX_EXCLUDES, STD_MODULES, type StdModuleName } from "../../runtime/stdlib/manifest.ts";
import { METHODS } from "./method-tables.ts";

interface Entry {
  readonly name: string;
  /** Null for a constant. */
  readonly params: string | null;
  readonly doc: string;
  readonly marks: string;
}

const CALLS_BACK = "calls back";
const MAY_WAIT = "may wait";

const INTRODUCTION = `# The standard library

Every function that is there from the start, every method, every module. The page is made of the library's own tables:
\`npm run test:update\` writes it anew. What each one does in every case, and with which message it fails, is settled in
[the specification](../fixtures/spec/stdlib.md).

\`x?\` is an optional argument, \`x…\` stands for any number of them. Two marks stand in the last column:

- **${MAY_WAIT}**: the task can be suspended here, and others run meanwhile. Under the synchronous \`eval\` a call that
  would really have to wait raises an error that says so; \`fs\` and \`io\` work there at once.
- **${CALLS_BACK}**: it calls the function it is given, for one item after the other, and waits whenever that function waits.

Containers are values: a method that "changes" one answers a new one. A method ignores surplus arguments; builtins and
module functions take no keyword arguments.
`;

export function renderStdlibPage(): string {
  const sections = [
    INTRODUCTION,
    `## Builtins\n\n${table(builtins())}`,
    "## Methods\n\nEvery value has `to_string()`, and numbers, functions and modules have nothing else.\n",
    ...Object.keys(METHOD_PARAMS)
      .filter((owner) => owner !== "any")
      .map((owner) => `### ${owner}\n${noteOn(owner)}\n${table(methodEntries(owner))}`),
    ...Object.entries<Readonly<Record<string, OperationInfo>>>(OBJECT_METHODS).map(
      ([owner, methods]) => `### ${owner}\n${noteOn(owner)}\n${table(operations(methods))}`,
    ),
    `## Modules\n\n${MODULE_NOTE}`,
    ...Object.keys(STD_MODULES).map((name) => moduleSection(name as StdModuleName)),
  ];
  return sections.join("\n");
}

const MODULE_NOTE = `\`module::name\` names a member, and \`use module::name\`, \`use module::{a, b as c}\` and \`use module::*\` import.
A host can leave modules out (\`stdlib: { exclude: […] }\`; \`"sandbox"\` stands for ${SANDBOX_EXCLUDES.map((name) => `\`${name}\``).join(" and ")});
their names are unbound then.
`;

const NOTES: Readonly<Record<string, string>> = {
  range: "A range has all methods of a list besides; they see the list of its ints.",
  AsyncTask: "What `spawn` answers. `task.await` waits for the result and raises the task's error.",
  AsyncChannelSender: "The first part of what `channel` answers.",
  AsyncChannelReceiver: "The second part of what `channel` answers.",
};

function noteOn(owner: string): string {
  const note = NOTES[owner];
  return note === undefined ? "" : `\n${note}\n`;
}

/** In the order of the manifest. */
function builtins(): Entry[] {
  const concurrent = new Map(operations(CONCURRENCY_BUILTINS).map((entry) => [entry.name, entry]));
  return Object.entries(BUILTIN_PARAMS).map(
    ([name, params]) => concurrent.get(name) ?? { name, params, doc: BUILTIN_DOCS[name]!, marks: "" },
  );
}

function methodEntries(owner: string): Entry[] {
  return Object.entries(METHOD_PARAMS[owner]!).map(([name, params]) => {
    const marks = isCallbackMethod(METHODS[owner]!.get(name)!) ? CALLS_BACK : "";
    return { name, params, doc: METHOD_DOCS[owner]![name]!, marks };
  });
}

function operations(infos: Readonly<Record<string, OperationInfo>>): Entry[] {
  return Object.entries(infos).map(([name, { params, doc, suspends }]) => {
    const marks = [...(suspends ? [MAY_WAIT] : []), ...(name === "timeout" ? [CALLS_BACK] : [])].join(", ");
    return { name, params, doc, marks };
  });
}

function moduleSection(module: StdModuleName): string {
  const marks = ASYNC_STD_MODULES.has(module) ? MAY_WAIT : "";
  const entries = Object.entries(STD_MODULES[module]).map(([name, { params, doc }]) => {
    return { name: `${module}::${name}`, params, doc, marks: params === null ? "constant" : marks };
  });
  return `### ${module}\n\n${table(entries)}`;
}

function table(entries: readonly Entry[]): string {
  const rows = entries.map(({ name, params, doc, marks }) => {
    const call = params === null ? name : `${name}(${params})`;
    return `| \`${call}\` | ${doc} | ${marks} |\n`;
  });
  return `| call | what it answers or does | |\n|---|---|---|\n${rows.join("")}`;
}
