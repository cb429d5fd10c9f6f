import { isJsonList, type Json, type JsonObject } from '@stellwerk/contract/json'

import { type Draft, draftsIn } from './answer.ts'

/**
 * Writes the vectors of an answer as they were asked for. Some engines know only one form, and clients do not look: OpenAI's
 * own library asks for base64 unless told otherwise, and reads an empty vector out of numbers without a word.
 */
export function encodeAsAsked(answer: Draft, { encoding_format: format }: JsonObject): void {
  for (const item of draftsIn(answer['data'])) {
    const vector: Json | undefined = item['embedding']
    if (format === 'base64' && isJsonList(vector)) item['embedding'] = base64Of(Float32Array.from(vector.map(Number)))
    if (format !== 'base64' && typeof vector === 'string') item['embedding'] = numbersOf(vector)
  }
}

/** Floats of 32 bits, little-endian, as the API has them. */
export function base64Of(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

function numbersOf(base64: string): number[] {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  const whole = bytes.length - (bytes.length % Float32Array.BYTES_PER_ELEMENT)
  return Array.from(new Float32Array(bytes.buffer, 0, whole / Float32Array.BYTES_PER_ELEMENT))
}
