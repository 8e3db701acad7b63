/**
 * What to write instead: help for the mistakes that people bring from other languages.
 *
 * In: a parse error and the tokens around it. Out: a help line, or undefined where nothing better than the code's own
 * help is known. The message of an error is never touched: it is the specification's. Rules of a code are tried in
 * order; `site.token(n)` counts from the offending token.
 */
import type { DiagnosticCode } from "../../diagnostics/codes.ts";
import { TOKEN, type Token, type TokenType } from "../token.ts";

export interface ErrorSite {
  readonly code: DiagnosticCode;
  /** The token that had to stand here, if the error is about one. */
  readonly expected: TokenType | null;
  readonly tokens: readonly Token[];
  readonly index: number;
}

export function adviseOn(site: ErrorSite): string | undefined {
  const surroundings = new Surroundings(site);
  for (const rule of [...(RULES[site.code] ?? []), ...COMMON_RULES]) {
    const help = rule(surroundings);
    if (help !== undefined) return help;
  }
  return undefined;
}

class Surroundings {
  readonly expected: TokenType | null;
  readonly #tokens: readonly Token[];
  readonly #index: number;

  constructor({ expected, tokens, index }: ErrorSite) {
    this.expected = expected;
    this.#tokens = tokens;
    this.#index = index;
  }

  get found(): TokenType {
    return this.#tokens[this.#index]!.type;
  }

  token(offset: number): Token | undefined {
    return this.#tokens[this.#index + offset];
  }

  is(offset: number, ...types: readonly TokenType[]): boolean {
    const token = this.token(offset);
    return token !== undefined && types.includes(token.type);
  }

  isWord(offset: number, ...words: readonly string[]): boolean {
    const token = this.token(offset);
    return token?.type === TOKEN.Ident && words.includes(token.value as string);
  }

  /** Whether the tokens from `offset` on have these types and touch each other. */
  isOperator(offset: number, ...types: readonly TokenType[]): boolean {
    return types.every((type, at) => {
      const token = this.token(offset + at);
      return token?.type === type && (at === 0 || token.start === this.token(offset + at - 1)!.end);
    });
  }

  /** Whether one of these words stands at most that many tokens before. */
  hasWordBefore(distance: number, ...words: readonly string[]): boolean {
    for (let offset = -1; offset >= -distance; offset--) if (this.isWord(offset, ...words)) return true;
    return false;
  }

  /** The source spelling of the token in front, where the token table knows it. */
  spelling(offset: number): string {
    return this.token(offset)?.type.text ?? "";
  }
}

type Rule = (site: Surroundings) => string | undefined;

const LAMBDA = "a function value is written `|x| …` or `|x| { … }`";
const NO_ARROW = "a function has no result type: the block follows the parameters";
const NO_PARAMETER_TYPE = "parameters have no types; only `let` takes one, as in `let x: int = …;`";
const EQUALITY = "compare with `==`; an assignment is a statement of its own";
const KEYWORD_KEY = 'a key that is a keyword needs quotes, and brackets to read it: `d["if"]`';

/** Operators that have no assigning form. */
const WITHOUT_ASSIGNMENT: readonly TokenType[] = [
  TOKEN.And,
  TOKEN.Or,
  TOKEN.Percent,
  TOKEN.Ampersand,
  TOKEN.PipeSym,
  TOKEN.Caret,
  TOKEN.Shl,
  TOKEN.Shr,
];

