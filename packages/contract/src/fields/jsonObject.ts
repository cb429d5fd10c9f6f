import type { Json, JsonObject } from '../json.ts'

/** Narrows to an object. `Array.isArray` alone does not, because it does not tell a readonly array from an object. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
