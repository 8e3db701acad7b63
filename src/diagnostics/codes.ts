/**
 * The table of everything that can be wrong with a program before it runs: one row per code.
 *
 * A code is stable; its message is the specification's, to the letter (language 1 and 2.5, 4.7, concurrency 10.2). The
 * help line says what to write instead; the parser replaces it where it knows more (syntax/parser/advice.ts).
 * Every row has a fixture in fixtures/errors/.
 */

/** The header word of an error (language 5.1). Static misuse has the kind of the error it replaces: `runtime`. */
export type DiagnosticKind = "lex" | "parse" | "runtime";
export type Severity = "error" | "warning";

interface CodeRow<Arguments extends readonly string[]> {
  readonly severity: Severity;
  readonly kind: DiagnosticKind;
  readonly message: (...args: Arguments) => string;
  readonly help: string | undefined;
}

function row<Arguments extends readonly string[]>(
  kind: DiagnosticKind,
  message: (...args: Arguments) => string,
  help?: string,
): CodeRow<Arguments> {
  return { severity: "error", kind, message, help };
}

function warning<Arguments extends readonly string[]>(
  kind: DiagnosticKind,
  message: (...args: Arguments) => string,
  help: string,
): CodeRow<Arguments> {
  return { severity: "warning", kind, message, help };
}

const ESCAPES = 'the escapes are \\n \\t \\r \\\\ \\" \\{ \\} and \\u{…}';
const UNICODE_ESCAPE = "write 1 to 6 hex digits in braces, as in \\u{1F600}";

