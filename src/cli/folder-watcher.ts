/**
 * Watches folders for changes of Ion files. Folders and not files, because editors replace files when they save. Several
 * changes in quick succession are one.
 */
import { type FSWatcher, statSync, watch } from "node:fs";
import { join } from "node:path";

/** A save is often several events. */
const SETTLE_MS = 50;

export class FolderWatcher {
  readonly #isRelevant: (path: string) => boolean;
  readonly #watchers = new Map<string, FSWatcher>();
  #settling: NodeJS.Timeout | undefined;
  #hasChanged = false;
  #wake: (() => void) | undefined;

  /** `isRelevant` is asked about every path that changes, files and new folders. */
  constructor(isRelevant: (path: string) => boolean) {
    this.#isRelevant = isRelevant;
  }

  /** Watches these folders from now on, and no others. Folders that are gone are left out. */
  watch(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#open(folder);
  }

  /** Resolves at the next change; at once when there was one since the last call resolved. */
  async nextChange(): Promise<void> {
    if (!this.#hasChanged) await new Promise<void>((wake) => (this.#wake = wake));
    this.#hasChanged = false;
    this.#wake = undefined;
  }

  close(): void {
    this.watch(new Set());
    clearTimeout(this.#settling);
  }

  #open(folder: string): void {
    try {
      const watcher = watch(folder, (_event, name) => this.#notice(name === null ? folder : join(folder, name)));
      // A folder that goes away says so in its parent, too.
      watcher.on("error", () => watcher.close());
      this.#watchers.set(folder, watcher);
    } catch {
      // Whoever reads the folder or its files reports what is wrong with it.
    }
  }

  #notice(path: string): void {
    if (!this.#isRelevant(path)) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#hasChanged = true;
      this.#wake?.();
    }, SETTLE_MS);
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
