// Questions and answers as the journal and the vault have them, each held against its commitment.
import { checkOpening } from '@stellwerk/contract/journal/commitment'
import type { IntentDraft } from '@stellwerk/contract/journal/entry'
import type { JsonObject } from '@stellwerk/contract/json'

import type { OpenedVault } from './command.ts'
import { DisclosureDiffers, hmacSha256 } from './journal-disclosure.ts'
import { eachEntry, type FrozenLog } from './journal-picked.ts'
import { answersIn, questionIn } from './recorded-answer.ts'

/** A call that was answered to its end. */
export interface RecordedPair {
  readonly requestId: string
  readonly timeMs: number
  readonly endpoint: string
  readonly model: string
  readonly deployment: string
  /** Digest of the component that stood behind the deployment then, as the journal has it with the licence lamp. */
  readonly component: string | undefined
  /** Undefined where the vault has not kept both texts, or has erased them. */
  readonly texts: { readonly question: JsonObject; readonly answers: readonly string[] } | undefined
}

interface Wanted {
  readonly logs: readonly FrozenLog[]
  readonly vault: OpenedVault
  readonly useCase: string
  readonly deployments: ReadonlySet<string>
}

interface Place {
  readonly origin: string
  readonly index: number
}

/** A call, in little memory: texts are read when it is its turn. */
interface Call {
  readonly intent: Place
  readonly outcome: Place
  readonly commitments: { readonly request: string | undefined; readonly deliveredResponse: string | undefined }
  readonly pair: Omit<RecordedPair, 'texts'>
}

/** In the order in which they were answered. */
export async function* recordedPairs(wanted: Wanted): AsyncGenerator<RecordedPair> {
  for (const call of await callsIn(wanted)) yield { ...call.pair, texts: textsOf(call, wanted.vault) }
}

async function callsIn({ logs, useCase, deployments }: Wanted): Promise<readonly Call[]> {
  const open = new Map<string, { readonly draft: IntentDraft; readonly pair: Call['pair'] }>()
  const components = new Map<string, string | undefined>()
  const calls: Call[] = []
  for (const log of logs) {
    const { origin } = log
    await eachEntry(log, (index, { draft, stamp }) => {
      if (draft.type === 'licenceLamp' && draft.useCase === useCase) components.set(draft.deployment, draft.component)
      if (draft.type === 'intent' && draft.useCase === useCase && deployments.has(draft.deployment)) {
        const { requestId, operation: endpoint, model, deployment } = draft
        const pair = {
          requestId,
          timeMs: stamp.timeMs,
          endpoint,
          model,
          deployment,
          component: components.get(deployment),
        }
        open.set(`${origin} ${index}`, { draft, pair })
      }
      if (draft.type !== 'outcome' && draft.type !== 'cut' && draft.type !== 'recovery') return
      const { about } = draft
      const begun = open.get(`${about.origin} ${about.index}`)
      open.delete(`${about.origin} ${about.index}`)
      // What was cut or failed is no answer that anybody stood by.
      if (begun === undefined || draft.type !== 'outcome' || draft.ending !== 'finished') return
      calls.push({
        intent: about,
        outcome: { origin, index },
        commitments: {
          request: begun.draft.commitments['request'],
          deliveredResponse: draft.commitments['deliveredResponse'],
        },
        pair: begun.pair,
      })
    })
  }
  return calls
}

function textsOf({ intent, outcome, commitments }: Call, vault: OpenedVault): RecordedPair['texts'] {
  const asked = keptText(vault, intent, 'request', commitments.request)
  const said = keptText(vault, outcome, 'deliveredResponse', commitments.deliveredResponse)
  if (asked === undefined || said === undefined) return undefined
  const question = questionIn(asked)
  return question === undefined ? undefined : { question, answers: answersIn(said) }
}

/** @throws DisclosureDiffers where the vault has another text than the journal committed to */
function keptText(vault: OpenedVault, place: Place, field: string, commitment: string | undefined): string | undefined {
  const kept = vault.read(place)
  const [opening, bytes] = [kept?.openings[field], kept?.values[field]]
  if (opening === undefined || bytes === undefined || commitment === undefined) return undefined
  if (!checkOpening({ hmacSha256, opening, field, bytes, commitment })) throw new DisclosureDiffers({ ...place, field })
  return new TextDecoder().decode(bytes)
}
