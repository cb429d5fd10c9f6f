// An entry of the journal as a person can read it.
import type { IntentDraft, OutcomeDraft } from '@stellwerk/contract/journal/entry'
import type { Language } from '@stellwerk/contract/language'

import { lampWord } from './demo-stage.ts'
import type { FoundAs } from './demo-journal.ts'
import { columns } from './help.ts'

/** Characters of a digest that are shown: enough to see that two differ. */
const digestCharacters = 16

/** @example shortened('wv9zXZ1pQ0…') // its first 16 characters and an ellipsis */
export function shortened(digest: string): string {
  return `${digest.slice(0, digestCharacters)}…`
}

/** The intent: durable before anything went to the model. */
export function intentLines(
  { index, leaf, entry, draft }: FoundAs<IntentDraft>,
  language: Language,
): readonly string[] {
  const words = {
    de: {
      title: `Eintrag ${index}, Absicht (${leaf.length} Bytes): stand fest, bevor etwas an das Modell ging`,
      rows: ['Zeit', 'Anfrage', 'Anwendungsfall', 'Lampen', 'Länge', 'Aufbewahrt'],
      model: 'Modell',
      upTo: 'bis zu',
      until: 'bis',
      bytes: 'Bytes',
    },
    en: {
      title: `entry ${index}, intent (${leaf.length} bytes): durable before anything went to the model`,
      rows: ['time', 'request', 'use case', 'lamps', 'length', 'kept'],
      model: 'model',
      upTo: 'up to',
      until: 'until',
      bytes: 'bytes',
    },
  }[language]
  const lamps = Object.entries(draft.lamps).map(
    ([lamp, state]) => `${lampWord(lamp, language)} ${lampWord(state, language)}`,
  )
  const cells = [
    new Date(entry.stamp.timeMs).toISOString(),
    draft.requestId,
    `${draft.useCase}, ${words.model} ${draft.model}`,
    lamps.join(', '),
    `${words.upTo} ${draft.bytes['request'] ?? 0} ${words.bytes}`,
    `${draft.retention.class}, ${words.until} ${draft.retention.deleteOn}`,
  ]
  const rows = words.rows.map((name, at) => [name, cells[at] ?? ''])
  return [words.title, ...columns([...rows, ...commitmentRows(draft, language)])]
}

/** The outcome: how it ended. */
export function outcomeLines({ index, leaf, draft }: FoundAs<OutcomeDraft>, language: Language): readonly string[] {
  const { prompt = 0, completion = 0 } = draft.tokens ?? {}
  const words = {
    de: {
      title: `Eintrag ${index}, Ergebnis (${leaf.length} Bytes), gehört zu Eintrag ${draft.about.index}`,
      ending: ['Ende', `${draft.ending} nach ${draft.totalMs} ms, ${prompt} Tokens hinein, ${completion} heraus`],
    },
    en: {
      title: `entry ${index}, outcome (${leaf.length} bytes), belongs to entry ${draft.about.index}`,
      ending: ['end', `${draft.ending} after ${draft.totalMs} ms, ${prompt} tokens in, ${completion} out`],
    },
  }[language]
  return [words.title, ...columns([words.ending, ...commitmentRows(draft, language)])]
}

function commitmentRows(
  { commitments }: Pick<IntentDraft, 'commitments'>,
  language: Language,
): readonly (readonly string[])[] {
  const title = { de: 'Festlegung auf', en: 'commitment to' }[language]
  return Object.entries(commitments).map(([field, commitment]) => [`${title} ${field}`, shortened(commitment)])
}
