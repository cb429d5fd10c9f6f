import type { Text } from '@stellwerk/contract/language'

import type { Ban, Duty, LicenceTerms, Right, Sections } from './terms.ts'
import { banStrengths, type BanTag, banTags, dutyKinds, rightNames, type RightName } from './vocabulary.ts'

/** Terms with what is the same in every evaluation: which bans a tag meets, and the sentences of rights, bans and duties. */
export interface CompiledTerms {
  readonly terms: LicenceTerms
  readonly bansByTag: ReadonlyMap<BanTag, readonly CompiledBan[]>
  readonly grantTexts: Readonly<Record<RightName, Text>>
  readonly dutyText: (duty: Pick<Duty, 'kind' | 'note' | 'fixedWords'>) => Text
}

export interface CompiledBan {
  readonly ban: Ban
  /** Its own, and those by which a policy becomes part of the licence. */
  readonly sections: Sections
  readonly text: Text
}

const compiled = new WeakMap<LicenceTerms, CompiledTerms>()

export function compile(terms: LicenceTerms): CompiledTerms {
  const known = compiled.get(terms)
  if (known !== undefined) return known
  const fresh = prepare(terms)
  compiled.set(terms, fresh)
  return fresh
}

function prepare(terms: LicenceTerms): CompiledTerms {
  const bans = terms.bans.map((ban): CompiledBan => ({
    ban,
    sections: sectionsOf(ban, terms),
    text: banText(ban, terms),
  }))
  const dutyTexts = new WeakMap<object, Text>()
  return {
    terms,
    bansByTag: Map.groupBy(bans, ({ ban }) => ban.tag),
    grantTexts: grantTextsOf(terms),
    dutyText: (duty) => {
      const text = dutyTexts.get(duty) ?? dutyTextOf(duty)
      dutyTexts.set(duty, text)
      return text
    },
  }
}

function grantTextsOf(terms: LicenceTerms): Readonly<Record<RightName, Text>> {
  const names = Object.keys(rightNames) as RightName[] // Its keys are exactly these.
  const texts = names.map((name) => [name, rightText(terms, rightNames[name], terms.rights[name])])
  return Object.fromEntries(texts) as Record<RightName, Text> // One entry for each of them.
}

/** Policies and attachments are documents of their own; what makes them binding is cited with them. */
function sectionsOf(ban: Ban, { policyBoundBy }: LicenceTerms): Sections {
  const isOfPolicy = ban.sections.some((section) => /^(AUP|PUP|UP|Att|Ex|Annex|Appendix)\b/.test(section))
  if (!isOfPolicy || policyBoundBy === undefined) return ban.sections
  return [...ban.sections, ...policyBoundBy]
}

function banText(ban: Ban, { name }: LicenceTerms): Text {
  const [what, how] = [banTags[ban.tag], banStrengths[ban.strength]]
  return withNote(
    { de: `${name}: ${what.de} – ${how.de}.`, en: `${name}: ${what.en} – ${how.en}.` },
    ban.note ?? ban.arguable,
  )
}

function rightText({ name }: LicenceTerms, what: Text, right: Right): Text {
  return withNote(sentenceOf(name, what, right), right.note)
}

function sentenceOf(name: string, what: Text, right: Right): Text {
  switch (right.value) {
    case 'yes':
      return { de: `${name} gestattet: ${what.de}.`, en: `${name} grants: ${what.en}.` }
    case 'conditional':
      return { de: `${name} gestattet unter Bedingungen: ${what.de}.`, en: `${name} grants on conditions: ${what.en}.` }
    case 'no':
      return { de: `${name} gestattet nicht: ${what.de}.`, en: `${name} does not grant: ${what.en}.` }
    case 'silent':
      return { de: `${name} sagt nichts über: ${what.de}.`, en: `${name} says nothing about: ${what.en}.` }
    case 'unverified':
      return {
        de: `Was ${name} dazu sagt, ist nicht gelesen: ${what.de}.`,
        en: `What ${name} says has not been read: ${what.en}.`,
      }
  }
}

function dutyTextOf({ kind, note, fixedWords }: Pick<Duty, 'kind' | 'note' | 'fixedWords'>): Text {
  const name = dutyKinds[kind]
  const [de, en] = [
    fixedWords === undefined ? '' : `: ${fixedWords.map((words) => `„${words}“`).join(' oder ')}`,
    fixedWords === undefined ? '' : `: ${fixedWords.map((words) => `“${words}”`).join(' or ')}`,
  ]
  return withNote({ de: `Pflicht: ${name.de}${de}.`, en: `Duty: ${name.en}${en}.` }, note)
}

function withNote(text: Text, note: Text | undefined): Text {
  return note === undefined ? text : { de: `${text.de} ${sentence(note.de)}`, en: `${text.en} ${sentence(note.en)}` }
}

function sentence(text: string): string {
  const first = text.charAt(0)
  const end = /[.!?…]$/.test(text) ? '' : '.'
  return `${first.toUpperCase()}${text.slice(1)}${end}`
}
