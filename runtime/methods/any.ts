/** What every value has (stdlib 4.0), looked up before anything else (section 2). */
import { display } from "../values/display.ts";
import type { MethodDefinition } from "./definition.ts";

export const anyMethods: readonly MethodDefinition[] = [{ name: "to_string", call: display }];
