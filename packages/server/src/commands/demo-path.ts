// First chapter of the demo: what lets a request through, and what ends it.
import type { Language, Text } from '@stellwerk/contract/language'

import { systemClock } from '../clock.ts'
import type { Opened } from '../opened.ts'
import type { Chapter, Heading, Shown, Stage } from './demo-stage.ts'
import { ask, chatOf, lampWord, question } from './demo-stage.ts'

interface Step extends Heading {
  readonly run: (stage: Stage) => Promise<Shown>
}

const steps: readonly Step[] = [
  {
    id: 'refused',
    title: {
      de: 'Eine Anfrage ohne freies Signal wird abgelehnt',
      en: 'A request without a clear signal is refused',
    },
    async run(stage) {
      const { language, keys } = stage
      const answer = await ask(stage, keys.undeclared, chatOf(question[language]))
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
    async run(stage) {
      const { language, keys } = stage
      const answer = await ask(stage, keys.declared, chatOf(question[language]))
      const body = (await answer.json()) as Whole // Our own answer; a wrong shape fails the checks below.
      const seen = body.stellwerk?.seen
      const isRight = answer.status === 200 && seen === question[language]
      return { isRight, lines: [`HTTP ${answer.status}`, `stellwerk.seen: ${seen ?? '–'}`] }
    },
  },
  {
    id: 'stream',
    title: { de: 'Eine Antwort kommt Wort für Wort', en: 'An answer comes word by word' },
    async run(stage) {
      const { language, keys } = stage
      const answer = await ask(stage, keys.declared, chatOf(question[language], streamed))
      const text = await answer.text()
      const events = text.split('\n\n').filter((event) => event.startsWith('data: {'))
      const isRight = answer.status === 200 && events.length > 3 && text.endsWith('data: [DONE]\n\n')
      const count: Text = {
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
    async run(stage) {
      const { opened, language, keys } = stage
      const leaving = new AbortController()
      const answer = await ask(stage, keys.declared, chatOf(longQuestion[language], streamed), leaving.signal)
      await answer.body?.getReader().read()
      const wasRunning = opened.runningCount() === 1
      const leftAt = systemClock.elapsed()
      leaving.abort()
      const ms = await untilIdle(opened, leftAt)
      const after: Text = { de: `nach ${ms} ms läuft nichts mehr`, en: `nothing runs any more after ${ms} ms` }
      return { isRight: wasRunning && ms <= 250, lines: [after[language]] }
    },
  },
  {
    id: 'revoked',
    title: {
      de: 'Ein widerrufener Schlüssel öffnet nichts mehr, auch keinen laufenden Strom',
      en: 'A revoked key opens nothing any more, not even a running stream',
    },
    async run(stage) {
      const { opened, language, keys } = stage
      const running = await ask(stage, keys.declared, chatOf(longQuestion[language], streamed))
      const ended = running.text()
      const revokedAt = systemClock.elapsed()
      await opened.keys.revoke(keys.declaredId)
      const isCut = (await ended).includes('permit_ended')
      const ms = Math.round(systemClock.elapsed() - revokedAt)
      const refused = await ask(stage, keys.declared, chatOf(question[language]))
      const lines = {
        de: [`Strom nach ${ms} ms mit Fehlerereignis beendet`, `nächste Anfrage: HTTP ${refused.status}`],
        en: [`stream ended after ${ms} ms with an error event`, `next request: HTTP ${refused.status}`],
      }
      return { isRight: isCut && ms <= 1_000 && refused.status === 401, lines: lines[language] }
    },
  },
]

const streamed = { stream: true }

/** Takes the mirror some seconds to stream. */
const longQuestion: Text = { de: `${question.de} `.repeat(100), en: `${question.en} `.repeat(100) }

export const pathChapter: Chapter = {
  id: 'path',
  title: { de: 'Der Weg einer Anfrage', en: 'The path of a request' },
  async play(stage, show) {
    for (const step of steps) await show(step, () => step.run(stage))
  },
}

function lampLine(lamp: string, state: string, language: Language): string {
  return `${lampWord(lamp, language).padEnd(16)} ${lampWord(state, language)}`
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

/** Milliseconds until no call is running; a second is waited for at most. */
async function untilIdle(opened: Opened, since: number): Promise<number> {
  const waitMsMax = 1_000
  while (opened.runningCount() > 0 && systemClock.elapsed() - since < waitMsMax) await Bun.sleep(1)
  return Math.round(systemClock.elapsed() - since)
}
