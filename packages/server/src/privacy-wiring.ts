// What personal data need of the world: a key, a thread, time, and what each use case wants.
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import { endpoints } from '@stellwerk/contract/endpoint'
import type { Endpoint } from '@stellwerk/contract/endpoint'
import { answerShape } from '@stellwerk/contract/fields/rebuild'
import type { Text } from '@stellwerk/contract/language'
import { type RestoreAnswer, restoreAnswers } from '@stellwerk/privacy/fields/answer-texts'
import { hasIrreversibleEmbeddings, irreversible, policyOf } from '@stellwerk/privacy/presets'
import type { Mapping } from '@stellwerk/privacy/pseudonym/mapping'
import { ChatStreamRestorer, gatheredPaths } from '@stellwerk/privacy/restore/chat-stream'
import { MessageStreamRestorer, ResponseStreamRestorer } from '@stellwerk/privacy/restore/named-stream'
import { Restorer } from '@stellwerk/privacy/restore/restorer'
import { stoppedAnswer } from '@stellwerk/privacy/restore/stopped-answer'
import { StoppedEvents, StoppedPieces } from '@stellwerk/privacy/restore/stopped-pieces'

import { openClassifier, startTimer } from './classifier-wiring.ts'
import { replaceDurably } from './durable-file.ts'
import type { FileModel } from './file-model.ts'
import type { Privacy, Restoring } from './privacy-house.ts'
import { PrivacyDesk, type Protected, type UseCasePrivacy } from './privacy/desk.ts'
import { looked, versionOf } from './privacy/external-model.ts'
import { DetectionThread, type Thread, type ThreadAnswer } from './privacy/detection-thread.ts'
import { openDetection } from './privacy-weights.ts'
import { newSeed } from './signing-key-file.ts'
import type { Log } from './telemetry/log.ts'

export interface PrivacySettings {
  /** Starts a thread from a file beside this one. Only tests, which end them, have their own. */
  readonly startThread?: (file: string) => Worker
}

/** Opens what looks for personal data. Close it with the server. @throws PrivacyModelUnusable, PseudonymKeyUnusable */
export async function openPrivacy(
  config: Config,
  log: Pick<Log, 'event'>,
  settings: PrivacySettings = {},
): Promise<{ readonly privacy: Privacy; readonly close: () => void }> {
  const classifier = await openClassifier(config, log)
  const start = settings.startThread ?? ((file) => new Worker(new URL(`./${file}`, import.meta.url).href))
  const thread = new DetectionThread(() => threadOf(start('detection-worker.ts')), startTimer)
  const desk = new PrivacyDesk({
    detection: openDetection(),
    elsewhere: {
      detect: (wish, deadlineMs) => thread.detect(wish, deadlineMs),
      mask: (wish, deadlineMs) => thread.mask(wish, deadlineMs),
    },
    model: classifier?.model,
    useCases: new Map(config.useCases.map((useCase) => [useCase.id, privacyOf(useCase, config)])),
    installationKey: openPseudonymKey(config.data),
    threadFromCharacters: config.privacy.threadFromCharacters,
    deadlineMs: config.privacy.deadlineMs,
  })
  const privacy: Privacy = {
    read: async ({ request, textsOf, caller, endpoint }) => {
      const { useCaseId, keyId, asserted } = caller
      const { found, protect, keepsMapping } = await desk.read({
        request,
        textsOf,
        useCaseId,
        keyId,
        asserted,
        endpoint,
      })
      return {
        found,
        protect: async () => {
          const done = await protect()
          if (done === undefined) return undefined
          const kept = keepsMapping ? keptMapping(done.mapping, config.limits.recordBytesMax) : undefined
          return restoringOf(done, kept)
        },
      }
    },
  }
  return {
    privacy,
    close: () => {
      thread.close()
      classifier?.close()
    },
  }
}

/** Milliseconds for one text of a file, which may be a book; nobody waits for it as a client does for an answer. */
const fileDeadlineMs = 60_000

/** The model of the operator for texts of files. Where it fails nothing is told: figures without it would not be its own. */
export async function openFileModel(config: Config): Promise<FileModel | undefined> {
  const { model: named, ...privacy } = config.privacy
  if (named === undefined) return undefined
  const deadlineMs = Math.max(named.deadlineMs, fileDeadlineMs)
  const opened = await openClassifier({ ...config, privacy: { ...privacy, model: { ...named, deadlineMs } } }, quiet)
  if (opened === undefined) return undefined
  const { model, close } = opened
  return {
    versionFor: (settings) => versionOf(model, settings),
    look: async (text, settings) => {
      const { beside } = await looked([{ text, form: 'text' }], [], settings, model, 'refuse')
      return beside[0] ?? []
    },
    close,
  }
}

