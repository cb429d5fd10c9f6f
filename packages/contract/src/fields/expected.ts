import { alphabetSays } from './alphabet.ts'
import type { Shape, VariantShape } from './shape.ts'

/** What a field may hold, in the words of JSON, for `details.expected` of an error. */
export function expectationOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text': {
      const alphabet = shape.alphabet === 'any' ? '' : `, ${alphabetSays[shape.alphabet]}`
      return `string, ${range(shape.charactersMin, shape.charactersMax)}${alphabet}`
    }
    case 'oneOf':
      return shape.values.join(' | ')
    case 'number': {
      const isBounded = Math.abs(shape.max) < Number.MAX_SAFE_INTEGER
      return `${shape.isInteger ? 'integer' : 'number'}${isBounded ? `, ${shape.min}…${shape.max}` : ''}`
    }
    case 'boolean':
      return 'true | false'
    case 'only':
      return String(shape.value)
    case 'nullable':
      return `${expectationOf(shape.of)} | null`
    case 'object':
      return shape.required.length === 0 ? 'object' : `object: ${shape.required.join(', ')}`
    case 'array':
      return `array, ${range(shape.min, shape.max)}`
    case 'map':
      return `object, ${range(0, shape.max)}`
    case 'freeJson':
      return shape.of === 'object' ? 'object' : 'JSON'
    case 'byType':
      return (['string', 'number', 'boolean', 'array', 'object'] as const)
        .filter((type) => shape[type] !== undefined && shape[type].kind !== 'closed')
        .join(' | ')
    case 'variant':
      return `${shape.on}: ${wordsOf(shape)}`
    case 'media':
      return expectationOf(shape.of)
    case 'inline':
      return `data:${mimeStart[shape.media]}…;base64,…`
    case 'forbidden':
    case 'dropped':
      return '–'
    case 'closed':
      return expectationOf(shape.of)
  }
}

/** The words of a variant that pass. */
export function wordsOf(shape: VariantShape): string {
  return Object.keys(shape.cases)
    .filter((word) => shape.cases[word]?.kind === 'object')
    .join(' | ')
}

/** How the MIME type in a data: URL of that kind begins; a file may be of any type. */
export const mimeStart = { image: 'image/', audio: 'audio/', file: '' } as const

function range(min: number, max: number): string {
  return min === 0 ? `≤ ${max}` : `${min}…${max}`
}
