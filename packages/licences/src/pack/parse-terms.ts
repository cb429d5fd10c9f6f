import type { Text } from '@stellwerk/contract/language'

import type {
  Ban,
  Clause,
  Descent,
  Duty,
  GoverningLaw,
  LicenceTerms,
  LicenceText,
  LicensorPower,
  Right,
  Sections,
  SparedUse,
  Territory,
  Threshold,
} from '../terms.ts'
import {
  banStrengths,
  banTags,
  dutyKinds,
  licenceClasses,
  limits,
  outputRules,
  powers,
  type RightName,
  sources,
  thresholdEffects,
  triggers,
} from '../vocabulary.ts'
import { EntryMalformed } from './refused.ts'
import {
  always,
  day,
  dayOrLess,
  FieldMalformed,
  flag,
  form,
  keyOf,
  line,
  listOf,
  objectOf,
  optional,
  type Parse,
  someOf,
  variants,
  wholeNumber,
  wordOf,
} from './strict-parsers.ts'

/** Most items of a list in an entry. The longest in our own catalogue has some forty. */
const itemsMax = 500
/** Characters of a name or a section, and of a sentence. The longest sentence in our own catalogue has 424. */
const [nameMax, sentenceMax] = [300, 4_000]

const name = line(nameMax)
const text: Parse<Text> = objectOf<Text>({ de: line(sentenceMax), en: line(sentenceMax) })
const sections: Parse<Sections> = someOf(line(nameMax), itemsMax)
const names = listOf(name, { to: itemsMax })
const sha256 = form(/^[0-9a-f]{64}$/, {
  de: 'muss ein SHA-256 mit 64 kleinen Hexadezimalziffern sein',
  en: 'must be a SHA-256 of 64 lower-case hexadecimal digits',
})
/** As in the configuration, so that every licence of a pack can be named there. */
const licenceId = form(/^[A-Za-z0-9][A-Za-z0-9.+-]{0,127}$/, {
  de: 'muss eine SPDX-Kennung oder LicenseRef-… sein',
  en: 'must be an SPDX id or LicenseRef-…',
})
const territoryCode = form(/^[A-Z]{2}$/, {
  de: 'muss ein Land wie DE oder EU sein',
  en: 'must be a country such as DE, or EU',
})

const rule = optional(keyOf(outputRules))
const right: Parse<Right> = variants<Right>('value', {
  yes: objectOf<Extract<Right, { value: 'yes' }>>({
    value: wordOf(['yes']),
    sections,
    rule,
    note: optional(text),
  }),
  conditional: objectOf<Extract<Right, { value: 'conditional' }>>({
    value: wordOf(['conditional']),
    sections,
    limits: optional(someOf(keyOf(limits), itemsMax)),
    rule,
    note: optional(text),
  }),
  no: objectOf<Extract<Right, { value: 'no' }>>({ value: wordOf(['no']), sections, rule, note: optional(text) }),
  // These two have no place in the text, so they can name none.
  silent: objectOf<Extract<Right, { value: 'silent' }>>({ value: wordOf(['silent']), rule, note: optional(text) }),
  unverified: objectOf<Extract<Right, { value: 'unverified' }>>({
    value: wordOf(['unverified']),
    rule,
    note: optional(text),
  }),
})

const rights = objectOf<Record<RightName, Right>>({
  commercialUse: right,
  internalUse: right,
  hostedService: right,
  redistributeWeights: right,
  redistributeDerivatives: right,
  modify: right,
  outputsTrainOtherModels: right,
  patentGrant: right,
} satisfies Record<RightName, Parse<Right>>)

const ban = objectOf<Ban>({
  tag: keyOf(banTags),
  strength: keyOf(banStrengths),
  sections,
  arguable: optional(text),
  note: optional(text),
})

const duty = objectOf<Duty>({
  kind: keyOf(dutyKinds),
  triggers: someOf(keyOf(triggers), itemsMax),
  sections,
  fixedWords: optional(someOf(line(sentenceMax), itemsMax)),
  sinceVersion: optional(name),
  note: optional(text),
})

