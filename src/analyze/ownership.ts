/**
 * Ownership: variables whose list or dict nobody else may hold, so that writing into it can happen in place.
 *
 * In: the program and its resolution. Out: the mutable locals that a program writes into (`x[i] = v`, `x.f = v`,
 * `x = x.push(v)`, `x = x.insert(k, v)`), and of their reads those that only look at the value. Every other read hands
 * the value on: compiled code marks it as shared there, and the next write makes a new one, as for any value.
 */
import type { AssignStatement, Expression, Identifier, MethodCallExpression, Node, Program } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import type { Resolution } from "./resolve.ts";
import type { Binding } from "./scope.ts";

export interface Ownership {
  /** The locals that are written into. */
  readonly owners: ReadonlySet<Binding>;
  /** Reads of them that do not hand the value on. */
  readonly looks: ReadonlySet<Identifier>;
  /** `x = x.push(v)` and `x = x.insert(k, v)` of them: the call by the assignment. */
  readonly updates: ReadonlyMap<AssignStatement, MethodCallExpression>;
}

export const NO_OWNERSHIP: Ownership = { owners: new Set(), looks: new Set(), updates: new Map() };

/** Methods that make a list or dict with one more element, by the number of their arguments. */
const UPDATES: ReadonlyMap<string, number> = new Map([
  ["push", 1],
  ["insert", 2],
]);

/** Methods whose answer holds nothing of the list or dict but its elements. */
const LOOKS: ReadonlySet<string> = new Set(["len", "is_empty", "contains", "contains_key", "get"]);

export function findOwnership(program: Program, resolution: Resolution): Ownership {
  const captured = new Set<unknown>(resolution.functions.flatMap((info) => [...info.captures.keys()]));
  const local = (node: Expression): Binding | null => {
    if (node.type !== "Identifier" || resolution.visibleGlobs.has(node)) return null;
    const reference = resolution.references.get(node);
    if (reference?.type !== "binding") return null;
    const { binding } = reference;
    const isLocal = binding.isMutable && !binding.isTopLevel && !binding.slot.isLate && !captured.has(binding);
    return isLocal ? binding : null;
  };

  const owners = new Set<Binding>();
  const unfit = new Set<Binding>();
  const looks = new Set<Identifier>();
  const updates = new Map<AssignStatement, MethodCallExpression>();
  const look = (node: Expression, others: readonly Expression[]): void => {
    if (node.type === "Identifier" && local(node) !== null && others.every(isQuiet)) looks.add(node);
  };
  walk(program, (node) => {
    switch (node.type) {
      case "AssignStatement": {
        const { target } = node;
        const binding = local(target.type === "Identifier" ? target : target.object);
        if (binding === null) return undefined;
        if (target.type !== "Identifier") {
          // The container is read before the index, which must not change it in place.
          if (target.type === "FieldExpression" || isQuiet(target.index)) owners.add(binding);
          else unfit.add(binding);
          return undefined;
        }
        const call = node.operator === "=" ? updateOf(node.value) : null;
        if (call === null || local(call.receiver) !== binding) return undefined;
        owners.add(binding);
        updates.set(node, call);
        return undefined;
      }
      case "IndexExpression":
        look(node.object, [node.index]);
        return undefined;
      case "FieldExpression":
        look(node.object, []);
        return undefined;
      case "MethodCallExpression":
        if (LOOKS.has(node.method.name)) {
          look(
            node.receiver,
            node.args.map((argument) => argument.value),
          );
        }
        return undefined;
      default:
        return undefined;
    }
  });
  for (const binding of unfit) owners.delete(binding);
  for (const [node, call] of updates) if (!owners.has(local(call.receiver)!)) updates.delete(node);
  return { owners, looks, updates };
}

/** `x.push(v)`, `x.insert(k, v)` with operands that assign nothing. */
function updateOf(value: Expression): MethodCallExpression | null {
  if (value.type !== "MethodCallExpression" || UPDATES.get(value.method.name) !== value.args.length) return null;
  const isSimple = value.args.every((argument) => argument.type === "PositionalArgument" && isQuiet(argument.value));
  return isSimple ? value : null;
}

/** Whether evaluating it assigns no variable: what is looked at before it is still the same after it. */
function isQuiet(expression: Expression): boolean {
  let assigns = false;
  walk(expression, (node: Node) => {
    if (node.type === "LambdaExpression") return "skip";
    if (node.type === "AssignStatement") assigns = true;
    return assigns ? "skip" : undefined;
  });
  return !assigns;
}
