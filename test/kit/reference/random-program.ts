/**
 * Random Ion programs for the property tests: mostly well-typed, over few names, so that shadowing, captures, late
 * binding and assignments meet often. Everything that is evaluated passes through `t` now and then, which makes the
 * order of evaluation visible.
 *
 * A program is a function of a list of numbers; where the list ends, the simplest form is chosen. So fast-check shrinks
 * programs by shrinking lists.
 */
import fc from "fast-check";

/** Source text of a program. */
export const ionProgram: fc.Arbitrary<string> = fc
  .array(fc.nat(0xffff), { maxLength: 1500, size: "max" })
  .map((choices) => new ProgramWriter(choices).program());

type Type = "int" | "bool" | "string" | "list" | "option" | "function";

interface Name {
  readonly name: string;
  readonly type: Type;
  readonly isMutable: boolean;
}

const TYPES = ["int", "int", "int", "int", "function", "function", "function", "list", "option", "string"] as const;
const NAMES = ["x", "y", "x", "y", "class"] as const;
const FUNCTION_NAMES = ["f", "g", "h", "eval"] as const;
const OTHER_PARAMETERS = ["k", "m"] as const;
const DEEPEST = 5;

class ProgramWriter {
  readonly #choices: readonly number[];
  #at = 0;
  /** The names of each open scope; a function's scopes begin at `#functionStart`. */
  #scopes: Name[][] = [[]];
  #functionStart = 0;
  #loops: (string | null)[] = [];
  #canPropagate = false;
  #inFunction = false;
  #counters = 0;
  #depth = 0;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  program(): string {
    const isWrapped = this.#chance(3);
    this.#inFunction = isWrapped;
    this.#canPropagate = isWrapped;
    const names = this.#pick(2) === 0 ? [] : [this.#letMutable("x"), this.#letMutable("y")];
    const statements = [...names, ...this.#statements(2 + this.#pick(6))];
    const results = this.#visible().map(({ name, type }) =>
      type === "function" ? `try { ${name}(2) } catch e { e }, ` : `${name}, `,
    );
    const body = [...statements, `(${results.join("")}0)`].join("\n");
    return isWrapped ? `fn main() {\n${body}\n}\nmain()` : body;
  }

  // ---------------------------------------------------------------------------------------------------- choices

  #pick(count: number): number {
    return (this.#choices[this.#at++] ?? 0) % count;
  }

  #oneOf<T>(items: readonly T[]): T {
    return items[this.#pick(items.length)]!;
  }

  /** True once in `count`; never when the choices are used up. */
  #chance(count: number): boolean {
    return this.#pick(count) === count - 1;
  }

  // ------------------------------------------------------------------------------------------------------ scopes

  #inScope<T>(body: () => T): T {
    this.#scopes.push([]);
    const result = body();
    this.#scopes.pop();
    return result;
  }

  #insideFunction<T>(body: () => T): T {
    const outer = [this.#functionStart, this.#loops, this.#canPropagate, this.#inFunction] as const;
    this.#functionStart = this.#scopes.length;
    this.#loops = [];
    this.#canPropagate = true;
    this.#inFunction = true;
    const result = this.#inScope(body);
    [this.#functionStart, this.#loops, this.#canPropagate, this.#inFunction] = outer;
    return result;
  }

  #declare(name: string, type: Type, isMutable = false): void {
    this.#scopes.at(-1)!.push({ name, type, isMutable });
  }

  /** What each name means here. */
  #visible(): Name[] {
    return [...new Map(this.#scopes.flat().map((name) => [name.name, name])).values()];
  }

  #ofType(type: Type): Name[] {
    return this.#visible().filter((name) => name.type === type);
  }

  #assignable(): Name[] {
    const own = new Map(
      this.#scopes
        .slice(this.#functionStart)
        .flat()
        .map((name) => [name.name, name]),
    );
    // Now and then a name that is not the function's own: an error that must be the right one.
    return this.#chance(30) ? this.#visible() : [...own.values()].filter((name) => name.isMutable);
  }

  // -------------------------------------------------------------------------------------------------- statements

  #statements(count: number): string[] {
    return Array.from({ length: count }, () => this.#statement());
  }

  #statement(): string {
    if (++this.#depth > DEEPEST) {
      this.#depth--;
      return `t(${this.#pick(5)});`;
    }
    const text = this.#anyStatement();
    this.#depth--;
    return text;
  }

  #anyStatement(): string {
    switch (this.#pick(18)) {
      case 0:
        return `t(${this.#expression("int")});`;
      case 1:
      case 2:
      case 3:
      case 4:
        return this.#let();
      case 5:
      case 6:
        return this.#fn();
      case 7:
      case 8:
      case 16:
      case 17:
        return this.#assignment();
      case 9:
        return `if ${this.#expression("bool")} ${this.#block(2)} else ${this.#block(1)};`;
      case 10:
        return this.#while();
      case 11:
        return this.#for();
      case 12:
        return this.#jump();
      case 13:
        return this.#letTuple();
      case 14:
        return `${this.#block(3)};`;
      default:
        return `${this.#expression(this.#oneOf(TYPES))};`;
    }
  }

  #let(): string {
    const type = this.#oneOf(TYPES);
    const init = this.#expression(type);
    const name = type === "function" ? this.#oneOf(FUNCTION_NAMES) : this.#oneOf(NAMES);
    const isMutable = this.#pick(2) === 1;
    this.#declare(name, type, isMutable);
    return `let ${isMutable ? "mut " : ""}${name} = ${init};`;
  }

  #letMutable(name: string): string {
    const init = this.#expression("int");
    this.#declare(name, "int", true);
    return `let mut ${name} = ${init};`;
  }

  #letTuple(): string {
    const init = `(${this.#expression("int")}, ${this.#expression("int")})`;
    return `let (${this.#pattern("x")}, ${this.#pattern("y")}) = ${init};`;
  }

  #fn(): string {
    const name = this.#oneOf(FUNCTION_NAMES);
    this.#declare(name, "function");
    return this.#insideFunction(() => {
      this.#declare("n", "int");
      const others = OTHER_PARAMETERS.slice(0, this.#pick(OTHER_PARAMETERS.length + 1));
      const params = others.map((other) => {
        const text = `, ${other} = ${this.#expression("int")}`;
        this.#declare(other, "int");
        return text;
      });
      const statements = this.#statements(this.#pick(4));
      const result = this.#expression("int");
      const body = this.#chance(2) ? this.#recursive(name, others.length, result) : result;
      return `fn ${name}(n${params.join("")}) {\n${[...statements, body].join("\n")}\n}`;
    });
  }

  /** A tail call of itself, most often one that ends. */
  #recursive(name: string, others: number, result: string): string {
    const given = this.#chance(4) ? this.#pick(others + 1) : others;
    const args = Array.from({ length: given }, () => `, ${this.#expression("int")}`);
    return `if n > 0 { ${name}(n - 1${args.join("")}) } else { ${result} }`;
  }

  #assignment(): string {
    const names = this.#assignable();
    if (names.length === 0) return `t(${this.#expression("int")});`;
    const { name, type } = this.#oneOf(names);
    if (type === "list" && this.#pick(2) === 1) {
      return `${name}[${this.#chance(6) ? this.#expression("int") : "t(0)"}] ${this.#oneOf(["=", "+="])} ${this.#expression("int")};`;
    }
    const operator = type === "int" ? this.#oneOf(["=", "+=", "-=", "*="]) : "=";
    return `${name} ${operator} ${this.#expression(type)};`;
  }

  /** The counter has a name of its own and goes first, so that every loop ends. */
  #while(): string {
    const counter = `i${++this.#counters}`;
    const label = this.#label();
    const head = this.#expression("bool");
    this.#loops.push(label);
    const body = this.#inScope(() => this.#statements(1 + this.#pick(3)).join("\n"));
    this.#loops.pop();
    return `let mut ${counter} = 0;\n${prefix(label)}while ${counter} < 3 && ${head} {\n${counter} += 1;\n${body}\n}`;
  }

  #for(): string {
    const source = this.#pick(2) === 0 ? `0..${this.#pick(4)}` : this.#expression("list");
    const label = this.#label();
    return this.#inScope(() => {
      const name = this.#oneOf(NAMES);
      this.#declare(name, "int");
      this.#loops.push(label);
      const body = this.#block(3);
      this.#loops.pop();
      return `${prefix(label)}for ${name} in ${source} ${body}`;
    });
  }

  #label(): string | null {
    return this.#chance(3) ? this.#oneOf(["outer", "inner"]) : null;
  }

  #jump(): string {
    const guard = this.#expression("bool");
    if (this.#loops.length > 0) {
      const label = this.#chance(2) ? this.#oneOf(this.#loops) : null;
      return `if ${guard} { ${this.#oneOf(["break", "continue"])}${label === null ? "" : ` '${label}`}; };`;
    }
    if (!this.#inFunction) return `t(${guard});`;
    return `if ${guard} { return ${this.#expression("int")}; };`;
  }

  /** Statements and a final expression, in braces. */
  #block(most: number): string {
    return this.#inScope(() => `{\n${this.#statements(this.#pick(most + 1)).join("\n")}\n}`);
  }

  #body(count: number, type: Type): string {
    return [...this.#statements(count), this.#expression(type)].join("\n");
  }

  #valueBlock(type: Type): string {
    return this.#inScope(() => {
      const assignment = this.#pick(2) === 1 ? `${this.#assignment()}\n` : "";
      return `{ ${assignment}${this.#body(this.#pick(2), type)} }`;
    });
  }

  #pattern(name: string): string {
    if (this.#chance(4)) return "_";
    this.#declare(name, "int");
    return name;
  }

  // ------------------------------------------------------------------------------------------------- expressions

  #expression(type: Type): string {
    if (++this.#depth > DEEPEST) {
      this.#depth--;
      return this.#leaf(type);
    }
    const text = this.#chance(40) ? this.#expression(this.#oneOf(TYPES)) : this.#composite(type);
    this.#depth--;
    return text;
  }

  #leaf(type: Type): string {
    const names = this.#ofType(type);
    if (names.length > 0 && this.#pick(4) > 0) return this.#oneOf(names).name;
    // Any name: perhaps of an outer scope that binds it later, perhaps of none.
    if (this.#inFunction && this.#chance(60)) return this.#oneOf(type === "function" ? FUNCTION_NAMES : NAMES);
    switch (type) {
      case "int":
        return String(this.#pick(5));
      case "bool":
        return this.#oneOf(["true", "false"]);
      case "string":
        return this.#oneOf(['"a"', '""']);
      case "list":
        return this.#oneOf(["[1, 2]", "[]"]);
      case "option":
        return this.#oneOf(["Some(1)", "None"]);
      case "function":
        return "|p| p";
    }
  }

  #composite(type: Type): string {
    switch (this.#pick(12)) {
      case 0:
      case 1:
        return this.#leaf(type);
      case 2:
        return `t(${this.#expression(type)})`;
      case 3:
        return this.#valueBlock(type);
      case 4:
        return `(if ${this.#expression("bool")} ${this.#valueBlock(type)} else ${this.#valueBlock(type)})`;
      case 5:
        return this.#match(type);
      case 6:
        return this.#oneOf([() => this.#try(type), () => this.#loop(type), () => this.#ifLet(type)])();
      case 7:
        return `(|| ${this.#insideFunction(() => this.#valueBlock(type))})()`;
      default:
        return this.#special(type);
    }
  }

  #special(type: Type): string {
    switch (type) {
      case "int":
        return this.#intExpression();
      case "bool":
        return this.#boolExpression();
      case "string":
        return this.#oneOf([
          () => `(${this.#expression("string")} + ${this.#expression("string")})`,
          () => `f"{${this.#inline("int")}}-{${this.#inline("list")}}"`,
        ])();
      case "list":
        return this.#listExpression();
      case "option":
        return `Some(${this.#expression("int")})`;
      case "function":
        return this.#pick(2) === 0 ? this.#lambda() : `{ ${this.#assignment()}\n${this.#lambda()} }`;
    }
  }

  /** Quotes may nest in an interpolation, but keep it on one line. */
  #inline(type: Type): string {
    return this.#expression(type).replaceAll("\n", " ");
  }

  #intExpression(): string {
    const operand = () => this.#expression("int");
    return this.#oneOf([
      () => `(${operand()} ${this.#oneOf(["+", "-", "*", "%", "/"])} ${operand()})`,
      () => `(${operand()} ${this.#oneOf(["+", "-", "*"])} ${operand()} + ${operand()})`,
      () => `(-${this.#parenthesized("int")})`,
      () => `${this.#callee()}(${operand()})`,
      () => `${this.#callee()}(${operand()} - 1)`,
      () => `(${operand()} |> ${this.#callee()})`,
      () => `(${operand()} |> (${this.#lambda()})())`,
      () => `[${operand()}, ...${this.#parenthesized("list")}][${this.#chance(6) ? operand() : "-1"}]`,
      () => `${this.#parenthesized("list")}.len()`,
      () => `${this.#parenthesized("list")}.fold(${operand()}, |a, b| a + b + ${this.#insideFunction(operand)})`,
      () => (this.#canPropagate ? `${this.#parenthesized("option")}?` : operand()),
    ])();
  }

  #boolExpression(): string {
    const operator = this.#oneOf(["<", "==", "!=", ">="]);
    return this.#oneOf([
      () => `(${this.#expression("int")} ${operator} ${this.#expression("int")})`,
      () => `(${this.#expression("list")} == ${this.#expression("list")})`,
      () => `(${this.#expression("bool")} ${this.#oneOf(["&&", "||"])} ${this.#expression("bool")})`,
      () => `(${this.#expression("int")} && ${this.#expression("bool")} || ${this.#expression("int")})`,
      () => `(!${this.#parenthesized("bool")})`,
    ])();
  }

  #listExpression(): string {
    return this.#oneOf([
      () => `[${this.#expression("int")}, ${this.#expression("int")}, ${this.#expression("int")}]`,
      () => `[${this.#expression("int")}, ...${this.#parenthesized("list")}]`,
      () => `(${this.#expression("list")} + ${this.#expression("list")})`,
      () => `${this.#parenthesized("list")}.push(${this.#expression("int")})`,
      () => `${this.#parenthesized("list")}.map(${this.#callee()})`,
      () => this.#comprehension(),
    ])();
  }

  #comprehension(): string {
    const source = this.#oneOf([() => "0..3", () => this.#expression("list")])();
    return this.#inScope(() => {
      const name = this.#oneOf(NAMES);
      this.#declare(name, "int");
      const item = this.#expression("int");
      const condition = this.#chance(2) ? ` if ${this.#expression("bool")}` : "";
      return `[${item} for ${name} in ${source}${condition}]`;
    });
  }

  #callee(): string {
    return this.#parenthesized("function");
  }

  #parenthesized(type: Type): string {
    const text = this.#expression(type);
    return /^\w+$/.test(text) ? text : `(${text})`;
  }

  #lambda(): string {
    return this.#insideFunction(() => {
      const name = this.#oneOf(NAMES);
      this.#declare(name, "int");
      return `(|${name}| ${this.#chance(2) ? this.#valueBlock("int") : this.#expression("int")})`;
    });
  }

  #match(type: Type): string {
    const subject = this.#oneOf(["int", "option", "list"] as const);
    const head = this.#expression(subject);
    const arms = Array.from({ length: this.#pick(3) }, () => this.#arm(subject, type));
    const fallback = this.#chance(40) ? [] : [`_ => ${this.#expression(type)}`];
    return `(match ${head} { ${[...arms, ...fallback].join(", ")} })`;
  }

  #arm(subject: Type, type: Type): string {
    return this.#inScope(() => {
      const pattern = this.#patternFor(subject);
      const guard = this.#chance(3) ? ` if ${this.#expression("bool")}` : "";
      return `${pattern}${guard} => ${this.#expression(type)}`;
    });
  }

  #patternFor(subject: Type): string {
    if (subject === "int") return this.#oneOf([() => String(this.#pick(3)), () => this.#pattern("x")])();
    if (subject === "option")
      return this.#oneOf([() => "None", () => `Some(${this.#pattern("y")})`, () => "Some(1)"])();
    return this.#oneOf([() => "[]", () => `[${this.#pattern("x")}]`, () => `[${this.#pattern("x")}, ...z]`])();
  }

  #ifLet(type: Type): string {
    const subject = this.#expression("option");
    const [pattern, body] = this.#inScope(() => [this.#patternFor("option"), this.#valueBlock(type)]);
    return `(if let ${pattern} = ${subject} ${body} else ${this.#valueBlock(type)})`;
  }

  #try(type: Type): string {
    const couldPropagate = this.#canPropagate;
    this.#canPropagate = true;
    const body = this.#valueBlock(type);
    this.#canPropagate = couldPropagate;
    return this.#inScope(() => {
      this.#declare("e", "string");
      return `(try ${body} catch e { t(e); ${this.#body(this.#pick(2), type)} })`;
    });
  }

  /** A `continue` in it may make it endless: such programs are too much work for the evaluator, and left out. */
  #loop(type: Type): string {
    const label = this.#label();
    this.#loops.push(label);
    const body = this.#inScope(() => {
      const statements = this.#statements(this.#pick(2));
      return `${statements.join("\n")}\nbreak ${this.#expression(type)};`;
    });
    this.#loops.pop();
    return `(${prefix(label)}loop { ${body} })`;
  }
}

function prefix(label: string | null): string {
  return label === null ? "" : `'${label}: `;
}
