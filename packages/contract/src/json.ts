/** JSON as it comes out of the bounded reader: finite numbers, well-formed Unicode, no duplicate keys. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}