const STATEMENT_HELP: ReadonlyMap<TokenType, string> = new Map<TokenType, string>([
  [TOKEN.Fn, `\`fn\` needs a name and is a statement; ${LAMBDA}`],
  [TOKEN.Let, "`let` is a statement: put it in front, or into a block `{ let x = …; … }`"],
  [TOKEN.Mut, "write `let mut name = …;`"],
  [TOKEN.For, "`for` is a statement without a value; `[… for x in xs]` makes a list"],
  [TOKEN.While, "`while` is a statement without a value; `loop` with `break value;` has one"],
  [TOKEN.Return, "`return` is a statement: wrap it in a block, `{ return …; }`"],
  [TOKEN.Break, "`break` is a statement: wrap it in a block, `{ break; }`"],
  [TOKEN.Continue, "`continue` is a statement: wrap it in a block, `{ continue; }`"],
  [TOKEN.Use, "`use` is a statement: put it in front"],
  [TOKEN.Else, "`else` directly follows the `}` of an `if`"],
  [TOKEN.Catch, "`catch` directly follows the block of a `try`"],
  [TOKEN.Await, "`.await` stands behind the task: `task.await`"],
]);

const BLOCK = "a block stands in braces: `{ … }`";
const NO_SWITCH = "there is no `switch`: write `match x { 1 => …, _ => … }`";
const NO_TYPES = "programs declare no types: use dicts `#{…}` and tuples, or types that the host registers";
const TYPE_TEST = 'test with `type_of(x) == "int"`, or `match` the value';

const unexpectedToken: readonly Rule[] = [
  (site) => (site.isOperator(0, TOKEN.Plus, TOKEN.Plus) ? "there is no `++`; write `x += 1;`" : undefined),
  (site) => (site.isOperator(0, TOKEN.Colon, TOKEN.Eq) ? "there is no `:=`; write `let x = …;`" : undefined),
  (site) => (site.found === TOKEN.DotDotDot ? "a list of arguments is spread with `*`: `f(*xs)`" : undefined),
  (site) => (site.found === TOKEN.In ? "the loop is written `for x in xs { … }`" : undefined),
  (site) => (site.found === TOKEN.Colon && site.hasWordBefore(6, "case", "default") ? NO_SWITCH : undefined),
  (site) => (site.found === TOKEN.Colon && site.is(-1, TOKEN.RParen) ? BLOCK : undefined),
  (site) =>
    site.found === TOKEN.Else && site.hasWordBefore(40, "elif", "elsif", "elseif") ? "write `else if`" : undefined,
  (site) => (site.isWord(-1, "case") ? "an arm is `pattern => value`, without `case`" : undefined),
  (site) => (site.isOperator(-1, TOKEN.Plus, TOKEN.Plus) ? "there is no `++`; write `x += 1;`" : undefined),
  (site) => (site.isOperator(-2, TOKEN.Minus, TOKEN.Minus) ? "there is no `--`; write `x -= 1;`" : undefined),
  (site) => (site.isOperator(-1, TOKEN.Star, TOKEN.Star) ? "there is no `**`; write `math::pow(x, y)`" : undefined),
  (site) => (site.isOperator(-1, TOKEN.Minus, TOKEN.Gt) ? "there is no `->`; members are reached with `.`" : undefined),
  (site) =>
    site.isOperator(0, TOKEN.Slash, TOKEN.Star) ? "there are no block comments; begin each line with `//`" : undefined,
  (site) => {
    if (site.found !== TOKEN.Eq) return undefined;
    if (site.is(-1, TOKEN.EqEq, TOKEN.BangEq))
      return `there is no \`${site.spelling(-1)}=\`; write \`${site.spelling(-1)}\``;
    const operator = site.spelling(-1);
    return site.is(-1, ...WITHOUT_ASSIGNMENT)
      ? `there is no \`${operator}=\`; write \`x = x ${operator} …;\``
      : undefined;
  },
  (site) => {
    if (site.found !== TOKEN.Semicolon) return undefined;
    if (site.is(-1, TOKEN.Semicolon, TOKEN.RBrace)) return "remove this `;`: there is no empty statement";
    return "a value is missing before this `;`";
  },
  (site) => {
    if (site.found !== TOKEN.Colon) return undefined;
    if (site.token(-1)?.type.isKeyword) return KEYWORD_KEY;
    return site.is(-2, TOKEN.LBrace) ? "a dict literal begins with `#{`, as in `#{name: value}`" : undefined;
  },
  (site) => (site.isOperator(0, TOKEN.Dot, TOKEN.Int) ? "a float begins with a digit: `0.5`" : undefined),
  (site) => (site.found === TOKEN.Ampersand ? "there are no references: values are passed as they are" : undefined),
  // The `Eof` in front is that of the stretch before: the interpolation is empty.
  (site) =>
    site.is(-1, TOKEN.Eof) && site.found === TOKEN.Eof
      ? "put an expression between the braces, or write `\\{`"
      : undefined,
  (site) => {
    if (site.found !== TOKEN.RBrace) return undefined;
    if (site.is(-1, TOKEN.Break, TOKEN.Return)) return "this statement needs a `;`";
    const isAtStart = site.token(-1) === undefined || site.is(-1, TOKEN.Semicolon, TOKEN.RBrace);
    return isAtStart ? "look for an unmatched `}`" : undefined;
  },
  (site) => STATEMENT_HELP.get(site.found),
];

