// Chapter of the demo about personal data: what of a letter reaches the model, what comes back, and what is recorded.
import type { ConfigInput } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'

import { newestEntries, untilSeen } from './demo-journal.ts'
import { callTool, quoted, type Sent, sendLetter, streamLetter } from './demo-letter.ts'
import { recordedOf } from './demo-recorded.ts'
import { ask, chatOf, type Chapter, type Heading, lampWord, type Shown, type Stage } from './demo-stage.ts'
import { columns } from './help.ts'

/** What the two use cases of this chapter want done; everything else is as it comes. */
export const personalDataOfDemo = {
  letters: { preset: 'office' },
  sealed: { preset: 'office', treatment: { SECRET: 'block' } },
} as const satisfies Readonly<Record<string, NonNullable<ConfigInput['useCases']>[number]['personalData']>>

export const privacyChapter: Chapter = {
  id: 'privacy',
  title: { de: 'Personenbezogene Daten', en: 'Personal data' },
  async play(stage, show) {
    const sent = await show(heading('letter'), () => sendLetter(stage))
    await show(heading('restored'), () => streamLetter(stage, sent))
    await show(heading('tool'), () => callTool(stage))
    await show(heading('conversation'), () => nameLater(stage))
    await show(heading('secret'), () => sendSecret(stage))
    await show(heading('blocked'), () => sendSecretWhereBlocked(stage))
    await show(heading('counts'), () => findCounts(stage, sent))
  },
}

const titles = {
  letter: {
    de: 'Ein Brief erreicht das Modell, ohne dass es erfährt, von wem er handelt',
    en: 'A German letter reaches the model, and the model does not learn whom it is about',
  },
  restored: {
    de: 'Auf dem Rückweg steht in keinem Ereignis des Stroms ein Pseudonym',
    en: 'On the way back no event of the stream has a pseudonym in it',
  },
  tool: {
    de: 'Ein Werkzeug bekommt die echten Werte, und sein JSON bleibt gültig',
    en: 'A tool is given the real values, and its JSON stays valid',
  },
  conversation: {
    de: 'Ein Name, der erst in der fünften Nachricht zu erkennen ist, wird auch in der ersten ersetzt',
    en: 'A name that can be told only in the fifth message is replaced in the first one too',
  },
  secret: {
    de: 'Ein Kennwort geht weder hinaus noch zurück',
    en: 'A password goes neither out nor back',
  },
  blocked: {
    de: 'Ein Anwendungsfall, der Kennwörter sperrt, nimmt die Anfrage gar nicht erst an',
    en: 'A use case that blocks passwords does not take the request at all',
  },
  counts: {
    de: 'Das Beweisprotokoll zählt, was gefunden wurde, und enthält keinen Wert',
    en: 'The journal counts what was found, and holds no value',
  },
} as const satisfies Readonly<Record<string, Text>>

function heading(id: keyof typeof titles): Heading {
  return { id, title: titles[id] }
}

interface Answer {
  readonly choices?: readonly { readonly message?: { readonly content?: string } }[]
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly lamps?: Readonly<Record<string, { readonly state: string }>>
  }
  readonly stellwerk?: { readonly seen?: string }
}

async function answerTo(stage: Stage, key: string, body: string): Promise<Answer & { readonly status: number }> {
  const answer = await ask(stage, key, body)
  return { status: answer.status, ...((await answer.json()) as Answer) } // Our own; a wrong shape fails the checks.
}

// ── A conversation ──────────────────────────────────────────────────────────────────────────────────────────────────

/** A mountain or a person: nothing tells before the last message. */
const turns = {
  de: [
    'Der Vorgang Berg ist noch offen.',
    'Welchen meinen Sie?',
    'Den vom Frühjahr.',
    'Davon gibt es zwei.',
    'Ich meine den von Herrn Thomas Berg.',
  ],
  en: [
    'Case Hill is still open.',
    'Which one do you mean?',
    'The one of last spring.',
    'There are two of them.',
    'I mean the one of Ms Hanna Hill.',
  ],
} as const

