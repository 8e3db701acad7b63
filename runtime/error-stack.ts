/**
 * The `stack` text of an IonError: Ion frames in V8's shape, then the host frames that entered Ion (embedding 2.8).
 * Frames of this runtime and of driven generators say nothing to a user and are left out.
 */
import type { IonFrame } from "./error-format.ts";

/** A frame whose file is also known by its URL, which is what debuggers and terminals can open. */
export interface LocatedFrame extends IonFrame {
  readonly url?: string | undefined;
}

const OWN_PLACES = ownPlaces(import.meta.url);
const GENERATOR_FRAME = /\.(next|throw|return) \(<anonymous>\)$/;

export function stackText(header: string, frames: readonly LocatedFrame[], hostLines: readonly string[]): string {
  return [header, ...frames.map(frameLine), ...hostLines].join("\n");
}

function frameLine(frame: LocatedFrame): string {
  const location = `${frame.url ?? frame.file}:${frame.line}:${frame.column}`;
  return `    at ${frame.kind === "spawn" ? "async " : ""}${frame.name} (${location})`;
}

/** The lines of a captured JavaScript stack that belong to the host. */
export function hostLinesOf(stack: string | undefined): string[] {
  if (stack === undefined) return [];
  return stack.split("\n").filter((line) => /^ +at /.test(line) && !isInternal(line));
}

function isInternal(line: string): boolean {
  if (GENERATOR_FRAME.test(line)) return true;
  return OWN_PLACES.some((place) => line.includes(place));
}

/**
 * Where the code of this package lies: the runtime and the compiler beside it, as built and as their source maps name
 * them, in a stack as URLs or as paths. A standalone runtime is one file, with a map that pretends to a folder of that
 * name. In a bundle nobody can tell.
 */
function ownPlaces(here = ""): string[] {
  if (here.endsWith("/ion-runtime.mjs")) return placeNames(new URL(here.replace(/\.mjs$/, "")));
  if (!/\/runtime\/error-stack\.[jt]s$/.test(here)) return [];
  return [".", "../src/", "../../runtime/", "../../src/"].flatMap((folder) => placeNames(new URL(folder, here)));
}

function placeNames({ href, pathname }: URL): string[] {
  return [href, decodeURI(pathname)];
}
