/**
 * The predefined names, modules and builtins, each an export of its own: a compiled module imports those that its program
 * mentions, so that a bundler leaves out the others. Bringing a module along is not being allowed to use it: the engine
 * decides that (stdlib 8; embedding D28).
 */
import * as assertions from "../builtins/assertions.ts";
import { bytesFromHex, callBytes } from "../builtins/bytes.ts";
import * as collections from "../builtins/collections.ts";
import * as conversion from "../builtins/conversion.ts";
import { defineNative, defineWaiting, type NativeCall } from "../builtins/native.ts";
import { channel as createChannel } from "../scheduler/channel-ends.ts";
import { sleep as startSleep } from "../scheduler/sleep.ts";
import { timeout as startTimeout } from "../scheduler/timeout.ts";
import type { Value } from "../values/value.ts";
import { bytes as bytesMembers } from "./bytes.ts";
import { createModule } from "./create-module.ts";
import type { ModuleDefinition } from "./definition.ts";
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
import type { Services } from "./services.ts";
import { string as stringMembers } from "./string.ts";

/** A predefined name as engines take it. */
export interface LibraryItem {
  readonly name: string;
  /** Its value in an engine that has these services. */
  readonly create: (services: Services) => Value;
}

/** Lets neither the manifest nor a module's file forget a member. `call` is what calling the module does (stdlib 3). */
/* @__NO_SIDE_EFFECTS__ */
function module<Name extends StdModuleName>(
  name: Name,
  members: ModuleDefinition<Name>,
  call?: NativeCall,
): LibraryItem {
  return { name, create: (services) => createModule(name, members, services, call) };
}

/* @__NO_SIDE_EFFECTS__ */
function builtin(name: string, call: NativeCall): LibraryItem {
  return { name, create: () => defineNative(name, false, call) };
}

/* @__NO_SIDE_EFFECTS__ */
function waitingBuiltin(name: string, call: NativeCall): LibraryItem {
  return { name, create: () => defineWaiting(name, call) };
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

export const len = builtin("len", collections.len);
export const range = builtin("range", collections.range);
export const enumerate = builtin("enumerate", collections.enumerate);
export const set = builtin("set", collections.set);
export const cell = builtin("cell", collections.cell);
export const type_of = builtin("type_of", conversion.type);
export const str = builtin("str", conversion.str);
export const int = builtin("int", conversion.int);
export const float = builtin("float", conversion.float);
export const bytes_from_hex = builtin("bytes_from_hex", bytesFromHex);
export const assert = builtin("assert", assertions.assert);
export const assert_eq = builtin("assert_eq", assertions.assertEq);
export const sleep = waitingBuiltin("sleep", startSleep);
export const timeout = waitingBuiltin("timeout", startTimeout);
export const channel = waitingBuiltin("channel", createChannel);
