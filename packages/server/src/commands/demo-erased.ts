// What the vault has of a call, its erasure, and what is left of it afterwards: the proofs.
import { checkOpening } from '@stellwerk/contract/journal/commitment'
import type { Language, Text } from '@stellwerk/contract/language'
import { equalBytes } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath } from '@stellwerk/tlog/format/tile'

import type { OpenedVault } from './command.ts'
import { shortened } from './demo-entry.ts'
import { newestEntries, untilSeen, verifyJournal } from './demo-journal.ts'
import { type Call, type ProofFiles, type Recorded, verifyProof } from './demo-recorded.ts'
import { needlesOf, searchBelow } from './demo-search.ts'
import type { Shown, Stage } from './demo-stage.ts'
import { columns } from './help.ts'
import { hmacSha256 } from './journal-disclosure.ts'
import { erasureText } from './journal-erase-report.ts'
import { outcomeWord } from './journal-report.ts'

/** A call, and what the journal has of it. */
interface RecordedCall {
  readonly call: Call
  readonly recorded: Recorded
}

/** What to look for in the files: both ends of everything that the vault keeps sealed of the call. */
export interface Held {
  readonly needles: readonly Buffer[]
}

/** Another name, to show that not every name fits. Invented. */
const somebodyElse: Text = { de: 'max.mustermann', en: 'john.doe' }

/** Opens what the vault has, and holds it against the commitments in the entry. */
export async function openFromVault(stage: Stage, { call, recorded }: RecordedCall): Promise<Shown & Held> {
  const { language, folder } = stage
  const { intent, outcome } = recorded
  const { openings = {}, values = {} } = (await readOnce(stage, (vault) => vault.read(intent))) ?? {}
  const name = Buffer.from(values['user'] ?? []).toString()
  const opens = (field: string, text: string): boolean =>
    checkOpening({
      hmacSha256,
      opening: openings[field] ?? new Uint8Array(),
      field,
      bytes: Buffer.from(text),
      commitment: intent.draft.commitments[field] ?? '',
    })
  const fits = {
    name: opens('user', name),
    other: opens('user', somebodyElse[language]),
    body: opens('request', call.body),
  }
  const needles = needlesOf([intent, outcome].flatMap((entry) => stage.sealedParts(entry)))
  const sealed = searchBelow(folder, needles)
  const clear = searchBelow(folder, textsOf(call))
  const facts: VaultFacts = {
    name,
    opening: shortened(Buffer.from(openings['user'] ?? []).toString('hex')),
    commitment: shortened(intent.draft.commitments['user'] ?? ''),
    fits,
    found: `${sealed.foundCount}/${needles.length}`,
    fileCount: sealed.fileCount,
    clearCount: clear.foundCount,
  }
  const isSealed = needles.length > 0 && sealed.foundCount === needles.length && clear.foundCount === 0
  const isRight = name === call.user && fits.name && !fits.other && fits.body && isSealed
  return { isRight, lines: vaultLines(facts, language), needles }
}

async function readOnce<T>(stage: Stage, read: (vault: OpenedVault) => T): Promise<T> {
  const vault = await stage.openVault()
  try {
    return read(vault)
  } finally {
    vault.close()
  }
}

/** What lies in no file in clear. */
function textsOf({ user, key, body, said }: Call): readonly Buffer[] {
  return [user, key, body, said].map((text) => Buffer.from(text))
}

interface VaultFacts {
  readonly name: string
  readonly opening: string
  readonly commitment: string
  readonly fits: Readonly<Record<'name' | 'other' | 'body', boolean>>
  readonly found: string
  readonly fileCount: number
  readonly clearCount: number
}

function vaultLines(facts: VaultFacts, language: Language): readonly string[] {
  const { name, opening, commitment, found, fileCount, clearCount } = facts
  const fit = (fits: boolean): string =>
    fits ? { de: 'passt', en: 'fits' }[language] : { de: 'passt nicht', en: 'does not fit' }[language]
  const [own, other, body] = [fit(facts.fits.name), fit(facts.fits.other), fit(facts.fits.body)]
  const { rows, rest } = {
    de: {
      rows: [
        ['Festlegung auf user im Eintrag', commitment],
        ['Öffnung im Tresor', `${opening}, 32 zufällige Bytes`],
        [`HMAC(Öffnung, ${name})`, own],
        [`HMAC(Öffnung, ${somebodyElse.de})`, other],
        ['HMAC(Öffnung von request, die Anfrage, wie sie kam)', body],
      ],
      rest: [
        'Ihr Text liegt nicht im Tresor (Klasse metadata): Nur wer ihn noch hat, kann zeigen, dass es dieser war.',
        `Suche in allen ${fileCount} Dateien: verschlüsselt ist alles da (${found} Bytefolgen), Name, Schlüssel, Anfrage und Antwort im Klartext: ${clearCount}.`,
      ],
    },
    en: {
      rows: [
        ['commitment to user in the entry', commitment],
        ['opening in the vault', `${opening}, 32 random bytes`],
        [`HMAC(opening, ${name})`, own],
        [`HMAC(opening, ${somebodyElse.en})`, other],
        ['HMAC(opening of request, the request as it came)', body],
      ],
      rest: [
        'Its text is not in the vault (class metadata): only those who still have it can show that it was this one.',
        `Search of all ${fileCount} files: sealed, all of it is there (${found} byte strings); name, key, request and answer in clear: ${clearCount}.`,
      ],
    },
  }[language]
  return [...columns(rows), ...rest]
}

