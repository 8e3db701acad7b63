/** `ionlang/vite` (embedding 2.10): the plugin of rollup.ts, which Vite takes as it is. A change reloads the page. */
export * from "./rollup.ts";
export { default } from "./rollup.ts";