const sparedUses = listOf(
  wordOf<SparedUse>(['internal', 'third-party-product', 'non-commercial'] satisfies readonly SparedUse[]),
  { from: 1, to: 3 },
)

const threshold = objectOf<Threshold>({
  metric: wordOf<Threshold['metric']>([
    'monthly-active-users',
    'annual-revenue',
    'monthly-revenue',
    'group-revenue-if-maas',
    'end-users-30-days',
    'competing-product',
  ]),
  above: wholeNumber(0),
  unit: wordOf<Threshold['unit']>(['users', 'USD', 'CNY', 'flag']),
  measured: variants<Threshold['measured']>('rule', {
    'once-at-release': objectOf<Extract<Threshold['measured'], { rule: 'once-at-release' }>>({
      rule: wordOf(['once-at-release']),
      referenceOn: day,
      window: text,
    }),
    continuous: objectOf<Extract<Threshold['measured'], { rule: 'continuous' }>>({
      rule: wordOf(['continuous']),
      window: text,
    }),
  }),
  of: wordOf<Threshold['of']>(['group', 'licensee', 'product', 'deployment']),
  scope: text,
  effect: keyOf(thresholdEffects),
  sections,
  spares: optional(sparedUses),
  sinceVersion: optional(name),
  note: optional(text),
})

type TerritoryTest = Territory['tests'][number]
const territoryTests = someOf(wordOf<TerritoryTest>(['operator-seat', 'place-of-use', 'place-of-output-use']), 3)

const territory = objectOf<Territory>({
  excludes: someOf(territoryCode, itemsMax),
  modality: wordOf<Territory['modality']>(['multimodal', 'any']),
  tests: (value, path): Territory['tests'] => {
    const [first, ...rest] = territoryTests(value, path)
    const places = rest.filter((test) => test !== 'operator-seat')
    if (places.length === rest.length) return [first, ...places]
    throw new FieldMalformed(path, { de: 'operator-seat steht zuerst', en: 'operator-seat stands first' })
  },
  sections,
  takesAway: names,
  sparesThirdPartyProduct: flag,
  note: optional(text),
})

const power = objectOf<LicensorPower>({ kind: keyOf(powers), sections, note: optional(text) })

const clause = optional(
  variants<Clause>('found', {
    true: objectOf<Extract<Clause, { found: true }>>({ found: always(true), sections, says: text }),
    false: objectOf<Extract<Clause, { found: false }>>({ found: always(false) }),
  }),
)

const governingLaw = objectOf<GoverningLaw>({
  law: name,
  forum: optional(name),
  isCisgExcluded: optional(flag),
  sections,
})

const descent = objectOf<Descent>({
  sections,
  fineTune: optional(text),
  quantisation: optional(text),
  merge: optional(text),
  distillation: optional(text),
  relicensing: optional(text),
})

const licenceText = objectOf<LicenceText>({
  id: name,
  role: wordOf<LicenceText['role']>(['licence', 'policy', 'notice']),
  found: optional(objectOf<NonNullable<LicenceText['found']>>({ repository: name, path: name, commit: name })),
  source: keyOf(sources),
  sha256,
  wordSha256: sha256,
  proseSha256: sha256,
  isHashUsable: flag,
})

const terms = objectOf<LicenceTerms>({
  id: licenceId,
  name,
  version: optional(name),
  date: optional(dayOrLess),
  steward: optional(name),
  class: keyOf(licenceClasses),
  osaid: wordOf<LicenceTerms['osaid']>(['possible', 'excluded', 'undecided']),
  spdxExpression: name,
  hubTags: names,
  appliesTo: names,
  source: keyOf(sources),
  reading: objectOf<LicenceTerms['reading']>({ number: wholeNumber(1), on: day }),
  texts: listOf(licenceText, { to: itemsMax }),
  policyBoundBy: optional(sections),
  unreadPolicy: optional(objectOf<NonNullable<LicenceTerms['unreadPolicy']>>({ sections, name: text })),
  rights,
  bans: listOf(ban, { to: itemsMax }),
  duties: listOf(duty, { to: itemsMax }),
  thresholds: listOf(threshold, { to: itemsMax }),
  territory: listOf(territory, { to: itemsMax }),
  powers: listOf(power, { to: itemsMax }),
  termination: clause,
  litigation: clause,
  indemnity: clause,
  disclaimer: clause,
  governingLaw: optional(governingLaw),
  audit: clause,
  feedback: clause,
  descent: optional(descent),
  notes: listOf(text, { to: itemsMax }),
})

