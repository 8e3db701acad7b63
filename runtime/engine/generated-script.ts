/**
 * The code of a compiled module as JavaScript stacks show it, with the source map that lies beside the module or inside
 * it. The map is read when an error is to be shown whose stack needs it, and kept.
 */
import type { ModuleMap } from "../generated-places.ts";
import type { GeneratedScript, ProgramMetadata } from "../program/program.ts";
import { defaultPlatform } from "../stdlib/default-platform.ts";

export function generatedScript({ url, name }: ProgramMetadata): GeneratedScript {
  let map: ModuleMap | null | undefined;
  return {
    script: url,
    readMap() {
      if (map === undefined) map = url === undefined ? null : defaultPlatform.readModuleMap(url, name);
      return map;
    },
  };
}
