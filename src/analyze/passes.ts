/**
 * The optimizations, by name. Each can be switched off (`optimize: { slicedLoops: false }`), which changes the speed of
 * a program and nothing else: the conformance programs run with each one off.
 */
export const PASSES = {
  /** Loops in which nothing waits count their turns in a local variable (benchmark "integer loop"). */
  slicedLoops: "count the turns of loops in which nothing waits in a local variable",
  /** Arithmetic and comparisons of small ints stand in the compiled code (benchmarks "integer loop" and "fib"). */
  inlineInts: "compute with small ints in place",
  /** V8 learns before a loop that its ints are small ones (benchmarks "integer loop" and "tail recursion"). */
  guardedInts: "ask before a loop whether the variables that only arithmetic feeds are small ints",
  /** Loops of the top level work on copies of its variables (benchmark "integer loop, at top level"). */
  closedLoops: "keep variables of the top level in locals while a loop runs in which nobody else sees them",
  /** Locals that are always floats hold a plain number (benchmark "mandelbrot"). */
  unboxedFloats: "keep floats in locals unboxed",
  /** Arithmetic that gives a float asks once whether all its variables hold floats (benchmark "n-body"). */
  floatTrees: "ask once whether all variables of an arithmetic expression hold floats",
  /** A function that calls itself last counts its turns in a local variable (benchmark "tail recursion"). */
  countedTails: "count the turns of tail recursion in a local variable",
  /** Small functions that may suspend run as plain functions until they do (benchmark "call that could suspend"). */
  plainEntries: "run small functions that may suspend as plain ones until they do",
  /** Lists and dicts that only one variable holds are written in place (benchmarks "sieve" and "list push"). */
  ownedValues: "write in place what only one variable holds",
  /** Comprehensions over ranges set the room for their items aside (benchmark "sieve"). */
  roomyLists: "give a list that a comprehension makes of a range its length from the start",
  /** The commonest methods of lists are called without looking them up (benchmark "interpreter loop"). */
  directMethods: "call `len` and `push` of lists and `unwrap` without looking the method up",
  /** In loops, fields of records are read and written in the compiled code (benchmark "n-body"). */
  fieldsInPlace: "read and write fields of records in place in loops",
} as const;

export type PassName = keyof typeof PASSES;
export type PassSwitches = { readonly [K in PassName]?: boolean };
export type Passes = { readonly [K in PassName]: boolean };

export const PASS_NAMES = Object.keys(PASSES) as readonly PassName[];

export function resolvePasses(switches: PassSwitches = {}): Passes {
  return Object.fromEntries(PASS_NAMES.map((name) => [name, switches[name] ?? true])) as Passes;
}

export const ALL_PASSES: Passes = resolvePasses();
