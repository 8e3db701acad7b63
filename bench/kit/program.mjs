/** Turns Ion source into a program exactly as a user gets it: compiled to a module, and that module imported. */
import { compile } from "ionlang/compiler";

const runtime = import.meta.resolve("ionlang/runtime");

/** The default export of the compiled module. */
export async function loadProgram(source, filename = "bench.ion") {
  const { code } = compile(source, { filename, runtime, sourceMap: false });
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return module.default;
}

/** The functions of the program; `bindings` are its host functions. */
export async function loadFunctions(source, bindings) {
  const instance = await (await loadProgram(source)).instantiate(bindings);
  return instance.exports;
}
