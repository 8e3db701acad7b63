/**
 * Containers of the host that are being converted to Ion, innermost last (to-ion.ts). They stand on a list of their own,
 * so that nesting needs no JavaScript stack, and they are the path to whatever goes wrong.
 * Invariant: no object is on the list twice; a cycle is found where it closes.
 */
import type { Value } from "../values/value.ts";
import type { PathSegment } from "./conversion-error.ts";

/** A container whose parts are converted in order. A part is read when its turn comes, so that getters run in order. */
export abstract class OpenContainer {
  /** Where the parts are. */
  readonly source: object;
  /** What the host passed, if its `toIon` answered the source; the same object inside itself is a cycle. */
  identity: object;
  /** The parts that are done. */
  readonly converted: Value[] = [];
  abstract readonly length: number;

  constructor(source: object) {
    this.source = source;
    this.identity = source;
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
  /** Their identities, as soon as there are many. */
  #identities: Set<object> | null = null;

  get innermost(): OpenContainer | undefined {
    return this.#containers[this.#containers.length - 1];
  }

  /** Adds a container; false when it is inside itself. */
  push(container: OpenContainer): boolean {
    if (this.#has(container.identity)) return false;
    this.#containers.push(container);
    this.#identities?.add(container.identity);
    return true;
  }

  pop(): void {
    const container = this.#containers.pop()!;
    this.#identities?.delete(container.identity);
  }

  /** Where the part stands that is being converted. */
  path(): PathSegment[] {
    return this.#containers.map((container) => container.segment(container.converted.length));
  }

  #has(identity: object): boolean {
    if (this.#containers.length > MAX_SCANNED) {
      this.#identities ??= new Set(this.#containers.map((container) => container.identity));
      return this.#identities.has(identity);
    }
    for (const container of this.#containers) if (container.identity === identity) return true;
    return false;
  }
}
