/**
 * `ionlang/runtime`: what compiled modules import (embedding 2.9). It contains no compiler, imports nothing of Node when
 * it is loaded, and has no dependencies. Each name (`json`, `len`) and each method (`$push`) of the standard library is an export of its
 * own, so that a bundle holds only those that its programs mention.
 */
export { defineProgram, IonProgram } from "./engine/ion-program.ts";
export type { IonExport, IonFunction, IonInput, IonOutput } from "./host/types.ts";
export { IonError } from "./ion-error.ts";
export * from "./methods/library.ts";
export { BitOperators } from "./program/bit-operators.ts";
export { ABI_VERSION } from "./program/manifest.ts";
export { IonAbiError } from "./program/program.ts";
export { TaskContext } from "./program/task-context.ts";
export * from "./stdlib/library.ts";
