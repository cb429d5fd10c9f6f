// Trains the recogniser: swbun scripts/recogniser/train.ts --data ../shared/pii-data --out packages/privacy/weights/recogniser.bin
// --leave smartdata trains without a corpus, and judges it. The same data give the same bytes.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { weightsPerNat } from '@stellwerk/privacy/recogniser/bias'
import { hashOfWord, mixed } from '@stellwerk/privacy/recogniser/hash'
import { openRecogniser } from '@stellwerk/privacy/recogniser/recogniser'
import { Tagger } from '@stellwerk/privacy/recogniser/tagger'
import { tagCount } from '@stellwerk/privacy/recogniser/tags'
import { lexiconBits } from '@stellwerk/privacy/recogniser/word'
import { printOf, rowSize, transitionCount, writeWeights, type Weights } from '@stellwerk/privacy/recogniser/weights'

import {
  countWords,
  readEuropeana,
  readGum,
  readLitBank,
  textsOfBooks,
  textsOfLaws,
  type WordCount,
} from './borrowed.ts'
import { digestOf, readCorpus, reported, trainingFiles, type Sample } from './corpora.ts'
import { quantisedTransitions, randomOf, trainCrf } from './crf.ts'
import { extract } from './extract.ts'
import { lexiconOf, lexiconTable } from './gazetteer.ts'
import { judge, lineOf } from './judge.ts'
import { namelessSamples, renamed, syntheticSamples } from './synthetic.ts'
import { variantsOf } from './variants.ts'

const seed = 20_261_123
const slots = 1 << 17
/** Features that are kept: three quarters of the slots, so that a search is short. */
const featuresKept = Math.floor(slots * 0.76)

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    leave: { type: 'string', multiple: true, default: [] },
    epochs: { type: 'string', default: '10' },
    rate: { type: 'string', default: '0.15' },
    decay: { type: 'string', default: '0.001' },
    dropout: { type: 'string', default: '0.5' },
    synthetic: { type: 'string', default: '3000' },
    nameless: { type: 'string', default: '2500' },
    renamed: { type: 'string', default: '0.25' },
    litbank: { type: 'string' },
    gum: { type: 'string' },
    europeana: { type: 'string' },
    laws: { type: 'string' },
    'no-gazetteers': { type: 'boolean', default: false },
    hold: { type: 'boolean', default: false },
  },
})
const { data, out } = options
if (data === undefined || out === undefined) throw new Error('--data FOLDER and --out FILE are needed')

for (const file of Object.values(trainingFiles).flat()) console.log(`${file}: SHA-256 ${digestOf(join(data, file))}`)

const random = randomOf(seed)
const seen = reported(data)
const corpora = Object.keys(trainingFiles) as (keyof typeof trainingFiles)[]
/** With --hold a sixth of each corpus is kept apart and judged: for trying things out, never for figures that are published. */
const held: Sample[] = []
const readers: Record<string, () => Sample[]> = {
  ...Object.fromEntries(corpora.map((name) => [name, () => readCorpus(data, name, seen)])),
  ...(options.litbank === undefined ? {} : { litbank: () => readLitBank(options.litbank!) }),
  ...(options.gum === undefined ? {} : { gum: () => readGum(options.gum!) }),
  ...(options.europeana === undefined ? {} : { europeana: () => readEuropeana(options.europeana!) }),
}
const real = Object.entries(readers).flatMap(([name, read]) => {
  const samples = read()
  // What is left out is judged whole.
  if (options.leave.includes(name)) {
    held.push(...samples)
    return []
  }
  // Spanish is best effort; a third of it is enough.
  const kept =
    name === 'meddocan'
      ? samples.filter((_, index) => index % 4 === 0)
      : name === 'litbank'
        ? samples.filter((_, index) => index % 2 === 0)
        : samples
  console.log(`${name}: ${kept.length} texts, ${kept.reduce((sum, { spans }) => sum + spans.length, 0)} names`)
  if (!options.hold) return kept
  held.push(...kept.filter((_, index) => index % 6 === 5))
  return kept.filter((_, index) => index % 6 !== 5)
})

const counts = new Map<string, WordCount>()
for (const { text } of real) countWords(text, counts)
for (const text of options.litbank === undefined ? [] : textsOfBooks(options.litbank)) countWords(text, counts)
const nounCounts = new Map<string, WordCount>()
for (const text of options.laws === undefined ? [] : textsOfLaws(options.laws)) countWords(text, nounCounts)
const lexicon = lexiconOf(counts, nounCounts)
console.log(`gazetteers: ${lexicon.size} words`)
const others = real.filter(
  ({ spans, corpus }) => corpus !== 'meddocan' && spans.some(({ label }) => label === 'PERSON'),
)
const withOtherNames = others.filter(() => random() < Number(options.renamed)).map((sample) => renamed(sample, random))
const synthetic = syntheticSamples(Number(options.synthetic), random)
const nouns = [...nounCounts]
  .filter(([word, { lower, capital }]) => capital > 4 && capital > lower && word.length > 3)
  .map(([word]) => word)
const nameless = nouns.length === 0 ? [] : namelessSamples(Number(options.nameless), nouns, random)
const samples = [...nameless, ...real, ...withOtherNames, ...variantsOf([...real, ...synthetic], random), ...synthetic]
console.log(`${samples.length} texts in all`)

if (options['no-gazetteers']) lexicon.clear()
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
    const share = sample.corpus === 'synthetic' || sample.corpus === 'nameless' ? 0.4 : 0.1
    const hidden = sample.corpus === 'nameless' ? -1 : nameBits
    return (hash) => {
      const bits = byHash.get(hash) ?? 0
      return (mixed(hash, salt) >>> 0) / 0x1_00_00_00_00 < share ? bits & ~hidden : bits
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

if (held.length > 0) {
  const recogniser = openRecogniser(bytes)
  for (const corpus of Object.keys(readers)) {
    const apart = held.filter((sample) => sample.corpus === corpus)
    if (apart.length === 0) continue
    for (const sensitivity of ['lenient', 'balanced', 'strict'] as const) {
      console.log(
        `${corpus.padEnd(12)} ${sensitivity.padEnd(8)} ${lineOf(apart.map((sample) => judge(recogniser, sample, { sensitivity })))}`,
      )
    }
  }
}

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

/** As they are written. Words in small letters and the beginnings of sentences only: nothing of a corpus can be read from them. */
function frequentWords(from: readonly Sample[], most: number): string[] {
  const seenCounts = new Map<string, number>()
  for (const word of wordsOf(from)) seenCounts.set(word, (seenCounts.get(word) ?? 0) + 1)
  return [...seenCounts]
    .filter(([word, count]) => count >= 8 && ((lexicon.get(word.toLowerCase()) ?? 0) & lexiconBits.frequent) !== 0)
    .sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word)
}
