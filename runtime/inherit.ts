/**
 * What `extends` does, for the classes that programs make most objects of. Without `super()` a constructor is a fifth as
 * long, so that V8 puts more of them in the place of their calls (benchmarks "interpreter loop" and "spawn and await").
 */
export function inherit<Base extends object>(
  type: { readonly prototype: NoInfer<Base> },
  base: { readonly prototype: Base },
): void {
  Object.setPrototypeOf(type.prototype, base.prototype);
}