async function nameLater(stage: Stage): Promise<Shown> {
  const [first, ...others] = turns[stage.language]
  const alone = await seenOf(stage, [first])
  const together = await seenOf(stage, [first, ...others])
  const words = {
    de: ['Die erste Nachricht allein, wie das Modell sie sah:', 'Mit den vier folgenden:'],
    en: ['The first message alone, as the model saw it:', 'With the four that follow:'],
  }[stage.language]
  const name = { de: 'Berg', en: 'Hill' }[stage.language]
  const isRight = alone === first && !together.includes(name) && together.split('⟦PERSON_').length === 3
  return { isRight, lines: [words[0] ?? '', ...quoted(alone), words[1] ?? '', ...quoted(together)] }
}

async function seenOf(stage: Stage, said: readonly string[]): Promise<string> {
  const messages = said.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }))
  const { stellwerk } = await answerTo(stage, stage.keys.letters, JSON.stringify({ model: 'mirror', messages }))
  return stellwerk?.seen ?? ''
}

// ── A password ──────────────────────────────────────────────────────────────────────────────────────────────────────

const password = 'Kx9!tUrm-42'
const withPassword: Text = {
  de: `Bitte notieren: Das Passwort lautet ${password}`,
  en: `Please note: the password is ${password}`,
}

async function sendSecret(stage: Stage): Promise<Shown> {
  const { status, choices, stellwerk } = await answerTo(stage, stage.keys.letters, chatOf(withPassword[stage.language]))
  const said = choices?.[0]?.message?.content ?? '–'
  const seen = stellwerk?.seen ?? '–'
  const words = { de: ['Geschickt', 'Das Modell sah', 'Beim Client'], en: ['sent', 'the model saw', 'at the client'] }
  const texts = [withPassword[stage.language], seen, said]
  const isGone = [seen, said].every((text) => text.includes('⟦SECRET⟧') && !text.includes(password))
  return {
    isRight: status === 200 && isGone,
    lines: columns(words[stage.language].map((word, at) => [word, texts[at] ?? ''])).map((line) => line.trimStart()),
  }
}

async function sendSecretWhereBlocked(stage: Stage): Promise<Shown> {
  const { language, keys } = stage
  const { status, error } = await answerTo(stage, keys.sealed, chatOf(withPassword[language]))
  const lamp = error?.lamps?.['dataProtection']?.state
  return {
    isRight: status === 403 && error?.code === 'personal_data_blocked' && lamp === 'blocked',
    lines: [
      `HTTP ${status} ${error?.code ?? '–'}`,
      error?.message ?? '–',
      `${lampWord('dataProtection', language)}: ${lampWord(lamp ?? 'unknown', language)}`,
    ],
  }
}

// ── The journal ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function findCounts(stage: Stage, sent: Sent): Promise<Shown> {
  const { intent, outcome } = await untilSeen(async () => recordedOf(sent, await newestEntries(stage)))
  const bytes = Buffer.concat([intent.leaf, outcome.leaf])
  const isSilent = [...sent.values, ...sent.pseudonyms].every((text) => !bytes.includes(text))
  const { counts = {}, kinds = {}, detector = '–' } = intent.draft.personalData ?? {}
  const { restored = 0, unknown = 0 } = outcome.draft.restored ?? {}
  const found = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const words = {
    de: {
      names: ['gefunden', 'davon', 'Detektor', 'zurückgesetzt'],
      unknown: 'unbekannt',
      absent: 'Nicht darin, Byte für Byte gesucht: die Werte und ihre Pseudonyme.',
    },
    en: {
      names: ['found', 'of these', 'detector', 'put back'],
      unknown: 'unknown',
      absent: 'Not in there, searched byte by byte: the values and their pseudonyms.',
    },
  }[stage.language]
  const cells = [countText(counts), countText(kinds), detector, `${restored}, ${unknown} ${words.unknown}`]
  return {
    isRight: isSilent && found === sent.values.length && restored === found && unknown === 0,
    lines: [
      ...columns(words.names.map((name, at) => [name, cells[at] ?? ''])).map((line) => line.trimStart()),
      ...(isSilent ? [words.absent] : []),
    ],
  }
}

function countText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
