/**
 * `ionlang/client` (embedding 2.9): lets TypeScript import `.ion` files without declarations of their own. Everything
 * that such a module exports is untyped; `ion build --dts` writes types.
 */
declare module "*.ion";
