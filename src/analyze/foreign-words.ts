/**
 * Names that other languages have and Ion does not, with what Ion has instead. None of them is reserved: a host may
 * bind them all, so the advice is given where one turns out to mean nothing.
 */

const FUNCTION = "a function is declared with `fn name(a, b) { … }`";
const LET = "declare it with `let name = …;`, or with `let mut name = …;` to assign to it later";
const THROW = 'errors are returned, as in `return Err("why");`, and handed on with `?`; `assert(cond, msg)` raises one';
const TYPES = "programs declare no types: use dicts `#{…}` and tuples, or types that the host registers";
const MODULES = "library modules need no import: write `math::sqrt(x)`, or `use math::sqrt;` for the short name";
const NOTHING = "the absence of a value is `None`; unit is `()`";
const OUTPUT = "output goes through `io::println(…)`, `io::print(…)` and `io::eprintln(…)`";
const RECEIVER = "there are no methods of your own: pass the value as a parameter";
const ALL_VISIBLE = "every top-level `fn` is visible to the host: leave the word out";
const NEGATED = "negate the condition with `!`";

/** Words that begin a statement in other languages. */
export const STATEMENT_WORDS: ReadonlyMap<string, string> = new Map([
  ["const", LET],
  ["var", LET],
  ["val", LET],
  ["auto", LET],
  ["int", "the type follows the name: `let x: int = …;`"],
  ["float", "the type follows the name: `let x: float = …;`"],
  ["func", FUNCTION],
  ["fun", FUNCTION],
  ["def", FUNCTION],
  ["function", FUNCTION],
  ["elif", "write `else if`"],
  ["elsif", "write `else if`"],
  ["elseif", "write `else if`"],
  ["finally", "there is no `finally`: put what always runs behind the `try`"],
  ["throw", THROW],
  ["raise", THROW],
  ["class", TYPES],
  ["struct", TYPES],
  ["enum", TYPES],
  ["interface", TYPES],
  ["type", TYPES],
  ["import", MODULES],
  ["from", MODULES],
  ["require", MODULES],
  ["include", MODULES],
  ["pub", ALL_VISIBLE],
  ["export", ALL_VISIBLE],
  ["until", `there is no \`until\`: write \`while\` and ${NEGATED}`],
  ["unless", `there is no \`unless\`: write \`if\` and ${NEGATED}`],
  ["do", "there is no `do … while`: write `loop { …; if !cond { break; } }`"],
  ["switch", "there is no `switch`: write `match x { 1 => …, _ => … }`"],
  ["foreach", "write `for x in xs { … }`"],
  ["repeat", "write `for _ in 0..n { … }`, or `loop { … }`"],
  ["yield", "there are no generators: collect the values in a list, or send them through a `channel`"],
  ["go", "tasks are started with `spawn f(x)` inside `async { … }`"],
  ["defer", "there is no `defer`: put what always runs behind a `try`"],
  ["pass", "an empty block is `{ }`"],
  ["del", "names end with their block; a dict without a key is `d.remove(key)`"],
  ["delete", "names end with their block; a dict without a key is `d.remove(key)`"],
  ["new", "there is no `new`: call the function, or write `Name { field: value }`"],
  ["end", "a block ends with `}`: leave the word out"],
]);

const NAMES: ReadonlyMap<string, string> = new Map([
  ["null", NOTHING],
  ["nil", NOTHING],
  ["undefined", NOTHING],
  ["none", NOTHING],
  ["void", NOTHING],
  ["Null", NOTHING],
  ["True", "write `true`"],
  ["TRUE", "write `true`"],
  ["False", "write `false`"],
  ["FALSE", "write `false`"],
  ["this", RECEIVER],
  ["self", RECEIVER],
  ["super", RECEIVER],
  ["print", OUTPUT],
  ["println", OUTPUT],
  ["printf", OUTPUT],
  ["puts", OUTPUT],
  ["echo", OUTPUT],
  ["console", OUTPUT],
  ["Math", "the module is called `math`, as in `math::floor(x)`"],
  ["JSON", "the module is called `json`, as in `json::decode(text)`"],
  ["length", "write `len(x)` or `x.len()`"],
  ["lenght", "write `len(x)` or `x.len()`"],
  ["size", "write `len(x)` or `x.len()`"],
  ["typeof", "write `type_of(x)`"],
  ["string", "text of a value is `str(x)` or `x.to_string()`"],
  ["String", "text of a value is `str(x)` or `x.to_string()`"],
  ["parseInt", "write `int(text)`, or `text.to_int()` for an Option"],
  ["list", "a list is written `[1, 2]`; of a set, range or tuple, `x.to_list()`"],
  ["dict", 'a dict is written `#{key: value}` or `#{"text": value}`'],
  ["default", "the arm for everything else is `_ => …`"],
]);

/** What Ion has instead of a name. */
export function foreignName(name: string): string | undefined {
  return STATEMENT_WORDS.get(name) ?? NAMES.get(name);
}

/** Methods by what other languages call them, where the spelling is no hint. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  length: ["len"],
  lenght: ["len"],
  size: ["len"],
  count: ["len"],
  append: ["push"],
  add: ["push", "insert"],
  includes: ["contains", "contains_key"],
  has: ["contains", "contains_key"],
  toUpperCase: ["to_upper"],
  upper: ["to_upper"],
  toLowerCase: ["to_lower"],
  lower: ["to_lower"],
  strip: ["trim"],
  substring: ["slice"],
  substr: ["slice"],
  indexOf: ["index", "find"],
  startsWith: ["starts_with"],
  endsWith: ["ends_with"],
  forEach: ["map"],
  each: ["map"],
  select: ["filter"],
  inject: ["fold"],
  items: ["entries"],
  isSome: ["is_some"],
  unwrapOr: ["unwrap_or"],
  toString: ["to_string"],
};

/** What Ion calls a method, among the methods of the receiver. */
export function foreignMethod(name: string, methods: ReadonlySet<string>): string | undefined {
  if (!Object.hasOwn(METHODS, name)) return undefined;
  return METHODS[name]!.find((candidate) => methods.has(candidate));
}