/** A command says itself what came of it. */
const quiet = { event: () => undefined }

function privacyOf({ personalData }: Config['useCases'][number], config: Config): UseCasePrivacy {
  const policy = policyOf(personalData, config.operator?.country)
  const { preset, embeddings, scope, keepMapping: keepsMapping, onDetectorFailure } = personalData
  const isIrreversible = embeddings.irreversible ?? hasIrreversibleEmbeddings(preset)
  const embeddingPolicy = isIrreversible ? irreversible(policy) : policy
  return { policy, embeddingPolicy, scope, keepsMapping, onDetectorFailure }
}

// ── Restoring ───────────────────────────────────────────────────────────────────────────────────────────────────────

type ByForm = Readonly<Record<'json' | 'event', RestoreAnswer>>

/** Made once: walking a field map takes longer than an answer. */
const restoreOf = Object.fromEntries(
  endpoints.map((endpoint): [Endpoint, ByForm] => [
    endpoint,
    {
      json: restoreAnswers(answerShape(endpoint, 'json')),
      event: restoreAnswers(answerShape(endpoint, 'event')),
    },
  ]),
) as Readonly<Record<Endpoint, ByForm>> // One entry for each endpoint.

/** What the vault keeps: each pseudonym with what it stood for. A mapping that is too long is left out whole, and says so. */
function keptMapping({ live }: Mapping, bytesMax: number): string {
  const pairs = Object.fromEntries(live.map(({ pseudonym, written }) => [pseudonym, written]))
  const text = JSON.stringify(pairs)
  return Buffer.byteLength(text) <= bytesMax ? text : JSON.stringify({ leftOut: live.length })
}

/** Pieces of chat; those of completions have nothing more besides their text. */
const restorePiece = restoreAnswers(answerShape('chat/completions', 'event'), gatheredPaths)

/** For one request: its answer is restored, and ends where the client wanted it to. */
export function restoringOf({ mapping, stops }: Protected, kept?: string): Restoring {
  const restorer = new Restorer(mapping)
  return {
    whole: (endpoint, answer) => {
      const restored = restoreOf[endpoint].json(answer, restorer)
      return stops === undefined ? restored : stoppedAnswer({ ...restored }, stops)
    },
    pieces: (how) => {
      const pieces = new ChatStreamRestorer(restorer, restorePiece, how)
      return stops === undefined ? pieces : new StoppedPieces(pieces, stops)
    },
    events: (endpoint, how) => {
      if (endpoint === 'responses') return new ResponseStreamRestorer(restorer, restoreOf.responses.event, how)
      const events = new MessageStreamRestorer(restorer, restoreOf.messages.event, how)
      return stops === undefined ? events : new StoppedEvents(events, stops)
    },
    text: (text) => restorer.whole(text, 'text'),
    kept,
    counts: () => ({ restored: restorer.restored, unknown: restorer.unknown }),
  }
}

// ── Thread ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function threadOf(worker: Worker): Thread {
  return {
    post: (message) => worker.postMessage(message, []),
    onAnswer: (hear) =>
      worker.addEventListener('message', ({ data }: MessageEvent<ThreadAnswer>) => {
        hear(data)
      }),
    onEnd: (hear) => {
      worker.addEventListener('error', ({ message }) => hear(new Error(message)))
      worker.addEventListener('close', () => hear(new Error('the thread ended')))
    },
    terminate: () => worker.terminate(),
  }
}

// ── Key ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Bytes of the key behind all pseudonyms of an installation. */
const keyBytes = 32

/** The key cannot be used. Another one would give other pseudonyms, and documents that were embedded would no longer be found. */
class PseudonymKeyUnusable extends Error {
  override readonly name = 'PseudonymKeyUnusable'
  readonly code = 'pseudonym_key_unusable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** Made at the first start, readable by its owner alone. @throws {PseudonymKeyUnusable} */
function openPseudonymKey(data: string): Uint8Array {
  const path = join(data, 'keys', 'pseudonyms.key')
  if (!existsSync(path)) {
    mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 })
    replaceDurably(path, newSeed())
  }
  const isOpen = (statSync(path).mode & 0o077) !== 0
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (!isOpen && key.length === keyBytes) return key
  const [why, whyDe] = isOpen
    ? ['others can read it', 'andere können sie lesen']
    : ['it holds no key', 'sie enthält keinen Schlüssel']
  throw new PseudonymKeyUnusable({
    de: `Schlüsseldatei der Pseudonyme ${path}: ${whyDe}. Aus der Sicherung zurückholen, Rechte 0600.`,
    en: `key file of the pseudonyms ${path}: ${why}. Restore it from the backup with mode 0600.`,
  })
}
