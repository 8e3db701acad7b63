/**
 * Containers of the host that are being converted to Ion, innermost last (to-ion.ts). They stand on a list of their own,
 * so that nesting needs no JavaScript stack, and they are the path to whatever goes wrong.
 * Invariant: no object is on the list twice; a cycle is found where it closes.
 */
import type { Value } from "../values/value.ts";
import type { PathSegment } from "./conversion-error.ts";

/** A container whose parts are converted in order. A part is read when its turn comes, so that getters run in order. */
export abstract class OpenContainer {
  /** What the host passed; the same object inside itself is a cycle. */
  readonly source: object;
  /** The parts that are done. */
  readonly converted: Value[] = [];
  abstract readonly length: number;

  constructor(source: object) {
    this.source = source;
  }

  /** The part at `index`, as the host has it. */
  abstract part(index: number): unknown;
  abstract segment(index: number): PathSegment;
  /** The Ion value, when all parts are done. */
  abstract build(): Value;
}

/** Up to this depth a scan is faster than a set. */
const MAX_SCANNED = 32;

export class OpenContainers {
  readonly #containers: OpenContainer[] = [];
  /** The sources, as soon as there are many. */
  #sources: Set<object> | null = null;

  get innermost(): OpenContainer | undefined {
    return this.#containers[this.#containers.length - 1];
  }

  /** Adds a container; false when it is inside itself. */
  push(container: OpenContainer): boolean {
    if (this.#has(container.source)) return false;
    this.#containers.push(container);
    this.#sources?.add(container.source);
    return true;
  }

  pop(): void {
    const container = this.#containers.pop()!;
    this.#sources?.delete(container.source);
  }

  /** Where the part stands that is being converted. */
  path(): PathSegment[] {
    return this.#containers.map((container) => container.segment(container.converted.length));
  }

  #has(source: object): boolean {
    if (this.#containers.length > MAX_SCANNED) {
      this.#sources ??= new Set(this.#containers.map((container) => container.source));
      return this.#sources.has(source);
    }
    for (const container of this.#containers) if (container.source === source) return true;
    return false;
  }
}
