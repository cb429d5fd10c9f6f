import { isJsonList, type Json } from '../json.ts'
import { freeJsonDepthMax, freeJsonValuesMax } from './limits.ts'

/**
 * A copy of JSON of which no field is known, or undefined when it is too deep, too large, or has a key `__proto__`,
 * which in many programs is not a key but a way into their objects.
 */
export function copyOfFreeJson(value: Json): Json | undefined {
  const room = { values: freeJsonValuesMax }
  return copy(value, freeJsonDepthMax, room)
}

function copy(value: Json, levels: number, room: { values: number }): Json | undefined {
  room.values -= 1
  if (room.values < 0) return undefined
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) return undefined
  if (isJsonList(value)) {
    const items: Json[] = []
    for (const item of value) {
      const copied = copy(item, levels - 1, room)
      if (copied === undefined) return undefined
      items.push(copied)
    }
    return items
  }
  const object: Record<string, Json> = {}
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') return undefined
    const copied = copy(item, levels - 1, room)
    if (copied === undefined) return undefined
    object[key] = copied
  }
  return object
}
