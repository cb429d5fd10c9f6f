/** JSON as it comes out of the bounded reader: finite numbers, well-formed Unicode, no duplicate keys. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

/** Whether a value is a JSON object, and neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `Array.isArray` for JSON: it does not know read-only lists. */
export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}
