/**
 * Where the value of an expression goes. Lowering is destination-driven: a construct that JavaScript has only as a
 * statement (`if`, `match`, blocks, loops, `try`) writes its value straight to its destination, so that no closures
 * are needed to make expressions of them.
 *
 *     let x = if c { 1 } else { 2 };      →      if (c) $1 = 1; else $1 = 2;      const x = $1;
 */
export type Destination =
  /** The value is not used. */
  | { readonly type: "discard" }
  /** The value is stored in a temporary or variable. */
  | { readonly type: "assign"; readonly name: string }
  /** The value is the result of the function: tail position. */
  | { readonly type: "return" };

export const DISCARD: Destination = { type: "discard" };
export const RETURN: Destination = { type: "return" };
