/**
 * `--watch` (embedding 2.12): does something again whenever an Ion file changes, until a signal ends it. What goes wrong
 * in one round is reported and does not end the watch.
 */
import { dirname, resolve } from "node:path";
import { Interrupted, reportFailure } from "./failure.ts";
import { FolderWatcher, isFolder } from "./folder-watcher.ts";
import { expandOperands, foldersBelow } from "./input-files.ts";
import { STDIN } from "./source-input.ts";

/** Rejects with `Interrupted` when SIGINT or SIGTERM arrives. */
export function interruption(): Promise<never> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    process.once("SIGINT", () => reject(new Interrupted(130)));
    process.once("SIGTERM", () => reject(new Interrupted(143)));
  });
  // It may arrive while nobody waits for it; whoever waits next gets it all the same.
  interrupted.catch(() => {});
  return interrupted;
}

export function announceWait(what: string): void {
  process.stderr.write(`ion: waiting for changes of ${what}\n`);
}

/**
 * Calls `runRound` at once and after each change below the operands of `build` or `check`. Ends by a signal only: the
 * result is always a rejection.
 */
export async function watchOperands(operands: readonly string[], runRound: () => Promise<number>): Promise<never> {
  const named = new Set(operands.map((operand) => resolve(operand)));
  const watcher = new FolderWatcher((path) => path.endsWith(".ion") || named.has(resolve(path)) || isFolder(path));
  const interrupted = interruption();
  try {
    for (;;) {
      // Watching begins before the files are read, so that no change is lost in between.
      watcher.watch(await foldersOf(operands));
      await Promise.race([runRound().catch((error) => reportFailure(error, false)), interrupted]);
      announceWait(operands.join(", "));
      await Promise.race([watcher.nextChange(), interrupted]);
    }
  } finally {
    watcher.close();
  }
}

/** Every folder in which a file of the operands lies or may appear. */
async function foldersOf(operands: readonly string[]): Promise<Set<string>> {
  const folders = new Set<string>();
  for (const operand of operands) {
    if (operand === STDIN) continue;
    folders.add(isFolder(operand) ? resolve(operand) : dirname(resolve(operand)));
    // An operand without files stays an error of the round; its folder may get some later.
    const expanded = await expandOperands([operand]).catch(() => ({ folders: [] }));
    for (const folder of expanded.folders) {
      if (isFolder(operand) || /[*?]/.test(operand)) {
        for (const each of await foldersBelow(folder)) folders.add(resolve(each));
      }
    }
  }
  return folders;
}
