/**
 * The standard modules, each an export of its own: a compiled module imports those that its program mentions, so that a
 * bundler leaves out the others. Bringing a module along is not being allowed to use it: the engine decides that
 * (stdlib 8; embedding D28).
 */
import { callBytes } from "../builtins/bytes.ts";
import type { Outcome } from "../machine/machine.ts";
import type { Value } from "../values/value.ts";
import { bytes as bytesMembers } from "./bytes.ts";
import type { MemberConstant, MemberFunction, ModuleDefinition } from "./definition.ts";
import { fs as fsMembers } from "./fs.ts";
import { io as ioMembers } from "./io.ts";
import { json as jsonMembers } from "./json.ts";
import { log as logMembers } from "./log.ts";
import type { StdModuleName } from "./manifest.ts";
import { math as mathMembers } from "./math.ts";
import { os as osMembers } from "./os.ts";
import { path as pathMembers } from "./path.ts";
import { rand as randMembers } from "./rand.ts";
import { semver as semverMembers } from "./semver.ts";
import { string as stringMembers } from "./string.ts";

/** A module as engines take it. Its functions are bound to the services of an engine when the engine takes it. */
export interface LibraryModule {
  readonly name: StdModuleName;
  readonly members: Readonly<Record<string, MemberFunction | MemberConstant>>;
  /** What calling the module itself does (stdlib 3). */
  readonly call?: (args: readonly Value[]) => Outcome;
}

/** Lets neither the manifest nor a module's file forget a member. */
/* @__NO_SIDE_EFFECTS__ */
function module<Name extends StdModuleName>(
  name: Name,
  members: ModuleDefinition<Name>,
  call?: LibraryModule["call"],
): LibraryModule {
  return { name, members, ...(call && { call }) };
}

export const math = module("math", mathMembers);
export const json = module("json", jsonMembers);
export const bytes = module("bytes", bytesMembers, callBytes);
export const string = module("string", stringMembers);
export const rand = module("rand", randMembers);
export const io = module("io", ioMembers);
export const log = module("log", logMembers);
export const semver = module("semver", semverMembers);
export const os = module("os", osMembers);
export const path = module("path", pathMembers);
export const fs = module("fs", fsMembers);
