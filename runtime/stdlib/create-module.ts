/** A library module as an Ion value whose functions are bound to the services of one engine (stdlib 5). */
import { defineNative, type NativeCall } from "../builtins/native.ts";
import { IonModule } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import type { MemberConstant, MemberFunction } from "./definition.ts";
import { ASYNC_STD_MODULES, type StdModuleName } from "./manifest.ts";
import type { Services } from "./services.ts";

export type ModuleMembers = Readonly<Record<string, MemberFunction | MemberConstant>>;

export function createModule(
  name: StdModuleName,
  members: ModuleMembers,
  services: Services,
  call?: NativeCall,
): IonModule {
  const isAsync = ASYNC_STD_MODULES.has(name);
  const values = new Map<string, Value>();
  for (const [member, implementation] of Object.entries(members)) {
    values.set(
      member,
      typeof implementation === "function"
        ? bind(`${name}::${member}`, isAsync, implementation, services)
        : implementation.make(services),
    );
  }
  return new IonModule(name, values, call === undefined ? null : defineNative(name, false, call));
}

function bind(name: string, isAsync: boolean, call: MemberFunction, services: Services): Value {
  return defineNative(name, isAsync, (args) => call(args, services), call.ofFloat);
}
