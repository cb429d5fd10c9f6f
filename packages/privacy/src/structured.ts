import { codeSpans } from './code-spans.ts'
import { contextWords, type ContextWords } from './context-words.ts'
import { holds } from './context.ts'
import type { Hints } from './detector.ts'
import { identifierDetectors, patternDetectors } from './detectors.ts'
import type { Category, Finding } from './finding.ts'
import { bic } from './identifiers/bic.ts'
import { iban } from './identifiers/iban.ts'
import { labelBefore } from './label.ts'
import type { Reading } from './reading.ts'
import { scannerOf } from './scanner.ts'

const scan = scannerOf(identifierDetectors)

/**
 * Everything that has a structure: identifiers and patterns, as they are found. Findings may overlap (see `resolve.ts`). In code, also
 * in code inside of prose, only what is certain, secrets, and values whose own key names them.
 */
export function structuredFindings(reading: Reading, hints: Hints): Finding[] {
  const findings: Finding[] = []
  const add = (finding: Finding): void => {
    findings.push(finding)
  }
  scan(reading, hints, add)
  for (const detector of patternDetectors) detector.find(reading, hints, add)
  return withoutDoubtInCode(reading, hints, withBicsBesideIbans(findings))
}

/** An IBAN within so many characters explains a BIC. */
const besideMax = 60

/** A BIC has no check; an IBAN before or behind it says what it is (reference § 3.3). */
function withBicsBesideIbans(findings: readonly Finding[]): Finding[] {
  const ibans = findings.filter(({ kind }) => kind === iban.kind)
  // Both come in the order of the text, so one pointer is enough.
  let nearest = 0
  return findings.map((finding) => {
    if (finding.kind !== bic.kind || finding.evidence !== 'weak') return finding
    while (nearest < ibans.length && (ibans[nearest]?.end ?? 0) + besideMax < finding.start) nearest += 1
    const isBeside = (ibans[nearest]?.start ?? Infinity) <= finding.end + besideMax
    return isBeside ? { ...finding, evidence: 'likely', score: 0.6 } : finding
  })
}

function withoutDoubtInCode({ original, text, originalAt }: Reading, hints: Hints, findings: Finding[]): Finding[] {
  const spans = hints.isCode === true ? [{ start: 0, end: text.length }] : codeSpans(text)
  if (spans.length === 0) return findings
  const starts = spans.map(({ start }) => originalAt(start))
  const ends = spans.map(({ end }) => originalAt(end))
  const isInCode = ({ start }: Finding): boolean => start < (ends[lastAtMost(starts, start)] ?? 0)
  return findings.filter(
    (finding) =>
      finding.evidence === 'certain' ||
      finding.category === 'SECRET' ||
      !isInCode(finding) ||
      (finding.evidence === 'likely' && isNamedByItsKey(original, finding, hints)),
  )
}

/** Words in a key that say of which category its value is, for patterns that name no words of their own. */
const keys: Readonly<Partial<Record<Category, ContextWords>>> = {
  PHONE: contextWords([
    'phone*',
    'tel',
    'telefon*',
    'telephone',
    'mobil*',
    'handy*',
    'cell*',
    'fax',
    'ruckruf*',
    'callback',
  ]),
  IP: contextWords(['ip*', 'client*', 'remote*', 'addr', 'peer']),
  DATE: contextWords(['geb', 'geburt*', 'birth*', 'dob', 'born']),
  AGE: contextWords(['age', 'alter']),
  ADDRESS: contextWords(['address*', 'adress*', 'anschrift*', 'street*', 'strasse*', 'wohn*']),
  ZIP: contextWords(['plz', 'zip*', 'postal*', 'postcode*', 'postleit*']),
  EMAIL: contextWords(['mail*', 'email*']),
  URL: contextWords(['url*', 'link*', 'homepage*', 'profile*']),
}

/** A kind may have two detectors, one by its check and one by its label; the words of both count. */
function wordsByKind(): ReadonlyMap<string, ContextWords> {
  const all = new Map<string, readonly string[]>()
  const take = (kind: string, words: readonly string[]): void =>
    void all.set(kind, [...(all.get(kind) ?? []), ...words])
  for (const { kind, context } of identifierDetectors) take(kind, context)
  for (const { keys: own = {} } of patternDetectors) for (const [kind, words] of Object.entries(own)) take(kind, words)
  return new Map([...all].map(([kind, words]) => [kind, contextWords(words)]))
}

const keysOfKind = wordsByKind()

function isNamedByItsKey(original: string, { start, kind, category }: Finding, { label }: Hints): boolean {
  const words = keysOfKind.get(kind) ?? keys[category]
  return (
    words !== undefined && [labelBefore(original, start), label].some((key) => key !== undefined && holds(key, words))
  )
}

/** Index of the last of ascending places that is not behind the given one; -1 where there is none. */
function lastAtMost(places: readonly number[], place: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}
