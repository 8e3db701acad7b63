/**
 * The `io` module (stdlib 5.6): text to the embedder's output handler, exactly one write for each call. The functions
 * suspend when the handler answers a promise, which `eval` refuses (concurrency M-9, M-12, H-10).
 */
import { runtimeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import { type OutcomeReader, waiter } from "../machine/waiter.ts";
import { display } from "../values/display.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";
import { handlerFailure } from "./handler-failure.ts";
import type { OutputStream, Services } from "./services.ts";

function writer(name: string, stream: OutputStream, ending: string): MemberFunction {
  return (args, services) =>
    waiter().operate(() => write(services, stream, args.map(display).join(" ") + ending, name));
}

function write({ output }: Services, stream: OutputStream, text: string, name: string): Outcome {
  if (output === null) throw runtimeError("io output handler is not configured; call Engine.setOutput");
  let written: PromiseLike<unknown> | null;
  try {
    const answer: unknown = output.write(stream, text);
    written = isPromiseLike(answer) ? answer : null;
  } catch (thrown) {
    throw handlerFailure(thrown);
  }
  return written === null ? undefined : waiter().waitFor(written, name, WRITTEN);
}

function isPromiseLike(answer: unknown): answer is PromiseLike<unknown> {
  return typeof answer === "object" && answer !== null && "then" in answer && typeof answer.then === "function";
}

const WRITTEN: OutcomeReader = { value: () => undefined, error: handlerFailure };

export const io: ModuleDefinition<"io"> = {
  print: writer("io::print", "stdout", ""),
  println: writer("io::println", "stdout", "\n"),
  eprintln: writer("io::eprintln", "stderr", "\n"),
};
