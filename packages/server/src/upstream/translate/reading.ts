import { isJsonList, isJsonObject, type JsonObject } from '@stellwerk/contract/json'

/*
 * What translators read of JSON whose shape a field map has already looked at. Anything else is as if it were not there.
 */

export function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' ? value : undefined
}

export function numberIn(object: JsonObject, name: string): number | undefined {
  const value = object[name]
  return typeof value === 'number' ? value : undefined
}

export function objectIn(object: JsonObject, name: string): JsonObject | undefined {
  const value = object[name]
  return isJsonObject(value) ? value : undefined
}

export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name]
  return isJsonList(value) ? value.filter((item) => isJsonObject(item)) : []
}

/** An object of the fields that are there. */
export function present(fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const kept: Record<string, JsonObject[string]> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = value
  return kept
}

/** JSON in a text, or undefined where it is none. */
export function parsed(text: string): JsonObject[string] | undefined {
  try {
    return JSON.parse(text) as JsonObject[string] // JSON gives JSON.
  } catch {
    return undefined
  }
}
