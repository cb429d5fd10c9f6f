import type { GoldRecord, GoldSpan } from '../../../packages/privacy/src/evaluation/record.ts'
import { Random } from '../random.ts'
import { type Carrier, type CarrierLanguage, carriers, type Filling, harmlessText } from './carriers.ts'
import { type UnseenKind, unseenKinds } from './kinds.ts'

/** In how many of ten documents of a carrier that allows it a value stands without a word for it. */
const unnamedOfTen = 3

/**
 * Documents that nobody has seen before: every kind in every carrier, with other words around it each time, and texts that hold nothing
 * personal. The same for the same seed.
 *
 * @param times how often each kind goes into each carrier
 */
export function unseenDocuments(seed: number, times: number): readonly GoldRecord[] {
  const random = new Random(seed)
  const records: GoldRecord[] = []
  for (let time = 0; time < times; time += 1) {
    for (const carrier of carriers) {
      for (const kind of unseenKinds) records.push(documentWith(kind, carrier, random, `unseen-${records.length}`))
      // Half of all texts are harmless: a share of them that is measured on few would be one of luck.
      for (let index = 0; index < unseenKinds.length; index += 1) {
        const id = `unseen-${records.length}`
        records.push({ id, text: harmlessText(random), language: undefined, carrier: 'negative', spans: [] })
      }
    }
  }
  return records
}

function documentWith(kind: UnseenKind, carrier: Carrier, random: Random, id: string): GoldRecord {
  const language: CarrierLanguage = random.pick(['de', 'en'])
  const others = Array.from({ length: random.below(carrier.valuesMax) }, () => random.pick(unseenKinds))
  const chosen = [kind, ...others].filter(
    (each, index, all) => all.findIndex(({ keys }) => keys[0] === each.keys[0]) === index,
  )
  const isUnnamed = carrier.takesUnnamed && random.below(10) < unnamedOfTen
  const fillings = chosen.map((of): Filling => ({
    of,
    // A number with a weak check or none is nobody's without a word for it.
    word: isUnnamed && of.isStrong ? undefined : random.pick(of.words[language]),
    key: random.pick(of.keys),
  }))
  return filled(carrier.write(fillings, random, language), fillings, { random, language, carrier, id })
}

function filled(
  template: string,
  fillings: readonly Filling[],
  { random, language, carrier, id }: { random: Random; language: CarrierLanguage; carrier: Carrier; id: string },
): GoldRecord {
  const spans: GoldSpan[] = []
  let text = ''
  for (const [index, piece] of template.split(/«(\d)»/).entries()) {
    const of = index % 2 === 1 ? fillings[Number(piece)]?.of : undefined
    if (of === undefined) {
      text += piece
      continue
    }
    const value = of.make(random)
    spans.push({ start: text.length, end: text.length + value.length, label: of.label, original: of.kind })
    text += value
  }
  return { id, text, language, carrier: carrier.name, spans }
}
