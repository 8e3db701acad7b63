/**
 * The platform that engines use unless they are given another. `#platform` is resolved by the conditions of the
 * package's `imports`: node/platform.ts under Node, browser-platform.ts elsewhere.
 */
import { platform } from "#platform";
import type { Platform } from "./platform.ts";

export const defaultPlatform: Platform = platform;
