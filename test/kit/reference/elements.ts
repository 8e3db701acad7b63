/** Reading and replacing elements, as the reference evaluator does it (language 3.8, 4.4). */
import { Failure, isList, Tuple, typeName, type Value } from "./values.ts";
export function element(container: Value, index: Value, at: number): Value {
  const items = container instanceof Tuple ? container.items : container;
  const isIndexable = isList(items) || typeof items === "string";
  if (!isIndexable || typeof index !== "bigint") {
    throw new Failure("TypeError", `cannot index ${typeName(container)} with ${typeName(index)}`, at);
  }
  const all = [...items];
  return all[positionOf(index, all.length, at)];
}

export function positionOf(index: bigint, length: number, at: number): number {
  const position = index < 0n ? length + Number(index) : Number(index);
  if (position < 0 || position >= length) throw new Failure("RuntimeError", `index ${index} out of range`, at);
  return position;
}

export function withElement(container: Value, index: Value, value: Value, at: number): Value {
  if (!isList(container) || typeof index !== "bigint") {
    throw new Failure("TypeError", `cannot set index on ${typeName(container)}`, at);
  }
  const position = positionOf(index, container.length, at);
  return container.map((item, i) => (i === position ? value : item));
}
