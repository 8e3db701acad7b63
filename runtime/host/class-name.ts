/** The class of an object in words, for messages. */
export function nameOfClass(input: object): string {
  const name: unknown = (input as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? name : "an object without a class";
}