const missingSemicolon: readonly Rule[] = [
  (site) =>
    site.isOperator(-2, TOKEN.Question, TOKEN.Question) ? "there is no `??`; write `x.unwrap_or(y)`" : undefined,
  (site) => (site.is(-1, TOKEN.Question) ? "there is no `a ? b : c`; write `if a { b } else { c }`" : undefined),
  (site) => (site.found === TOKEN.If ? "write `if a { b } else { c }`: the condition comes first" : undefined),
  (site) => (site.found === TOKEN.As ? "there are no casts; write `int(x)`, `float(x)` or `str(x)`" : undefined),
  (site) => (site.found === TOKEN.In ? "test with `xs.contains(x)`" : undefined),
  (site) => (site.found === TOKEN.Eq ? "assign one name at a time; compare with `==`" : undefined),
  (site) =>
    site.is(0, TOKEN.DotDot, TOKEN.DotDotEq) ? "a range has two ends; parenthesize a range inside a range" : undefined,
  (site) => (site.isWord(0, "finally") ? "there is no `finally`: put what always runs behind the `try`" : undefined),
  (site) =>
    site.found === TOKEN.LBrace && site.is(-1, TOKEN.RParen) && site.hasWordBefore(12, "function", "func", "def")
      ? LAMBDA
      : undefined,
  (site) => (site.isWord(-1, "lambda", "function", "func", "def") ? LAMBDA : undefined),
  (site) =>
    site.isWord(-1, "new") ? "there is no `new`: call the function, or write `Name { field: value }`" : undefined,
];

const expectedToken: readonly Rule[] = [
  (site) => (site.hasWordBefore(6, "class", "struct", "enum", "interface") ? NO_TYPES : undefined),
  (site) => (site.expected === TOKEN.Arrow ? arrowHelp(site) : undefined),
  (site) => (site.expected === TOKEN.LBrace ? blockHelp(site) : undefined),
  (site) => (site.expected === TOKEN.Eq ? valueHelp(site) : undefined),
  (site) => (site.expected === TOKEN.Comma ? commaHelp(site) : undefined),
  (site) => (site.expected === TOKEN.PipeSym ? lambdaParameterHelp(site) : undefined),
  (site) => (site.expected === TOKEN.RBracket ? bracketHelp(site) : undefined),
  (site) => (site.expected === TOKEN.LParen ? openingHelp(site) : undefined),
  (site) => (site.expected === TOKEN.RParen && site.found === TOKEN.Eq ? EQUALITY : undefined),
  (site) =>
    site.expected === TOKEN.RParen && site.found === TOKEN.Comma ? "`Some`, `Ok` and `Err` hold one value" : undefined,
  (site) => (site.expected === TOKEN.Colon ? "an entry is `key: value`" : undefined),
  (site) => (site.expected === TOKEN.In && site.isWord(0, "of") ? "write `in`" : undefined),
  (site) =>
    site.expected === TOKEN.Catch && site.isWord(0, "except", "rescue", "finally")
      ? "what handles the error is `catch e { … }`"
      : undefined,
  (site) => (site.expected === TOKEN.Catch ? "a `try` needs its `catch name { … }`" : undefined),
  (site) =>
    site.expected === TOKEN.Lt
      ? "this type needs its arguments, as in `Option<int>` or `Result<int, string>`"
      : undefined,
  (site) => (site.expected === TOKEN.Gt && site.found === TOKEN.GtEq ? "put a space between `>` and `=`" : undefined),
];

