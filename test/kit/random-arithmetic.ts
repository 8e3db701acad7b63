/**
 * Random programs that compute: one function of three values of any kind, with float and int variables, fields of dicts,
 * elements of lists, updates of both, and aliases of what is updated. Every value of the end is in the answer; what
 * passes through `t` shows the order of evaluation. As in reference/random-program.ts a program is a function of a list
 * of numbers, and gets simpler where the list ends.
 */
import fc from "fast-check";

export const arithmeticProgram: fc.Arbitrary<string> = fc
  .array(fc.nat(0xffff), { maxLength: 250, size: "max" })
  .map((choices) => new ArithmeticWriter(choices).program());

const ARGUMENTS = ["1.5", "0.25", "-0.0", "2", "0", "9007199254740993", '"s"', "None", "[1.5]", "#{x: 1.5}"] as const;
const VARIABLES = ["a", "b", "c", "u", "v", "w", "k", "i"] as const;
const FIELDS = ["p.x", "p.y", "q.x", "q.y", "p.z", "l[0]", "l[1]"] as const;
const FUNCTIONS = ["sqrt", "floor", "abs", "log2", "is_nan"] as const;

class ArithmeticWriter {
  readonly #choices: readonly number[];
  #at = 0;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  program(): string {
    // Most often floats: then the programs get far.
    const argument = () => (this.#pick(2) === 0 ? ARGUMENTS[this.#pick(2)] : this.#oneOf(ARGUMENTS));
    const args = [argument(), argument(), argument()].join(", ");
    const statements = Array.from({ length: 1 + this.#pick(8) }, () => this.#statement(2)).join("\n");
    return `fn f(a, b, c) {
let mut p = #{x: a, y: 1.5}; let mut q = #{y: b, x: c}; let mut l = [a, 0.5]; let mut seen = [];
let k = 0.5; let i = 2;
let mut u = a; let mut v = b; let mut w = 0.25;
u = ${this.#expression(2)};
v = ${this.#expression(2)};
w = ${this.#expression(2)} * 1.0;
${statements}
let end = [u, v, w, p, q, l, seen];
end
}
f(${args})`;
  }

  #pick(count: number): number {
    return (this.#choices[this.#at++] ?? 0) % count;
  }

  #oneOf<T>(items: readonly T[]): T {
    return items[this.#pick(items.length)]!;
  }

  #statement(depth: number): string {
    const value = () => this.#expression(1 + this.#pick(3));
    switch (this.#pick(depth === 0 ? 9 : 12)) {
      case 0:
        return `v = ${value()};`;
      case 1:
        return `w ${this.#oneOf(["+=", "-=", "*=", "/="])} ${value()};`;
      case 2:
        return `w = ${value()} + 0.5;`;
      case 3:
      case 4:
        return `${this.#oneOf(FIELDS)} ${this.#oneOf(["=", "+=", "-=", "*="])} ${value()};`;
      case 5:
        return `l = l.push(${value()});`;
      case 6:
        return `p = p.insert("${this.#oneOf(["x", "z", "k"])}", ${value()});`;
      case 7:
        return this.#oneOf(["seen = seen.push(p);", "seen = seen.push(l);", "q = p;", "p = q;"]);
      case 8:
        return `t(${value()});`;
      case 9:
        return `if ${value()} < ${value()} { ${this.#statement(depth - 1)} };`;
      case 10:
        return `for i in 0..3 { ${this.#statement(depth - 1)} }`;
      default:
        return `{ let u = ${value()}; ${this.#statement(depth - 1)} v = u; }`;
    }
  }

  #expression(depth: number): string {
    if (depth === 0) return this.#leaf();
    const operand = () => this.#expression(depth - 1);
    switch (this.#pick(16)) {
      case 0:
        return this.#leaf();
      case 1:
        return `(-${operand()})`;
      case 2:
        return `math::${this.#oneOf(FUNCTIONS)}(${operand()})`;
      case 3:
        return `t(${operand()})`;
      case 4:
        return `(if ${operand()} < ${operand()} { ${operand()} } else { ${operand()} })`;
      default:
        return `(${operand()} ${this.#oneOf(["+", "-", "*", "/", "%", "*"])} ${operand()})`;
    }
  }

  #leaf(): string {
    switch (this.#pick(8)) {
      case 0:
      case 3:
        return this.#oneOf(["0.5", "2.0", "0.0", "1", "0", "3"]);
      case 1:
        return this.#oneOf(FIELDS);
      default:
        return this.#oneOf(VARIABLES);
    }
  }
}
