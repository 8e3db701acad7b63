/**
 * Where `ion build` writes: `root/a/b.ion` → `outdir/a/b.mjs`, beside the source without an outdir (embedding 2.12).
 * Invariant of a plan: no two inputs share an output, and no output is an input.
 */
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { FileError, UsageError } from "./failure.ts";
import type { InputFiles } from "./input-files.ts";
import { STDIN } from "./source-input.ts";

export interface OutputPlan {
  readonly input: string;
  /** The program's name in the module: the input's path from the root, with `/`. */
  readonly moduleName: string;
  readonly output: string;
}

export interface OutputOptions {
  readonly outdir: string | undefined;
  readonly outfile: string | undefined;
  readonly root: string | undefined;
}

export function planOutputs(inputs: InputFiles, options: OutputOptions): OutputPlan[] {
  if (options.outfile !== undefined && inputs.files.length > 1) {
    throw new UsageError(`option '--outfile' works with one input, got ${inputs.files.length}`);
  }
  const root = options.root ?? commonFolder(inputs.folders);
  const plans = inputs.files.map((input) => planOutput(input, root, options));
  refuseCollisions(plans);
  return plans;
}

function planOutput(input: string, root: string, { outdir, outfile }: OutputOptions): OutputPlan {
  const fromRoot = relative(root, input);
  if (fromRoot.startsWith("..")) throw new UsageError(`${input} is outside of the root folder ${root}`);
  const moduleName = input === STDIN ? "<stdin>" : fromRoot.replaceAll(sep, "/");
  if (outfile !== undefined) return { input, moduleName, output: outfile };
  const target = outdir === undefined ? input : join(outdir, fromRoot);
  const stem = basename(target, extname(target) === ".ion" ? ".ion" : "");
  return { input, moduleName, output: join(dirname(target), `${stem}.mjs`) };
}

/** Where the declarations of a module go: beside the output, and beside the source for those who import that. */
export function declarationFiles({ input, output }: OutputPlan): string[] {
  const besideOutput = output.replace(/(?:\.([cm]?)js)?$/, (_, kind = "m") => `.d.${kind}ts`);
  return input.endsWith(".ion") ? [besideOutput, `${input.slice(0, -".ion".length)}.d.ion.ts`] : [besideOutput];
}

export function commonFolder(folders: readonly string[]): string {
  const [first = ".", ...others] = folders.map((folder) => resolve(folder));
  return others.reduce((common, folder) => {
    while (relative(common, folder).startsWith("..")) common = dirname(common);
    return common;
  }, first);
}

function refuseCollisions(plans: readonly OutputPlan[]): void {
  const inputs = new Set(plans.map(({ input }) => resolve(input)));
  const writers = new Map<string, string>();
  for (const { input, output } of plans) {
    const target = resolve(output);
    if (inputs.has(target)) throw new FileError(`cannot write ${output}: it is an input`);
    const other = writers.get(target);
    if (other !== undefined) throw new FileError(`cannot write ${output}: both ${other} and ${input} compile to it`);
    writers.set(target, input);
  }
}