/** What an erasure left behind in the journal. */
export interface Erased {
  /** The checkpoint before it, as somebody may have kept it. */
  readonly kept: Uint8Array
  /** Index of the entry that says so. */
  readonly index: number
}

/** Who asks for the erasure, and why: of both the journal holds commitments only. Invented. */
const why: Readonly<Record<'actor' | 'reason', Text>> = {
  actor: { de: 'Datenschutz', en: 'data protection office' },
  reason: { de: 'Antrag 2026/17', en: 'file 2026/17' },
}

/** Erases everything about the person, as `stellwerk journal erase --user` does. */
export async function eraseThePerson(stage: Stage, { call, recorded }: RecordedCall): Promise<Shown & Erased> {
  const { language, opened } = stage
  const { intent, outcome } = recorded
  const kept = await intent.log.read(checkpointPath)
  if (kept === undefined) throw new Error('a log without a checkpoint')
  const report = await opened.vault.erase({
    scope: { subjects: [`user:${call.user}`] },
    fields: [],
    ground: 'art17_1_b',
    actor: why.actor[language],
    reason: why.reason[language],
    isDryRun: false,
  })
  const isErased = [intent, outcome].every(({ origin, index }) =>
    report.erased.some((log) => log.origin === origin && log.indices.some(([a, z]) => a <= index && index <= z)),
  )
  const index = report.entries[0]?.index ?? -1
  const isRight = isErased && report.heldBackCount === 0 && index > outcome.index
  return { isRight, lines: erasureText(report, language).split('\n'), kept, index }
}

/** Verifies again, with the proof and the checkpoint of before, and looks for what is gone. */
export async function verifyAgain(
  stage: Stage,
  what: { readonly recorded: Recorded; readonly files: ProofFiles; readonly held: Held; readonly erased: Erased },
): Promise<Shown> {
  const { language, folder } = stage
  const { recorded, files, held, erased } = what
  const { intent, outcome } = recorded
  const entries = await untilSeen(async () => {
    const now = await newestEntries(stage)
    return now.length > erased.index ? now : undefined
  })
  const [same, told] = [entries[intent.index], entries[erased.index]?.entry.draft.type]
  const journal = await verifyJournal(stage, [erased.kept])
  const proof = await verifyProof(files)
  const left = await readOnce(stage, (vault) => [intent, outcome].filter((entry) => vault.read(entry) !== undefined))
  const after = searchBelow(folder, held.needles)

  const report = journal.logs.at(-1)?.report
  const before = parseCheckpoint(parseNote(erased.kept).text)
  const isContinued = report?.checks.some(({ name, state }) => name === 'consistency' && state === 'ok') === true
  const isSame = same !== undefined && equalBytes(same.leaf, intent.leaf)
  const roots = { old: shortened(Buffer.from(before.root).toString('hex')), now: shortened(report?.root ?? '') }
  const lines: Readonly<Record<Language, readonly string[]>> = {
    de: [
      `Das Protokoll mit ${report?.size ?? 0} Einträgen, Wurzel ${roots.now}: ${outcomeWord(journal, 'de')}`,
      `Sein Anfang ist das Protokoll von vor der Löschung: ${before.size} Einträge, Wurzel ${roots.old}: ${isContinued ? 'ja' : 'NEIN'}`,
      `Eintrag ${intent.index} mit demselben Beweis wie vorhin: ${outcomeWord(proof, 'de')}`,
      `Eintrag ${erased.index} vermerkt die Löschung; wer sie wollte und warum, steht dort nur als Festlegung.`,
      `Öffnungen im Tresor: ${left.length} von 2. Die Festlegungen in Eintrag ${intent.index} öffnet niemand mehr.`,
      `Dieselbe Suche in allen ${after.fileCount} Dateien: ${after.foundCount}/${held.needles.length} Bytefolgen.`,
    ],
    en: [
      `The journal of ${report?.size ?? 0} entries, root ${roots.now}: ${outcomeWord(journal, 'en')}`,
      `It begins with the journal from before the erasure, ${before.size} entries, root ${roots.old}: ${isContinued ? 'yes' : 'NO'}`,
      `Entry ${intent.index} with the same proof as above: ${outcomeWord(proof, 'en')}`,
      `Entry ${erased.index} records the erasure; who wanted it and why stands there as commitments only.`,
      `Openings in the vault: ${left.length} of 2. Nobody opens the commitments in entry ${intent.index} any more.`,
      `The same search of all ${after.fileCount} files: ${after.foundCount}/${held.needles.length} byte strings.`,
    ],
  }
  const isProven = journal.outcome === 'verified' && proof.outcome === 'verified' && isContinued && isSame
  const isGone = left.length === 0 && after.foundCount === 0
  return { isRight: isProven && isGone && told === 'erasure', lines: lines[language] }
}