/**
 * One entry of a catalogue that came from outside. It has to hold what the compiler and the tests hold our own entries to.
 *
 * @param at place in the list, for an entry that does not say its name
 * @throws {EntryMalformed} naming entry and field
 */
export function parseTerms(value: unknown, at: number): LicenceTerms {
  try {
    const read = terms(value, '')
    mustAgree(read)
    return read
  } catch (error) {
    if (!(error instanceof FieldMalformed)) throw error
    throw new EntryMalformed({ entry: entryName(value, at), field: error.path, problem: error.text })
  }
}

function entryName(value: unknown, at: number): string {
  const id: unknown =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'id') ? Reflect.get(value, 'id') : ''
  return typeof id === 'string' && /^[A-Za-z0-9][A-Za-z0-9.+-]{0,127}$/.test(id) ? id : `#${at + 1}`
}

/** What one member says has to fit what another says. */
function mustAgree({ source, rights: granted, texts, policyBoundBy, bans }: LicenceTerms): void {
  // A rule about outputs belongs to one right; elsewhere nothing would ever read it.
  for (const [of, { rule: said }] of Object.entries(granted)) {
    if (said !== undefined && of !== 'outputsTrainOtherModels')
      throw new FieldMalformed(`rights.${of}.rule`, onlyOutputs)
  }
  const { outputsTrainOtherModels: outputs } = granted
  const isRead = outputs.value !== 'silent' && outputs.value !== 'unverified'
  if (isRead && outputs.rule === undefined) throw new FieldMalformed('rights.outputsTrainOtherModels.rule', needsRule)
  if ((outputs.rule === 'barred') !== (outputs.value === 'no' && outputs.rule !== undefined)) {
    throw new FieldMalformed('rights.outputsTrainOtherModels', barredMeansNo)
  }
  if ((source === 'official-file' || source === 'collection-file') && texts.length === 0) {
    throw new FieldMalformed('texts', readNowhere)
  }
  for (const [at, one] of texts.entries()) {
    const isFile = one.source === 'official-file' || one.source === 'collection-file'
    if (one.isHashUsable && !isFile) throw new FieldMalformed(`texts[${at}].isHashUsable`, notTheFile)
  }
  if (texts[0]?.role === 'licence' && texts.some(({ role }) => role === 'policy') && policyBoundBy === undefined) {
    throw new FieldMalformed('policyBoundBy', unboundPolicy)
  }
  const said = bans.map(({ tag, strength, sections: at }) => `${tag} ${strength} ${JSON.stringify(at)}`)
  if (new Set(said).size !== said.length) throw new FieldMalformed('bans', saidTwice)
}

const onlyOutputs: Text = {
  de: 'steht nur bei outputsTrainOtherModels',
  en: 'stands with outputsTrainOtherModels only',
}
const needsRule: Text = {
  de: 'fehlt, obwohl der Text dazu gelesen ist',
  en: 'is missing although the text about it was read',
}
const barredMeansNo: Text = { de: 'barred gehört zu no und umgekehrt', en: 'barred goes with no, and no with barred' }
const readNowhere: Text = {
  de: 'leer, obwohl source sagt, dass der Text gelesen ist',
  en: 'is empty although source says that the text was read',
}
const notTheFile: Text = {
  de: 'nur wo die Datei selbst gelesen ist, identifiziert ihr Hash etwas',
  en: 'only where the file itself was read does its hash identify anything',
}
const unboundPolicy: Text = {
  de: 'fehlt, obwohl der Eintrag eigene Nutzungsregeln hat',
  en: 'is missing although the entry has a policy of its own',
}
const saidTwice: Text = { de: 'nennt ein Verbot doppelt', en: 'says a ban twice' }
