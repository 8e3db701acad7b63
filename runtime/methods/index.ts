/** All methods of the library: what an engine that runs source text brings along. */
import * as library from "./library.ts";

export const STANDARD_METHODS: readonly library.LibraryMethod[] = Object.values(library);
