// Goal: what the product carries about the texts is what the texts say. UPDATE_SIGNATURES=1 writes it anew.
import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { fingerprintOf, hashOf } from '@stellwerk/licences/identify/fingerprint'
import { numbersWithMeaning } from '@stellwerk/licences/identify/numbers'
import { signatures } from '@stellwerk/licences/identify/signatures'
import { sketchOf, sketchText } from '@stellwerk/licences/identify/sketch'
import { wordsOf } from '@stellwerk/licences/identify/words'

import { licenceTexts } from './licence-texts.ts'
import { sha256Hex } from './sha256.ts'

const texts = licenceTexts()
const file = join(import.meta.dir, '../../packages/licences/src/identify/signatures.ts')

if (texts !== undefined) {
  const current = texts.map(({ text }) => {
    const words = wordsOf(text)
    const numbersSha256 = hashOf(numbersWithMeaning(text), sha256Hex)
    return {
      wordSha256: fingerprintOf(words, sha256Hex).wordSha256,
      numbersSha256,
      sketch: sketchText(sketchOf(words)),
    }
  })
  if (process.env['UPDATE_SIGNATURES'] === '1') writeFileSync(file, source(current))

  test('the signatures are those of the texts', () => {
    const isWritten = process.env['UPDATE_SIGNATURES'] === '1'
    assert.deepEqual(
      isWritten ? current : signatures,
      current,
      'UPDATE_SIGNATURES=1 npm test -- test/licences/signatures.test.ts',
    )
  })
}

function source(rows: typeof signatures): string {
  return `/**
 * What is known of each text besides its fingerprints: facts about texts, none of which is in the product. Written by
 * test/licences/signatures.test.ts (UPDATE_SIGNATURES=1) from the texts that the catalogue was read from.
 */
export interface TextSignature {
  readonly wordSha256: string
  /** Of its numbers with a meaning; see numbers.ts. */
  readonly numbersSha256: string
  /** See sketch.ts. */
  readonly sketch: string
}

export const signatures: readonly TextSignature[] = [
${rows.map(({ wordSha256, numbersSha256, sketch }) => `  {\n    wordSha256: '${wordSha256}',\n    numbersSha256: '${numbersSha256}',\n    sketch:\n      '${sketch}',\n  },`).join('\n')}
]
`
}