function arrowHelp(site: Surroundings): string {
  if (site.isWord(-1, "case")) return "an arm is `pattern => value`, without `case`";
  if (site.found === TOKEN.PipeSym) return "there are no or-patterns: write one arm for each, or a guard `x if …`";
  if (site.is(0, TOKEN.DotDot, TOKEN.DotDotEq)) return "there are no range patterns: use a guard, `n if n >= 1`";
  return "between a pattern and its value stands `=>`";
}

function blockHelp(site: Surroundings): string | undefined {
  if (site.isOperator(0, TOKEN.Minus, TOKEN.Gt)) return NO_ARROW;
  if (site.found === TOKEN.If && site.is(-1, TOKEN.Else))
    return "after `if let`, `else` takes a block: `else { if … }`";
  if (site.found === TOKEN.Colon) return BLOCK;
  if (site.found === TOKEN.Eq) return EQUALITY;
  if (site.found === TOKEN.In) return "test with `xs.contains(x)`, in parentheses";
  if (site.found === TOKEN.Fn && site.is(-1, TOKEN.Async)) return "there is no `async fn`: every `fn` may wait";
  if (site.isWord(0, "then")) return "there is no `then`: write `if a { b }`";
  if (site.isWord(0, "is")) return "compare with `==`";
  if (site.isWord(0, "instanceof") || site.isWord(-1, "typeof")) return TYPE_TEST;
  if (site.isWord(-1, "range")) return "a range is written `0..10`";
  if (site.is(0, TOKEN.Semicolon, TOKEN.Eof) && site.hasWordBefore(12, "do"))
    return "there is no `do … while`: write `loop { …; if !cond { break; } }`";
  if (site.found === TOKEN.Else) return "write `if a { b } else { c }`: the condition comes first";
  if (site.isWord(0, "and", "or") || site.isWord(-1, "not")) return undefined;
  return "a block in braces belongs here: `{ … }`";
}

function valueHelp(site: Surroundings): string | undefined {
  if (site.found === TOKEN.If) return "the branches of a `select` have no guards";
  if (!site.is(-2, TOKEN.Let, TOKEN.Mut)) return undefined;
  if (site.found === TOKEN.Mut) return "`mut` stands before the name: `let mut x = …;`";
  if (site.isWord(-1, "rec")) return "leave out `rec`: a `fn` may call itself";
  if (site.found === TOKEN.Semicolon) return "a `let` needs a value, as in `let x = None;`";
  if (site.found === TOKEN.Comma) return "take a tuple apart with `let (a, b) = …;`";
  return site.found === TOKEN.Ident ? "the type follows the name: `let x: int = …;`" : undefined;
}

function commaHelp(site: Surroundings): string | undefined {
  if (site.found === TOKEN.Colon) return NO_PARAMETER_TYPE;
  return site.found === TOKEN.Eq ? "a keyword argument is written `name: value`" : undefined;
}

function lambdaParameterHelp(site: Surroundings): string | undefined {
  if (site.found === TOKEN.Eq) return "parameters of a lambda have no defaults; declare a `fn`";
  return site.found === TOKEN.Colon ? NO_PARAMETER_TYPE : undefined;
}