export const CODES = {
  // Lexical errors: language 1.
  "unexpected-character": row("lex", (character: string) => `unexpected character: ${character}`),
  "invalid-integer": row("lex", () => "invalid integer literal", "the largest int is 9223372036854775807"),
  "unterminated-string": row("lex", () => "unterminated string", 'close the string with `"`'),
  "unterminated-triple-string": row("lex", () => "unterminated triple-quoted string", 'close the string with `"""`'),
  "invalid-escape": row("lex", () => "invalid escape sequence", ESCAPES),
  "unicode-escape-without-brace": row("lex", () => "expected '{' after \\u", UNICODE_ESCAPE),
  "empty-unicode-escape": row("lex", () => "empty unicode escape", UNICODE_ESCAPE),
  "invalid-unicode-escape": row("lex", () => "invalid unicode escape", UNICODE_ESCAPE),
  "invalid-code-point": row(
    "lex",
    () => "invalid unicode code point",
    "code points end at 10FFFF; D800 to DFFF are not characters",
  ),
  "long-unicode-escape": row("lex", () => "unicode escape too long (max 6 hex digits)", UNICODE_ESCAPE),
  "unterminated-unicode-escape": row("lex", () => "unterminated unicode escape", UNICODE_ESCAPE),
  "unterminated-bytes": row("lex", () => "unterminated byte string", 'close the byte string with `"`'),
  "invalid-bytes-escape": row(
    "lex",
    () => "invalid escape sequence in byte string",
    'the escapes of a byte string are \\n \\t \\r \\\\ \\" \\0 and \\xHH',
  ),
  "invalid-hex-escape": row("lex", () => "invalid hex escape in byte string", "write two hex digits, as in \\x0a"),
  "expected-label-name": row(
    "lex",
    () => "expected label name after '",
    "a label is `'name`; strings stand in double quotes",
  ),

  // Parse errors: language 2.5.
  "expected-token": row("parse", (expected: string, found: string) => `expected ${expected}, found ${found}`),
  "missing-semicolon": row(
    "parse",
    (found: string) => `expected Semicolon, found ${found}`,
    "this statement needs a `;`",
  ),
  "missing-brace": row("parse", (found: string) => `expected RBrace, found ${found}`, "look for an unmatched `{`"),
  "expected-identifier": row("parse", (found: string) => `expected identifier, found ${found}`),
  "unexpected-token": row("parse", (found: string) => `unexpected token: ${found}`),
  "unexpected-pattern-token": row("parse", (found: string) => `unexpected token in pattern: ${found}`),
  "expected-loop": row(
    "parse",
    (found: string) => `expected loop after label, found ${found}`,
    "only `for`, `while` and `loop` take a label",
  ),
  "expected-catch-name": row(
    "parse",
    () => "expected identifier after 'catch'",
    "name the error, as in `catch e { … }`; `catch _ { … }` ignores it",
  ),
  "invalid-assignment-target": row(
    "parse",
    () => "invalid assignment target",
    "assign to a name, `name[index]` or `name.field`; compare with `==`",
  ),
  "short-use-path": row(
    "parse",
    () => "use statement requires at least module::name",
    "write `use module::name;`; without `use`, members are reached as `module::name`",
  ),
  "positional-after-keyword": row(
    "parse",
    () => "positional arguments cannot follow keyword arguments",
    "move this argument before the first `name: value`",
  ),
  "duplicate-parameter": row("parse", (name: string) => `duplicate parameter '${name}'`, "rename one of the two"),
  "invalid-slash-marker": row(
    "parse",
    () => "invalid '/' parameter marker",
    "`/` stands once, after the positional-only parameters and before any `*`",
  ),
  "invalid-star-marker": row(
    "parse",
    () => "invalid '*' parameter marker",
    "`*` stands once, before the keyword-only parameters; after `*args` it is not needed",
  ),
  "invalid-rest-parameter": row(
    "parse",
    () => "invalid *args parameter",
    "a function has one `*args`, and it stands before `**kwargs`",
  ),
  "duplicate-keyword-rest": row("parse", () => "duplicate **kwargs parameter", "a function has one `**kwargs`"),
  "parameter-after-keyword-rest": row(
    "parse",
    () => "parameters cannot follow **kwargs",
    "make `**kwargs` the last parameter",
  ),
  "unexpected-interpolation-token": row(
    "parse",
    (found: string) => `unexpected token in f-string expression: ${found}`,
    "`{…}` holds one expression, without a format; write `\\{` for a brace in the text",
  ),
  "unterminated-interpolation": row(
    "parse",
    () => "unterminated expression in f-string",
    "close the expression with `}`, or write `\\{` for a brace in the text",
  ),
  "nested-too-deeply": row(
    "parse",
    () => "expression is nested too deeply",
    "split it up: give the inner parts names with `let`, or move them into functions",
  ),
  "too-many-variables": row(
    "parse",
    () => "too many variables in one function",
    "the JavaScript stack has no room for more than 50,000: move parts of the code into functions",
  ),

  // Static misuse: language 4.7, concurrency 10.2.
  "break-outside-loop": row("runtime", () => "break outside of loop", "`break` leaves a loop of the same function"),
  "continue-outside-loop": row(
    "runtime",
    () => "continue outside of loop",
    "`continue` repeats a loop of the same function",
  ),
  "break-unknown-label": row(
    "runtime",
    (label: string) => `break with unknown label '${label}`,
    "the label must stand before an enclosing loop of the same function",
  ),
  "continue-unknown-label": row(
    "runtime",
    (label: string) => `continue with unknown label '${label}`,
    "the label must stand before an enclosing loop of the same function",
  ),
  "spawn-outside-async": row(
    "runtime",
    () => "spawn is only allowed inside async {}",
    "wrap it in `async { … }` in the same function",
  ),
  "spawn-operand": row(
    "runtime",
    () => "spawn currently requires a function call in the bytecode VM",
    "write `spawn f(x)`; to go on with the handle, `(spawn f(x)).await`",
  ),
  "select-without-branches": row(
    "runtime",
    () => "select requires at least one branch",
    "add a branch, as in `select { v = f() => v }`",
  ),

  // Allowed, and no doubt a mistake: analyze/warnings.ts.
  "lone-name": warning(
    "parse",
    (name: string) => `'${name}' is a statement of its own`,
    "check the spelling, or end the statement with `;`",
  ),
} as const;

export type DiagnosticCode = keyof typeof CODES;

/** The texts that the message of a code is made with. */
export type DiagnosticArguments<Code extends DiagnosticCode> = Parameters<(typeof CODES)[Code]["message"]>;
