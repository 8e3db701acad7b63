/** Tarjan's algorithm, iterative: call graphs of generated programs can be as deep as they are long. */

export function stronglyConnectedComponents<T>(nodes: readonly T[], successors: (node: T) => readonly T[]): T[][] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const onStack = new Set<T>();
  const stack: T[] = [];
  const components: T[][] = [];

  const visit = (node: T): Visit<T> => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    onStack.add(node);
    return { node, next: 0, successors: successors(node) };
  };

  for (const root of nodes) {
    if (index.has(root)) continue;
    const work = [visit(root)];
    while (work.length > 0) {
      const at = work.at(-1)!;
      if (at.next < at.successors.length) {
        const successor = at.successors[at.next++]!;
        if (!index.has(successor)) work.push(visit(successor));
        else if (onStack.has(successor)) low.set(at.node, Math.min(low.get(at.node)!, index.get(successor)!));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(at.node)!));
      if (low.get(at.node) === index.get(at.node)) components.push(popComponent(stack, onStack, at.node));
    }
  }
  return components;
}

interface Visit<T> {
  readonly node: T;
  next: number;
  readonly successors: readonly T[];
}

function popComponent<T>(stack: T[], onStack: Set<T>, root: T): T[] {
  const component: T[] = [];
  for (;;) {
    const node = stack.pop()!;
    onStack.delete(node);
    component.push(node);
    if (node === root) return component;
  }
}
