import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import { compareText } from './compare-text.ts'
import type { DueDuty } from './findings.ts'
import { type BoundLayer, noLicence } from './layers.ts'
import type { LicenceObligation, ObligationBearer, ObligationSource } from './verdict.ts'
import { type DutyKind, dutyKinds } from './vocabulary.ts'

/** Equal duties of several layers are one obligation with several sources; different words are different obligations. */
export function obligationsOf(duties: readonly DueDuty[]): readonly LicenceObligation[] {
  if (duties.length === 0) return []
  const merged = new Map<string, DueDuty[]>()
  for (const due of duties) {
    const key = `${due.duty.kind}\0${due.duty.fixedWords?.join('\0') ?? ''}`
    const known = merged.get(key)
    if (known === undefined) merged.set(key, [due])
    else known.push(due)
  }
  return [...merged].toSorted(([a], [b]) => compareText(a, b)).flatMap(([, group]) => obligationOf(group))
}

function obligationOf(group: readonly DueDuty[]): readonly LicenceObligation[] {
  const [first] = group
  const sources = sourcesOf(group)
  if (first === undefined || sources === undefined) return []
  const { kind, fixedWords } = first.duty
  const { who, evidence } = bearers[kind]
  return [
    {
      kind,
      // The order of a lineage changes nothing: of several the first by name.
      trigger: group.map(({ trigger }) => trigger).reduce((least, trigger) => (trigger < least ? trigger : least)),
      what: dutyKinds[kind],
      who,
      evidence,
      sources,
      ...(fixedWords === undefined ? {} : { fixedWords }),
    },
  ]
}

function sourcesOf(group: readonly DueDuty[]): LicenceObligation['sources'] | undefined {
  const all = group.flatMap(({ layer, duty }) =>
    duty.sections.map((section): ObligationSource => ({ component: layer.name, licence: layer.licence, section })),
  )
  const ordered = all.length < 2 ? all : all.toSorted(compareSources)
  const [first, ...rest] = ordered.filter((source, at) => {
    const before = ordered[at - 1]
    return before === undefined || compareSources(before, source) !== 0
  })
  return first === undefined ? undefined : [first, ...rest]
}

function compareSources(a: ObligationSource, b: ObligationSource): number {
  return compareText(a.licence, b.licence) || compareText(a.section, b.section) || compareText(a.component, b.component)
}

/** SPDX expression over all layers that bind as a whole or teach; `NOASSERTION` where one of them has no licence. */
export function concludedOf(layers: readonly BoundLayer[], catalogue: Catalogue): string {
  const binding = layers.filter(({ reach }) => reach === 'own' || reach === 'base')
  if (binding.some(({ licence }) => licence === noLicence)) return 'NOASSERTION'
  const expressions = binding.map(({ licence }) => catalogue.byId.get(licence)?.spdxExpression ?? licence)
  return [...new Set(expressions)].join(' AND ')
}

const record: Text = { de: 'Eintrag im Protokoll', en: 'entry in the journal' }
const notices: Text = { de: 'Hinweise, die das Gateway ausliefert', en: 'notices that the gateway serves' }
const accepted: Text = { de: 'Zustimmung je Schlüssel im Protokoll', en: 'acceptance per key in the journal' }
const published: Text = { de: 'die veröffentlichten Dateien', en: 'the published files' }
const statement: Text = { de: 'Bestätigung der zuständigen Stelle', en: 'statement of the responsible office' }
const letter: Text = { de: 'Schreiben an den Lizenzgeber', en: 'letter to the licensor' }

/** Who can meet a duty, and what shows that it is met. A duty without a bearer does not compile. */
const bearers: Readonly<Record<DutyKind, { readonly who: ObligationBearer; readonly evidence: Text }>> = {
  'attribution-notice': { who: 'gateway', evidence: notices },
  badge: { who: 'gateway', evidence: notices },
  'badge-encouraged': { who: 'gateway', evidence: notices },
  'bind-individual-and-entity': { who: 'legal', evidence: statement },
  'certify-destruction': { who: 'legal', evidence: letter },
  'cite-model': { who: 'publisher', evidence: published },
  'comply-aup': { who: 'operator', evidence: statement },
  'comply-law': { who: 'operator', evidence: statement },
  'disclose-ai-output': { who: 'operator', evidence: statement },
  'flow-down-use-restrictions': { who: 'gateway', evidence: accepted },
  'human-decides': { who: 'operator', evidence: statement },
  'keep-branding': { who: 'operator', evidence: statement },
  'keep-model-card': { who: 'publisher', evidence: published },
  'keep-notices': { who: 'publisher', evidence: published },
  'legal-opinion': { who: 'legal', evidence: record },
  'mark-modified-files': { who: 'publisher', evidence: published },
  'monitor-aup': { who: 'legal', evidence: statement },
  'name-prefix': { who: 'publisher', evidence: published },
  'no-allow-others-to-breach-aup': { who: 'operator', evidence: statement },
  'no-endorsement-claim': { who: 'publisher', evidence: published },
  'notice-file': { who: 'publisher', evidence: published },
  'notify-licensor': { who: 'legal', evidence: letter },
  'offer-source-network': { who: 'operator', evidence: statement },
  'provide-licence-copy': { who: 'gateway', evidence: notices },
  'provide-source': { who: 'publisher', evidence: published },
  'public-statement': { who: 'publisher', evidence: published },
  'qualified-person': { who: 'professional', evidence: statement },
  'register-with-licensor': { who: 'legal', evidence: letter },
  'release-service-source': { who: 'publisher', evidence: published },
  'require-users-to-comply': { who: 'gateway', evidence: accepted },
  'same-licence': { who: 'publisher', evidence: published },
  'use-latest-version': { who: 'operator', evidence: statement },
}
