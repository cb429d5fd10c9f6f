declare const brand: unique symbol

/** A value that went through its parser. The type is the proof; nothing but the parser may cast to it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
