import { type Config, type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import type { Language, Text } from '@stellwerk/contract/language'

import { systemClock } from '../clock.ts'
import type { Opened } from '../opened.ts'
import { say } from './command.ts'
import type { CommandCall } from './command.ts'

/** What the demo needs of the world around it. */
export interface DemoWorld {
  readonly open: (config: Config) => Promise<Opened>
  /** A folder that is gone when the demo is over. */
  readonly temporaryFolder: () => { readonly path: string; readonly remove: () => void }
}

/** One thing that is shown, done and checked. */
interface Step {
  readonly id: string
  readonly title: Text
  readonly run: (stage: Stage) => Promise<Shown>
}

/** What came of a step: lines for people, and whether it was as promised. */
interface Shown {
  readonly isRight: boolean
  readonly lines: readonly string[]
}

interface Stage {
  readonly opened: Opened
  readonly language: Language
  /** Key of a use case that nobody has declared anything about, and of one with all lamps clear. */
  readonly keys: { readonly undeclared: string; readonly declared: string; readonly declaredId: string }
}

const clear = { state: 'clear', statedBy: 'stellwerk demo', source: 'demo', validUntil: '2099-12-31' } as const

const configuration: ConfigInput = {
  listen: { port: 0 },
  log: { level: 'error' },
  upstreams: [{ id: 'mirror', kind: 'mirror' }],
  deployments: [{ id: 'mirror', model: 'mirror', upstream: 'mirror' }],
  useCases: [
    {
      id: 'undeclared',
      title: 'Bürgerpost / Letters',
      state: 'active',
      deployments: ['mirror'],
      lamps: { licence: clear },
    },
    {
      id: 'declared',
      title: 'Entwürfe / Drafts',
      state: 'active',
      deployments: ['mirror'],
      lamps: { licence: clear, dataProtection: clear, governance: clear, security: clear },
    },
  ],
}

/** `stellwerk demo`: shows, in plain words, what the product does, and checks each step itself. */
export async function demo(call: CommandCall, world: DemoWorld): Promise<number> {
  const kept = call.options.get('data')
  const folder = typeof kept === 'string' ? { path: kept, remove: () => undefined } : world.temporaryFolder()
  const opened = await world.open({ ...parseConfig(configuration), data: folder.path })
  const results: { id: string; title: string; ok: boolean; ms: number; lines: readonly string[] }[] = []
  try {
    const stage = await setUp(opened, call.language)
    if (!call.isJson) say(call, opening[call.language](opened.publicUrl))
    for (const [index, step] of steps.entries()) {
      const beganAt = systemClock.elapsed()
      const { isRight, lines } = await step.run(stage)
      const ms = Math.round(systemClock.elapsed() - beganAt)
      results.push({ id: step.id, title: step.title[call.language], ok: isRight, ms, lines })
      if (!call.isJson) say(call, chapter(index + 1, step.title[call.language], lines, isRight, call.language))
    }
  } finally {
    await opened.stop()
    folder.remove()
  }
  const ok = results.every((result) => result.ok)
  if (call.isJson) say(call, JSON.stringify({ ok, steps: results }))
  else say(call, (ok ? closing : failing)[call.language])
  return ok ? 0 : 1
}

async function setUp(opened: Opened, language: Language): Promise<Stage> {
  const undeclared = await opened.keys.create({ useCaseId: 'undeclared', language, days: 1 })
  const declared = await opened.keys.create({ useCaseId: 'declared', language, days: 1 })
  return {
    opened,
    language,
    keys: { undeclared: undeclared.key, declared: declared.key, declaredId: declared.view.id },
  }
}

const question: Text = {
  de: 'Bitte fasse den Bescheid in zwei Sätzen zusammen.',
  en: 'Please sum up the notice in two sentences.',
}

const steps: readonly Step[] = [
  {
    id: 'refused',
    title: {
      de: 'Eine Anfrage ohne freies Signal wird abgelehnt',
      en: 'A request without a clear signal is refused',
    },
    async run({ opened, language, keys }) {
      const answer = await ask(opened, keys.undeclared, { messages: messages(question[language]) })
      const { error } = (await answer.json()) as Refusal // Our own answer; a wrong shape fails the checks below.
      const states = Object.entries(error.lamps ?? {}).map(([lamp, { state }]) => lampLine(lamp, state, language))
      const isRight = answer.status === 403 && error.code === 'lamps_shut' && states.length === 4
      return { isRight, lines: [`HTTP ${answer.status} ${error.code}`, error.message, ...states] }
    },
  },
  {
    id: 'granted',
    title: {
      de: 'Sind alle vier Lampen frei, geht sie durch, und der Spiegel zeigt, was das Modell sah',
      en: 'With all four lamps clear it passes, and the mirror shows what the model saw',
    },
    async run({ opened, language, keys }) {
      const answer = await ask(opened, keys.declared, { messages: messages(question[language]) })
      const body = (await answer.json()) as Whole // Our own answer; a wrong shape fails the checks below.
      const seen = body.stellwerk?.seen
      const isRight = answer.status === 200 && seen === question[language]
      return { isRight, lines: [`HTTP ${answer.status}`, `stellwerk.seen: ${seen ?? '–'}`] }
    },
  },
  {
    id: 'stream',
    title: { de: 'Eine Antwort kommt Wort für Wort', en: 'An answer comes word by word' },
    async run({ opened, language, keys }) {
      const answer = await ask(opened, keys.declared, { messages: messages(question[language]), stream: true })
      const text = await answer.text()
      const events = text.split('\n\n').filter((event) => event.startsWith('data: {'))
      const isRight = answer.status === 200 && events.length > 3 && text.endsWith('data: [DONE]\n\n')
      const count = {
        de: `${events.length} Ereignisse, am Ende [DONE]`,
        en: `${events.length} events, [DONE] at the end`,
      }
      return { isRight, lines: [count[language]] }
    },
  },
  {
    id: 'abort',
    title: {
      de: 'Geht der Mensch, hört die Maschine auf',
      en: 'When the person leaves, the engine stops',
    },
    async run({ opened, language, keys }) {
      const leaving = new AbortController()
      const long = messages(`${question[language]} `.repeat(100))
      const answer = await ask(opened, keys.declared, { messages: long, stream: true }, leaving.signal)
      await answer.body?.getReader().read()
      const wasRunning = opened.runningCount() === 1
      const leftAt = systemClock.elapsed()
      leaving.abort()
      const ms = await untilIdle(opened, leftAt)
      const after = { de: `nach ${ms} ms läuft nichts mehr`, en: `nothing runs any more after ${ms} ms` }
      return { isRight: wasRunning && ms <= 250, lines: [after[language]] }
    },
  },
  {
    id: 'revoked',
    title: {
      de: 'Ein widerrufener Schlüssel öffnet nichts mehr, auch keinen laufenden Strom',
      en: 'A revoked key opens nothing any more, not even a running stream',
    },
    async run({ opened, language, keys }) {
      const long = messages(`${question[language]} `.repeat(100))
      const running = await ask(opened, keys.declared, { messages: long, stream: true })
      const ended = running.text()
      const revokedAt = systemClock.elapsed()
      await opened.keys.revoke(keys.declaredId)
      const isCut = (await ended).includes('permit_ended')
      const ms = Math.round(systemClock.elapsed() - revokedAt)
      const refused = await ask(opened, keys.declared, { messages: messages(question[language]) })
      const lines = {
        de: [`Strom nach ${ms} ms mit Fehlerereignis beendet`, `nächste Anfrage: HTTP ${refused.status}`],
        en: [`stream ended after ${ms} ms with an error event`, `next request: HTTP ${refused.status}`],
      }
      return { isRight: isCut && ms <= 1_000 && refused.status === 401, lines: lines[language] }
    },
  },
]

/** Words of the console, so that the demo and the later screens speak alike. */
const lampWords: Readonly<Record<string, Text>> = {
  licence: { de: 'Lizenz', en: 'licence' },
  dataProtection: { de: 'Datenschutz', en: 'data protection' },
  governance: { de: 'Governance', en: 'governance' },
  security: { de: 'Sicherheit', en: 'security' },
  clear: { de: 'frei', en: 'clear' },
  caution: { de: 'frei mit Auflage', en: 'caution' },
  blocked: { de: 'gesperrt', en: 'blocked' },
  unknown: { de: 'ungeklärt', en: 'unknown' },
}

function lampLine(lamp: string, state: string, language: Language): string {
  return `${(lampWords[lamp]?.[language] ?? lamp).padEnd(16)} ${lampWords[state]?.[language] ?? state}`
}

interface Refusal {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly lamps?: Readonly<Record<string, { readonly state: string }>>
  }
}