function bracketHelp(site: Surroundings): string | undefined {
  if (site.found === TOKEN.For) return "a comprehension has one `for`";
  if (site.found !== TOKEN.Comma) return undefined;
  return "a line that begins with `[` goes on with the expression before it: end that with `;`";
}

function openingHelp(site: Surroundings): string | undefined {
  if (site.is(-1, TOKEN.Some, TOKEN.Ok, TOKEN.Err)) {
    const name = site.spelling(-1);
    return `\`${name}\` takes its value in parentheses; as a function it is \`|x| ${name}(x)\``;
  }
  return "parameters stand in parentheses: `fn name() { … }`";
}

const expectedIdentifier: readonly Rule[] = [
  (site) => (site.found === TOKEN.Mut ? "parameters are immutable; write `let mut a = a;` in the body" : undefined),
  (site) => (site.found === TOKEN.LParen && site.is(-1, TOKEN.Fn) ? LAMBDA : undefined),
  (site) => (site.isOperator(-1, TOKEN.Colon, TOKEN.Eq) ? "there is no `:=`; write `let x = …;`" : undefined),
  (site) =>
    site.found === TOKEN.PipeSym && site.is(-1, TOKEN.Comma)
      ? "remove the `,`: a lambda takes no trailing one"
      : undefined,
  (site) => (site.is(-1, TOKEN.Dot) && site.token(0)!.type.isKeyword ? KEYWORD_KEY : undefined),
  keywordHelp,
];

const unexpectedPatternToken: readonly Rule[] = [
  (site) =>
    site.found === TOKEN.Let && site.is(-2, TOKEN.For) ? "the loop is written `for i in 0..3 { … }`" : undefined,
  (site) =>
    site.found === TOKEN.HashBrace ? "there are no dict patterns: read the fields, or compare in a guard" : undefined,
  (site) => (site.found === TOKEN.DotDotDot ? "`...rest` stands only in list patterns: `[first, ...rest]`" : undefined),
  (site) => (site.found === TOKEN.Mut ? "`mut` stands once, right behind `let`" : undefined),
  (site) =>
    site.found === TOKEN.FStr ? 'compare with a text that is computed in a guard: `s if s == f"…"`' : undefined,
  keywordHelp,
];

function keywordHelp(site: Surroundings): string | undefined {
  const { isKeyword, text } = site.token(0)!.type;
  return isKeyword ? `\`${text}\` is a keyword; choose another name` : undefined;
}

/** Closing brackets with the opening ones that they belong to. */
const OPENING: ReadonlyMap<TokenType, string> = new Map<TokenType, string>([
  [TOKEN.RParen, "("],
  [TOKEN.RBracket, "["],
  [TOKEN.RBrace, "{"],
]);

const COMMON_RULES: readonly Rule[] = [
  (site) => (site.found === TOKEN.Arrow ? LAMBDA : undefined),
  (site) => (site.isWord(0, "and") ? "write `&&`" : undefined),
  (site) => (site.isWord(0, "or") ? "write `||`" : undefined),
  (site) => (site.isWord(-1, "not") ? "write `!`" : undefined),
  (site) => {
    const opening = site.expected === null ? undefined : OPENING.get(site.expected);
    const isOver = site.found === TOKEN.Semicolon || site.found === TOKEN.Eof || site.found.startsStatement;
    return isOver && opening !== undefined ? `look for an unmatched \`${opening}\`` : undefined;
  },
];

const expectedCatchName: readonly Rule[] = [
  (site) => (site.found === TOKEN.LParen ? "leave out the parentheses: `catch e { … }`" : undefined),
];

const RULES: { readonly [Code in DiagnosticCode]?: readonly Rule[] } = {
  "unexpected-token": unexpectedToken,
  "missing-semicolon": missingSemicolon,
  "expected-token": expectedToken,
  "expected-identifier": expectedIdentifier,
  "unexpected-pattern-token": unexpectedPatternToken,
  "expected-catch-name": expectedCatchName,
};
