// The evidence of one call: its entries, their proof, and the journal around them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { IntentDraft, OutcomeDraft } from '@stellwerk/contract/journal/entry'
import type { Text } from '@stellwerk/contract/language'
import { parseTlogProof, tlogProofExtension } from '@stellwerk/tlog/format/tlog-proof'
import { verifyEntry, verifyTlogProof } from '@stellwerk/tlog/verify/entry'
import type { Report } from '@stellwerk/tlog/verify/report'
import { parseTrust } from '@stellwerk/tlog/verify/signed-checkpoint'

import { intentLines, outcomeLines, shortened } from './demo-entry.ts'
import {
  clockNow,
  type Found,
  type FoundAs,
  newestEntries,
  trustFor,
  untilSeen,
  verifyJournal,
} from './demo-journal.ts'
import { ask, chatOf, question, type Shown, type Stage } from './demo-stage.ts'
import { columns } from './help.ts'
import { journalReport, outcomeWord } from './journal-report.ts'
import { noQuorum, primitives } from './journal-trust.ts'

/** A name as applications pass it on in `user`. Invented. */
const person: Text = { de: 'erika.mustermann', en: 'jane.doe' }

/** What was asked, as only the person, the application and the engine know it. */
export interface Call {
  readonly user: string
  readonly key: string
  /** As it was sent. */
  readonly body: string
  /** What was answered. */
  readonly said: string
  readonly requestId: string
}

interface Answer {
  readonly choices?: readonly { readonly message?: { readonly content?: string } }[]
}

/** Somebody asks, and the application says who. */
export async function askByName(stage: Stage): Promise<Shown & Call> {
  const { language, keys } = stage
  const user = person[language]
  const body = chatOf(question[language], { user })
  const answer = await ask(stage, keys.lasting, body)
  const { choices } = (await answer.json()) as Answer // Our own answer; a wrong shape fails the checks below.
  const said = choices?.[0]?.message?.content ?? ''
  const requestId = answer.headers.get('x-request-id') ?? ''
  return {
    isRight: answer.status === 200 && requestId !== '' && said !== '',
    lines: [body, `HTTP ${answer.status}, x-request-id: ${requestId}`, said],
    user,
    key: keys.lasting,
    body,
    said,
    requestId,
  }
}

/** What the journal has of a call. */
export interface Recorded {
  readonly intent: FoundAs<IntentDraft>
  readonly outcome: FoundAs<OutcomeDraft>
}

/** Finds the call in the journal, and nothing in there that tells who it was or what was said. */
export async function findEntries(stage: Stage, call: Call): Promise<Shown & Recorded> {
  const { language } = stage
  const { intent, outcome } = await untilSeen(async () => recordedOf(call, await newestEntries(stage)))
  const bytes = Buffer.concat([intent.leaf, outcome.leaf])
  const isSilent = [call.user, call.key, question[language], call.said].every((text) => !bytes.includes(text))
  const absent: Text = {
    de: 'Nicht darin, Byte für Byte gesucht: der Name, der Schlüssel, die Frage, die Antwort.',
    en: 'Not in there, searched byte by byte: the name, the key, the question, the answer.',
  }
  const lines = [...intentLines(intent, language), ...outcomeLines(outcome, language)]
  const isPaired = outcome.draft.about.index === intent.index && outcome.draft.about.origin === intent.origin
  return { isRight: isSilent && isPaired, lines: isSilent ? [...lines, absent[language]] : lines, intent, outcome }
}

/** The entries of a call, once both are there. */
export function recordedOf({ requestId }: Pick<Call, 'requestId'>, entries: readonly Found[]): Recorded | undefined {
  const found: { intent?: FoundAs<IntentDraft>; outcome?: FoundAs<OutcomeDraft> } = {}
  for (const one of entries) {
    const { draft } = one.entry
    if (draft.type === 'intent' && draft.requestId === requestId) found.intent = { ...one, draft }
    if (draft.type === 'outcome' && draft.requestId === requestId) found.outcome = { ...one, draft }
  }
  const { intent, outcome } = found
  return intent && outcome && { intent, outcome }
}

/** Files that show an entry to anybody. */
export interface ProofFiles {
  readonly entry: string
  readonly proof: string
  readonly vkey: string
}

/** Writes entry, proof and key to files, and verifies them with nothing else. */
export async function proveOffline(stage: Stage, intent: Found): Promise<Shown & { readonly files: ProofFiles }> {
  const { language, folder } = stage
  const { index, origin, log } = intent
  const { shown } = await verifyEntry({ index, read: log.read, trust: trustFor(stage, origin), primitives })
  if (shown === undefined) throw new Error(`no proof of entry ${index}`)
  const files = filesIn(join(folder, 'demo'))
  writeFileSync(files.entry, shown.entry)
  writeFileSync(files.proof, shown.proof)
  writeFileSync(files.vkey, `${stage.vkeyOf(origin)}\n`)

  const report = await verifyProof(files)
  const forged = await verifyProof(files, flipped(shown.entry))
  const { length: hashCount } = parseTlogProof(shown.proof).proof
  const [entryBytes, proofBytes] = [shown.entry.length, shown.proof.length]
  const root = shortened(report.root ?? '')
  const { names, rest } = {
    de: {
      names: [
        ['Eintrag', `${files.entry} (${entryBytes} Bytes)`],
        ['Beweis', `${files.proof} (${proofBytes} Bytes: ${hashCount} Hashes, unterschriebener Checkpoint)`],
        ['Schlüssel', files.vkey],
      ],
      rest: [
        `Eintrag ${index} steht im Baum aus ${report.size} Einträgen mit der Wurzel ${root}: ${outcomeWord(report, 'de')}`,
        `Derselbe Beweis, wenn im Eintrag ein Bit anders ist: ${outcomeWord(forged, 'de')}`,
      ],
    },
    en: {
      names: [
        ['entry', `${files.entry} (${entryBytes} bytes)`],
        ['proof', `${files.proof} (${proofBytes} bytes: ${hashCount} hashes, signed checkpoint)`],
        ['key', files.vkey],
      ],
      rest: [
        `Entry ${index} is in the tree of ${report.size} entries with the root ${root}: ${outcomeWord(report, 'en')}`,
        `The same proof when a bit of the entry differs: ${outcomeWord(forged, 'en')}`,
      ],
    },
  }[language]
  const isRight = report.outcome === 'verified' && forged.outcome === 'refused'
  return { isRight, lines: [...columns(names), ...rest], files }
}

function filesIn(folder: string): ProofFiles {
  mkdirSync(folder, { recursive: true })
  return {
    entry: join(folder, 'entry.json'),
    proof: join(folder, `entry${tlogProofExtension}`),
    vkey: join(folder, 'log.vkey'),
  }
}

/** Reads three files and nothing else. */
export function verifyProof({ entry, proof, vkey }: ProofFiles, instead?: Uint8Array): Promise<Report> {
  return verifyTlogProof({
    proof: new Uint8Array(readFileSync(proof)),
    entry: instead ?? new Uint8Array(readFileSync(entry)),
    trust: parseTrust({ vkey: readFileSync(vkey, 'utf8').trim(), policy: noQuorum }, primitives),
    primitives,
    clock: clockNow(),
  })
}

function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))
}

/** The journal as a whole, in the words of `stellwerk journal verify`. */
export async function verifyWhole(stage: Stage): Promise<Shown> {
  const verification = await verifyJournal(stage)
  const lines = journalReport(verification, stage.language).split('\n')
  return { isRight: verification.outcome === 'verified', lines }
}
