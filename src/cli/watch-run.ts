/**
 * `ion run --watch FILE` (embedding 2.12): runs the script in a process of its own and, when the file changes, ends that
 * process and starts another. So even a script that never pauses can be replaced, and nothing of a run survives it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { dirname, resolve } from "node:path";
import type { CommandLine } from "./command-line.ts";
import { UsageError } from "./failure.ts";
import { FolderWatcher } from "./folder-watcher.ts";
import { STDIN } from "./source-input.ts";
import { announceWait, interruption } from "./watch.ts";

/** How long a cancelled script may take to end (embedding 2.12). */
const GRACE_MS = 1000;

const CLEAR_SCREEN = "\u001b[2J\u001b[3J\u001b[H";

export async function watchRun({ options, operands, args }: CommandLine): Promise<never> {
  const [script] = operands;
  if (script === undefined || script === STDIN || options.has("eval")) throw new UsageError("--watch needs a file");
  const scriptPath = resolve(script);
  const watcher = new FolderWatcher((path) => resolve(path) === scriptPath);
  watcher.watch(new Set([dirname(scriptPath)]));
  const interrupted = interruption();
  const start = () => new Run(args, () => announceWait(script));
  let run = start();
  try {
    for (;;) {
      await Promise.race([watcher.nextChange(), interrupted]);
      await run.end();
      if (process.stdout.isTTY) process.stdout.write(CLEAR_SCREEN);
      run = start();
    }
  } finally {
    watcher.close();
    await run.end();
  }
}

/** One process that runs the script. */
class Run {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isToEnd = false;

  /** `onEnd` is called when the script ends by itself. */
  constructor(args: readonly string[], onEnd: () => void) {
    const [main] = process.argv.slice(1);
    const child = spawn(process.execPath, [...process.execArgv, main!, ...withoutWatch(args)], { stdio: "inherit" });
    this.#child = child;
    this.#ended = new Promise<void>((done) => child.once("close", () => done()).once("error", () => done()));
    this.#ended.then(() => {
      if (!this.#isToEnd) onEnd();
    });
  }

  /** Cancels the script, and kills it when it has not ended in time. Resolves when its process is gone. */
  async end(): Promise<void> {
    this.#isToEnd = true;
    this.#child.kill("SIGTERM");
    const overdue = setTimeout(() => this.#child.kill("SIGKILL"), GRACE_MS);
    await this.#ended;
    clearTimeout(overdue);
  }
}

/** The option stands before the script; later ones are the script's own. */
function withoutWatch(args: readonly string[]): string[] {
  return args.toSpliced(args.indexOf("--watch"), 1);
}