interface Whole {
  readonly stellwerk?: { readonly seen?: string }
}

function messages(content: string): readonly object[] {
  return [{ role: 'user', content }]
}

function ask(opened: Opened, key: string, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${opened.publicUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'mirror', ...body }),
    ...(signal === undefined ? {} : { signal }),
  })
}

/** Milliseconds until no call is running; a second is waited for at most. */
async function untilIdle(opened: Opened, since: number): Promise<number> {
  const waitMsMax = 1_000
  while (opened.runningCount() > 0 && systemClock.elapsed() - since < waitMsMax) await Bun.sleep(1)
  return Math.round(systemClock.elapsed() - since)
}

function chapter(
  number: number,
  title: string,
  lines: readonly string[],
  isRight: boolean,
  language: Language,
): string {
  const verdict = isRight ? { de: 'stimmt', en: 'as promised' } : { de: 'STIMMT NICHT', en: 'NOT AS PROMISED' }
  return [`${number}. ${title}`, ...lines.map((line) => `   ${line}`), `   → ${verdict[language]}`, ''].join('\n')
}

const opening: Readonly<Record<Language, (url: string) => string>> = {
  de: (url) => `Stellwerk läuft für diese Vorführung unter ${url}, vor dem eingebauten Spiegel.\n`,
  en: (url) => `For this demo Stellwerk runs at ${url}, in front of the built-in mirror.\n`,
}

const closing: Text = {
  de: 'Jeder Schritt wurde ausgeführt und geprüft.',
  en: 'Each step was carried out and checked.',
}

const failing: Text = {
  de: 'Mindestens ein Schritt ist nicht so ausgegangen wie versprochen.',
  en: 'At least one step did not end as promised.',
}
