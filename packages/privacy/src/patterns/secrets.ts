import type { PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { reporter } from './report.ts'
import type { Secret } from './secret-rule.ts'
import { labelledSecret } from './secret-words.ts'
import { eachSighting } from './sightings.ts'

const rankOf: Readonly<Record<Evidence, number>> = { certain: 0, likely: 1, weak: 2 }

/**
 * Finds secrets and keys: tokens by the prefix of who issued them, private keys, JSON Web Tokens, passwords in URLs, Basic and Bearer
 * credentials, and values beside a word for them, in German and English sentences too. The finding covers the value only, so that
 * "Das Kennwort lautet" stays legible. Nothing is ever tried out against a service.
 *
 * It cannot find a secret without form and without a word beside it. Facts and their source: `secret-forms.ts`; requirements: ASVS
 * 5.0.0 V14, reference security § 5.
 */
export const secrets: PatternDetector = {
  name: 'secrets',
  find: (reading, hints, add) => {
    const found: Secret[] = []
    const labelled = hints.label === undefined ? undefined : labelledSecret(hints.label, reading.text)
    if (labelled !== undefined) found.push(labelled)
    eachSighting(reading, 'secret', (rule, at) => {
      const secret = rule.read(reading.text, at)
      if (secret !== undefined) found.push(secret)
    })
    const report = reporter('secrets', reading, add)
    for (const secret of withoutOverlaps(found)) report({ ...secret, category: 'SECRET' })
  },
}

/** Certain before likely, then the longer; what overlaps one that stands is dropped. */
function withoutOverlaps(found: readonly Secret[]): readonly Secret[] {
  if (found.length < 2) return found
  const sorted = found.toSorted((one, other) => one.start - other.start || other.end - one.end)
  const kept: Secret[] = []
  for (const secret of sorted) {
    const last = kept.at(-1)
    if (last === undefined || secret.start >= last.end) kept.push(secret)
    else if (isBetter(secret, last)) kept[kept.length - 1] = secret
  }
  return kept
}

function isBetter(one: Secret, other: Secret): boolean {
  const ranks = rankOf[other.evidence] - rankOf[one.evidence]
  return ranks > 0 || (ranks === 0 && one.end - one.start > other.end - other.start)
}
