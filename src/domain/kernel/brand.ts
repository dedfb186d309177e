/** A primitive that was checked once and is told apart by the compiler ever after. Structural, so two copies of the package agree. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly __brand: Name };
