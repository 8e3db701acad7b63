/**
 * `ionlang/register` (embedding 2.10): `node --import ionlang/register main.mjs` can import `.ion` files. Also has Node
 * map stack traces, because otherwise it prints the lines of the generated code under the `.ion` file's name.
 */
import process from "node:process";
import { register } from "./hooks.ts";

register();
if (process.env.ION_SOURCE_MAPS !== "0") process.setSourceMapsEnabled(true);
