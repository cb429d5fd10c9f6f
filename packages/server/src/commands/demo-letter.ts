// A letter on its way to the model and back: whole, as a stream, and as what a tool is given.
import type { Text } from '@stellwerk/contract/language'

import { ask, chatOf, type Shown, type Stage } from './demo-stage.ts'

/** Everything in the letter that leads to somebody. Invented, or examples of the standards. */
const personal = {
  name: 'Jonas Albrecht',
  addressee: 'Weißgerber',
  birth: '14.03.1984',
  address: 'Lindenstraße 12, 04317 Leipzig',
  taxId: '36 574 261 809',
  iban: 'DE89 3704 0044 0532 0130 00',
  phone: '0341 9876543',
  mail: 'jonas.albrecht@example.org',
} as const

const letter = [
  `Sehr geehrte Frau ${personal.addressee},`,
  `ich heiße ${personal.name}, geboren am ${personal.birth}, und wohne in der ${personal.address}.`,
  `Meine Steuer-ID ist ${personal.taxId}, mein Konto ${personal.iban}.`,
  `Sie erreichen mich unter ${personal.phone} oder ${personal.mail}.`,
].join('\n')

/** The call of the letter, and what the model was given instead. */
export interface Sent {
  readonly requestId: string
  readonly values: readonly string[]
  /** As they stood before the model, each once. */
  readonly pseudonyms: readonly string[]
}

/** Letters and digits behind the name of a category, in brackets that no text has otherwise. */
const pseudonymForm = /⟦[A-Z_]+_[a-z0-9]+⟧/gu

const isFree = (text: string): boolean => !text.includes('⟦')

/** Sends the letter, and looks at both sides of the gateway. */
export async function sendLetter(stage: Stage): Promise<Shown & Sent> {
  const answer = await ask(stage, stage.keys.letters, chatOf(letter))
  const { choices, stellwerk } = (await answer.json()) as Whole // Our own answer; a wrong shape fails the checks below.
  const seen = stellwerk?.seen ?? ''
  const said = choices?.[0]?.message?.content
  const values = Object.values(personal)
  const pseudonyms = [...new Set(seen.match(pseudonymForm))]
  const isHidden = values.every((value) => !seen.includes(value)) && pseudonyms.length === values.length
  const words = {
    de: {
      sent: 'Geschickt wurde:',
      seen: 'Das Modell sah (stellwerk.seen):',
      said: 'Die Antwort des Spiegels beim Client: Zeichen für Zeichen der Brief',
      differs: 'Die Antwort des Spiegels beim Client:',
    },
    en: {
      sent: 'Sent was:',
      seen: 'The model saw (stellwerk.seen):',
      said: "The mirror's answer at the client: the letter, character by character",
      differs: "The mirror's answer at the client:",
    },
  }[stage.language]
  const isBack = said === letter
  return {
    isRight: answer.status === 200 && isHidden && isBack,
    lines: [
      words.sent,
      ...quoted(letter),
      words.seen,
      ...quoted(seen),
      ...(isBack ? [words.said] : [words.differs, ...quoted(said ?? '–')]),
    ],
    requestId: answer.headers.get('x-request-id') ?? '',
    values,
    pseudonyms,
  }
}

/** The same letter as a stream, and each event of it by itself: what a client shows at once can never be called back. */
export async function streamLetter(stage: Stage, { pseudonyms }: Sent): Promise<Shown> {
  const { status, events } = await streamed(stage, chatOf(letter, { stream: true }))
  const pieces = events.flatMap(({ choices }) => choices?.[0]?.delta?.content ?? [])
  const leaking = pieces.filter((piece) => !isFree(piece) || pseudonyms.some((one) => piece.includes(codeOf(one))))
  const isBack = pieces.join('') === letter
  const shown = pieces.filter((piece) =>
    [personal.addressee, personal.iban, personal.mail].some((one) => piece.includes(one)),
  )
  const word: Text = {
    de: `${pieces.length} Ereignisse mit Text, ${leaking.length} davon mit einem Pseudonym oder einem Stück davon; aneinandergefügt ${isBack ? '' : 'NICHT '}der Brief. Drei davon:`,
    en: `${pieces.length} events with text, ${leaking.length} of them with a pseudonym or a piece of one; put together ${isBack ? '' : 'NOT '}the letter. Three of them:`,
  }
  return {
    isRight: status === 200 && leaking.length === 0 && isBack && shown.length === 3,
    lines: [
      word[stage.language],
      ...shown.map((piece) => `  data: {… "delta":{"content":${JSON.stringify(piece)}} …}`),
    ],
  }
}

/** A tool gets the letter as JSON in pieces. Both the values and the JSON have to come back right. */
export async function callTool(stage: Stage): Promise<Shown> {
  const wish = `Ich heiße ${personal.name}.\nMein Konto: "${personal.iban}"`
  const tool = {
    type: 'function',
    function: { name: 'save_note', parameters: { type: 'object', properties: { text: { type: 'string' } } } },
  }
  const choice = { type: 'function', function: { name: 'save_note' } }
  const { status, events } = await streamed(stage, chatOf(wish, { stream: true, tools: [tool], tool_choice: choice }))
  const pieces = events.flatMap(({ choices }) => choices?.[0]?.delta?.tool_calls?.[0]?.function?.arguments ?? [])
  const written = pieces.join('')
  const seen = events.flatMap(({ stellwerk }) => stellwerk?.seen ?? []).join('')
  const isHidden = seen !== '' && Object.values(personal).every((value) => !seen.includes(value))
  const isRight = status === 200 && isHidden && pieces.every(isFree) && textIn(written) === wish
  const words = {
    de: ['Das Modell sah:', 'Argumente für save_note beim Client, gültiges JSON:'],
    en: ['The model saw:', 'Arguments for save_note at the client, valid JSON:'],
  }[stage.language]
  return { isRight, lines: [words[0] ?? '', ...quoted(seen), words[1] ?? '', ...quoted(written)] }
}

interface Whole {
  readonly choices?: readonly { readonly message?: { readonly content?: string } }[]
  readonly stellwerk?: { readonly seen?: string }
}

interface Event {
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string
      readonly tool_calls?: readonly { readonly function?: { readonly arguments?: string } }[]
    }
  }[]
  readonly stellwerk?: { readonly seen?: string }
}

async function streamed(
  stage: Stage,
  body: string,
): Promise<{ readonly status: number; readonly events: readonly Event[] }> {
  const answer = await ask(stage, stage.keys.letters, body)
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('data: {'))
  // Our own events; a wrong shape fails the checks of the steps.
  return { status: answer.status, events: lines.map((line) => JSON.parse(line.slice('data: '.length)) as Event) }
}

/** @example codeOf('⟦PERSON_M_3r26wvcgvh8g⟧') // '3r26wvcgvh8g' */
function codeOf(pseudonym: string): string {
  return pseudonym.slice(pseudonym.lastIndexOf('_') + 1, -1)
}

function textIn(json: string): string | undefined {
  try {
    return (JSON.parse(json) as { readonly text?: string }).text // Compared with what it should be, whatever it is.
  } catch {
    return undefined
  }
}

/** Lines of a text, set in. */
export function quoted(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${line}`)
}
