// Copies of the samples as people type them: small letters, capitals, without umlauts.
import type { Sample } from './corpora.ts'
import { folded } from './gazetteer.ts'

/** One text in ten in small letters, one in thirty in capitals, one in thirty without umlauts or as a heading. */
export function variantsOf(samples: readonly Sample[], random: () => number): Sample[] {
  return samples.flatMap((sample) => {
    const chance = random()
    if (chance < 0.1) return [rewritten(sample, (part) => part.toLowerCase())]
    if (chance < 0.13) return [rewritten(sample, (part) => part.toUpperCase())]
    if (chance < 0.16) return sample.language === 'de' ? [rewritten(sample, asciiFolded)] : []
    return chance < 0.22 && sample.language === 'en' ? [rewritten(sample, asHeading)] : []
  })
}

/** As English headings are written: How To Find A House. */
function asHeading(part: string): string {
  return part.replaceAll(/(?<![\p{L}\p{N}'’@#/.])\p{Ll}(?=\p{L}{2})/gu, (letter) => letter.toUpperCase())
}

function asciiFolded(part: string): string {
  return folded(part).replaceAll('Ä', 'Ae').replaceAll('Ö', 'Oe').replaceAll('Ü', 'Ue')
}

/** Rewrites a text part by part, so that the places of its names stay known however long the parts become. */
function rewritten(sample: Sample, rewrite: (part: string, label: string | undefined) => string): Sample {
  let text = ''
  let at = 0
  const spans = sample.spans.map((span) => {
    text += rewrite(sample.text.slice(at, span.start), undefined)
    const start = text.length
    text += rewrite(sample.text.slice(span.start, span.end), span.label)
    at = span.end
    return { ...span, start, end: text.length }
  })
  text += rewrite(sample.text.slice(at), undefined)
  return { ...sample, text, spans }
}
