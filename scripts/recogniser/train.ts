// Trains the recogniser: swbun scripts/recogniser/train.ts --data ../shared/pii-data --out packages/privacy/weights/recogniser.bin
// --leave smartdata trains without a corpus. The same data give the same bytes.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { weightsPerNat } from '@stellwerk/privacy/recogniser/bias'
import { hashOfWord, mixed } from '@stellwerk/privacy/recogniser/hash'
import { Tagger } from '@stellwerk/privacy/recogniser/tagger'
import { tagCount } from '@stellwerk/privacy/recogniser/tags'
import { lexiconBits } from '@stellwerk/privacy/recogniser/word'
import { printOf, rowSize, transitionCount, writeWeights, type Weights } from '@stellwerk/privacy/recogniser/weights'

import { digestOf, readCorpus, reported, trainingFiles, type Sample } from './corpora.ts'
import { quantisedTransitions, randomOf, trainCrf } from './crf.ts'
import { extract } from './extract.ts'
import { lexiconOf, lexiconTable } from './gazetteer.ts'
import { syntheticSamples } from './synthetic.ts'
import { variantsOf } from './variants.ts'

const seed = 20_261_123
const slots = 1 << 17
/** Features that are kept: four fifths of the slots, so that a search is short. */
const featuresKept = Math.floor(slots * 0.82)

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    leave: { type: 'string', multiple: true, default: [] },
    epochs: { type: 'string', default: '8' },
    rate: { type: 'string', default: '0.15' },
    decay: { type: 'string', default: '0.0001' },
    dropout: { type: 'string', default: '0.1' },
    synthetic: { type: 'string', default: '6000' },
  },
})
const { data, out } = options
if (data === undefined || out === undefined) throw new Error('--data FOLDER and --out FILE are needed')

for (const file of Object.values(trainingFiles).flat()) console.log(`${file}: SHA-256 ${digestOf(join(data, file))}`)

const random = randomOf(seed)
const seen = reported(data)
const corpora = (Object.keys(trainingFiles) as (keyof typeof trainingFiles)[]).filter(
  (name) => !options.leave.includes(name),
)
const real = corpora.flatMap((name) => {
  const samples = readCorpus(data, name, seen)
  // Spanish is best effort; a third of it is enough.
  const kept = name === 'meddocan' ? samples.filter((_, index) => index % 4 === 0) : samples
  console.log(`${name}: ${kept.length} texts, ${kept.reduce((sum, { spans }) => sum + spans.length, 0)} names`)
  return kept
})

const lexicon = lexiconOf(frequenciesOf(real), new Set())
console.log(`gazetteers: ${lexicon.size} words`)
const samples = [...real, ...variantsOf(real, random), ...syntheticSamples(Number(options.synthetic), random)]
console.log(`${samples.length} texts in all`)

const byHash = new Map([...lexicon].map(([word, bits]): [number, number] => [hashOfWord(word), bits]))
const nameBits = lexiconBits.given | lexiconBits.surname | lexiconBits.place
const emptyWeights: Weights = {
  version: '',
  transitions: new Int16Array(transitionCount),
  prints: new Uint16Array(2),
  rows: new Int8Array(2 * rowSize),
  lexiconPrints: new Uint16Array(2),
  lexiconBits: new Uint8Array(2),
  words: [],
}
let sampleNumber = 0
const extracted = extract(samples, {
  tagger: new Tagger(emptyWeights),
  countMin: 2,
  lexiconFor: (sample) => {
    const salt = sampleNumber++
    // Of the names in generated texts, which all come from the gazetteers, two fifths are unknown; of others a tenth.
    const share = sample.corpus === 'synthetic' ? 0.4 : 0.1
    return (hash) => {
      const bits = byHash.get(hash) ?? 0
      return (mixed(hash, salt) >>> 0) / 0x1_00_00_00_00 < share ? bits & ~nameBits : bits
    }
  },
})
console.log(`${extracted.tags.length} tokens, ${extracted.featureCount} features, ${extracted.features.length} uses`)

const settings = {
  epochs: Number(options.epochs),
  rate: Number(options.rate),
  decay: Number(options.decay),
  dropout: Number(options.dropout),
  seed,
}
const trained = trainCrf(extracted, settings, (line) => console.log(line))

const weights = {
  ...tablesOf(trained.weights),
  ...lexiconTable(lexicon),
  transitions: quantisedTransitions(trained.transitions, weightsPerNat),
  words: frequentWords(real, 3000),
}
const version = createHash('sha256')
  .update(writeWeights({ ...weights, version: '' }))
  .digest('hex')
  .slice(0, 8)
const bytes = writeWeights({ ...weights, version })
writeFileSync(out, bytes)
console.log(
  `${out}: ${bytes.length} bytes, version ${version}, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`,
)

/** The features that weigh most, as int8. */
function tablesOf(dense: Float32Array): Pick<Weights, 'prints' | 'rows'> {
  const weight = new Float32Array(extracted.featureCount)
  for (let feature = 0; feature < weight.length; feature++) {
    let most = 0
    for (let tag = 0; tag < tagCount - 1; tag++) most = Math.max(most, Math.abs(dense[feature * rowSize + tag]!))
    weight[feature] = most * Math.log2(1 + extracted.counts[feature]!)
  }
  const order = Int32Array.from(weight, (_, index) => index).sort(
    (one, other) => weight[other]! - weight[one]! || one - other,
  )
  const prints = new Uint16Array(slots)
  const rows = new Int8Array(slots * rowSize)
  let kept = 0
  for (const feature of order) {
    if (kept >= featuresKept) break
    const values = Array.from({ length: rowSize }, (_, tag) =>
      Math.round(dense[feature * rowSize + tag]! * weightsPerNat),
    )
    if (values.every((value) => value === 0)) continue
    const hash = extracted.hashes[feature]!
    let slot = hash & (slots - 1)
    while (prints[slot] !== 0 && prints[slot] !== printOf(hash)) slot = (slot + 1) & (slots - 1)
    if (prints[slot] !== 0) continue
    prints[slot] = printOf(hash)
    for (const [tag, value] of values.entries()) rows[slot * rowSize + tag] = Math.max(-127, Math.min(127, value))
    kept++
  }
  console.log(`${kept} features kept; the last weighs ${weight[order[Math.min(kept, order.length) - 1]!]!.toFixed(3)}`)
  return { prints, rows }
}

function wordsOf(from: readonly Sample[]): string[] {
  return from.flatMap(({ text }) => text.match(/[\p{L}\p{M}]+/gu) ?? [])
}

function frequenciesOf(from: readonly Sample[]): Map<string, { lower: number; all: number }> {
  const frequencies = new Map<string, { lower: number; all: number }>()
  for (const word of wordsOf(from)) {
    const key = word.toLowerCase()
    const entry = frequencies.get(key) ?? { lower: 0, all: 0 }
    entry.all++
    if (key === word) entry.lower++
    frequencies.set(key, entry)
  }
  return frequencies
}

/** As they are written. Words in small letters and the beginnings of sentences only: nothing of a corpus can be read from them. */
function frequentWords(from: readonly Sample[], most: number): string[] {
  const counts = new Map<string, number>()
  for (const word of wordsOf(from)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([word, count]) => count >= 8 && ((lexicon.get(word.toLowerCase()) ?? 0) & lexiconBits.frequent) !== 0)
    .sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word)
}
