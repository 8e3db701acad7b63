/** The peer Lua, which wasmoon runs in WebAssembly: programs of the same shape as the rows', called from JavaScript. */
import { LuaFactory } from "wasmoon";

/** The Lua function that `source` returns, as a JavaScript function. */
export async function loadLua(source) {
  const lua = await new LuaFactory().createEngine();
  return lua.doStringSync(source);
}
