/**
 * Which loops and `async` blocks enclose the current place, and the static errors of their misuse (language 4.7,
 * concurrency B-15, B-17, S-2, S-3). Functions and lambdas start afresh.
 */
import type { ConcurrencyBackend } from "../../runtime/scheduler/manifest.ts";
import { createDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Name, SelectExpression, SpawnExpression } from "../syntax/ast.ts";

export type JumpKind = "break" | "continue";

interface LoopFrame {
  readonly label: string | null;
}

export class ControlScope {
  readonly diagnostics: Diagnostic[] = [];
  readonly #backend: ConcurrencyBackend;
  #loops: LoopFrame[] = [];
  #asyncDepth = 0;

  constructor(backend: ConcurrencyBackend) {
    this.#backend = backend;
  }

  inFunction(body: () => void): void {
    const loops = this.#loops;
    const asyncDepth = this.#asyncDepth;
    this.#loops = [];
    this.#asyncDepth = 0;
    body();
    this.#loops = loops;
    this.#asyncDepth = asyncDepth;
  }

  inLoop(label: string | null, body: () => void): void {
    this.#loops.push({ label });
    body();
    this.#loops.pop();
  }

  inAsync(body: () => void): void {
    this.#asyncDepth++;
    body();
    this.#asyncDepth--;
  }

  checkJump(kind: JumpKind, label: Name | null, start: number, end: number): void {
    if (label === null) {
      if (this.#loops.length === 0) this.diagnostics.push(createDiagnostic(`${kind}-outside-loop`, start, end));
    } else if (!this.#loops.some((loop) => loop.label === label.name)) {
      this.diagnostics.push(createDiagnostic(`${kind}-unknown-label`, start, end, label.name));
    }
  }

  /** Under the legacy backend these are rules for the running program (concurrency L-4). */
  checkSpawn(node: SpawnExpression, isCall: boolean): void {
    if (this.#backend === "legacy-threaded") return;
    if (this.#asyncDepth === 0) this.#report("spawn-outside-async", node.start, "spawn".length);
    else if (!isCall) this.#report("spawn-operand", node.start, "spawn".length);
  }

  checkSelect(node: SelectExpression, areCalls: boolean): void {
    if (this.#backend === "legacy-threaded") return;
    if (this.#asyncDepth === 0) this.#report("spawn-outside-async", node.start, "select".length);
    else if (node.branches.length === 0) this.#report("select-without-branches", node.start, "select".length);
    else if (!areCalls) this.#report("spawn-operand", node.start, "select".length);
  }

  #report(
    code: "spawn-outside-async" | "spawn-operand" | "select-without-branches",
    start: number,
    length: number,
  ): void {
    this.diagnostics.push(createDiagnostic(code, start, start + length));
  }
}
