import { wordsOf } from '@stellwerk/licences/identify/words'
import { type Notices, noticesOf } from '@stellwerk/licences/notices'

import type { Caller, LicenceDesk, MissingCopy, ModelNotices, ModelTerms, TextOnDisk } from '../house.ts'
import type { Acceptances } from './acceptances.ts'
import type { LicenceFindings } from './findings.ts'
import { type LicenceCopy, licenceCopies } from './licence-copies.ts'
import type { TermsInForce } from './terms-in-force.ts'
import type { termsOffice } from './terms-office.ts'

export interface DeskParts {
  readonly findings: LicenceFindings
  readonly inForce: TermsInForce
  readonly acceptances: Acceptances
  readonly office: Pick<ReturnType<typeof termsOffice>, 'acceptOwn'>
  /** SHA-256, hex. */
  readonly sha256: (bytes: Uint8Array) => string
}

/** What licences say to whoever calls a model. */
export function licenceDesk(parts: DeskParts): LicenceDesk {
  const { findings, inForce, acceptances, office } = parts
  const copiesIn = rememberedCopies(parts)

  const termsOf = ({ useCaseId, keyId }: Caller, model: string): ModelTerms | undefined => {
    const terms = inForce.ofModel(useCaseId, model)
    if (terms === undefined) return undefined
    const { digest, text, document } = terms
    const licences = document.licences.map(({ id }) => id)
    return { digest, text, licences, isAccepted: acceptances.has(keyId, digest) }
  }

  return {
    termsOf,

    noticesOf(caller, model): ModelNotices {
      const found = findings.evaluationsFor(caller.useCaseId, model)
      const catalogue = findings.catalogue()
      const notices = noticesOf(
        found.map(({ evaluation }) => evaluation),
        catalogue,
      )
      const places = new Map(
        found.map(({ component, folder }) => [`${component.name} ${folder}`, { component, folder }]),
      )
      const copies = [...places.values()].flatMap(({ component, folder }) =>
        folder === undefined ? [] : copiesIn(folder).map((copy) => ({ ...copy, component: component.name })),
      )
      return {
        model,
        catalogue: catalogue.asOf,
        notices,
        terms: termsOf(caller, model),
        copies: copies.map(({ file, sha256, bytes, text, component }) => ({ file, sha256, bytes, text, component })),
        missing: missingFrom(notices, copies),
      }
    },

    accept: ({ keyId, useCaseId }, { model, digest, by }) => office.acceptOwn({ keyId, useCaseId, model, digest, by }),
  }
}

interface KnownCopy extends TextOnDisk {
  readonly wordSha256: string
}

/** Read once for what was found at a time: whoever may ask for notices may ask often. */
function rememberedCopies({ findings, sha256 }: Pick<DeskParts, 'findings' | 'sha256'>) {
  let generation: number | undefined
  let known = new Map<string, readonly KnownCopy[]>()
  const read = (folder: string): readonly KnownCopy[] =>
    licenceCopies(folder, sha256).copies.map((copy: LicenceCopy) => ({
      ...copy,
      wordSha256: sha256(new TextEncoder().encode(wordsOf(copy.text).join(' '))),
    }))
  return (folder: string): readonly KnownCopy[] => {
    if (generation !== findings.generation()) {
      generation = findings.generation()
      known = new Map()
    }
    const copies = known.get(folder) ?? read(folder)
    known.set(folder, copies)
    return copies
  }
}

/** A text is at hand where a file has its bytes, or its words in another layout. */
function missingFrom({ licences }: Notices, copies: readonly KnownCopy[]): readonly MissingCopy[] {
  const atHand = new Set(copies.flatMap(({ sha256, wordSha256 }) => [sha256, wordSha256]))
  return licences.flatMap(({ id: licence, texts, copyWantedBy: wantedBy }) =>
    texts
      .filter(({ sha256, wordSha256 }) => !atHand.has(sha256 ?? '') && !atHand.has(wordSha256 ?? ''))
      .map(({ id: text, link, sha256 }) => ({ licence, text, link, sha256, wantedBy })),
  )
}
