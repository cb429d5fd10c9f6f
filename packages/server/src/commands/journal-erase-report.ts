// What an erasure did and where it ends, for people.
import type { EntryRuns, ErasureReport, HoldView } from '@stellwerk/contract/journal-office'
import { erasureGrounds, unreached } from '@stellwerk/contract/journal-office'
import type { Language, Text } from '@stellwerk/contract/language'

/** Runs that are listed for each log; --json has them all. */
const listedRunsMax = 12

/** @example erasureText(report, 'de') */
export function erasureText(report: ErasureReport, language: Language): string {
  const say = (text: Text): string => text[language]
  const { isDryRun, count, fields, erased, heldBackCount, heldBack, holds, ground, entries } = report
  const what = isDryRun ? { de: 'Würde gelöscht', en: 'Would be erased' } : { de: 'Gelöscht', en: 'Erased' }
  const part =
    fields.length === 0
      ? { de: 'ganz', en: 'wholly' }
      : { de: `nur ${fields.join(', ')}`, en: `only ${fields.join(', ')}` }
  return [
    `${say(what)}: ${say(recordCount(count))}${count === 0 ? '' : `, ${say(part)}`}`,
    ...erased.flatMap((runs) => runLines(runs, language)),
    `${say({ de: 'Grund', en: 'Ground' })}: ${ground}, ${say(erasureGrounds[ground])}`,
    ...entries.map(({ origin, index }) => `${say({ de: 'Vermerkt', en: 'On record' })}: ${origin}, ${index}`),
    ...(heldBackCount === 0 ? [] : [say(heldText(heldBackCount))]),
    ...heldBack.flatMap((runs) => runLines(runs, language)),
    ...holds.map((hold) => `  ${holdLine(hold, language)}`),
    ...(isDryRun || count === 0 ? [] : [say(howToCheck)]),
    say({ de: 'Nicht erreicht wird:', en: 'Not reached:' }),
    ...report.unreached.map((name) => `  - ${say(unreached[name])}`),
  ].join('\n')
}

/** @example recordCount(3).en // 'what is kept of 3 entries' */
export function recordCount(count: number): Text {
  if (count === 0) return { de: 'nichts', en: 'nothing' }
  return count === 1
    ? { de: 'was von 1 Eintrag aufbewahrt ist', en: 'what is kept of 1 entry' }
    : { de: `was von ${count} Einträgen aufbewahrt ist`, en: `what is kept of ${count} entries` }
}

/** One hold in a line. */
export function holdLine({ id, scope, entry, reason }: HoldView, language: Language): string {
  const what =
    scope.kind === 'subject'
      ? { de: 'alles über jemanden', en: 'everything about somebody' }[language]
      : `${scope.origin} ${runsText(scope, language)}`
  const since =
    entry === undefined
      ? { de: 'ohne Eintrag im Beweisprotokoll', en: 'without an entry in the journal' }[language]
      : `${entry.origin}, ${entry.index}`
  return [id, what, since, ...(reason === undefined ? [] : [reason])].join(' · ')
}

function heldText(count: number): Text {
  return {
    de: `Gesperrt und deshalb geblieben: ${recordCount(count).de}. Sperren:`,
    en: `Under a legal hold and therefore still there: ${recordCount(count).en}. Holds:`,
  }
}

const howToCheck: Text = {
  de: 'Nachprüfen: stellwerk journal verify (alle Beweise halten weiter), stellwerk journal prove INDEX (der Vermerk).',
  en: 'To check: stellwerk journal verify (all proofs still hold), stellwerk journal prove INDEX (the entry on record).',
}

function runLines(runs: EntryRuns, language: Language): readonly string[] {
  return [`  ${runs.origin}: ${runsText(runs, language)}`]
}

function runsText({ indices }: EntryRuns, language: Language): string {
  const shown = indices
    .slice(0, listedRunsMax)
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
  const more = indices.length - shown.length
  const rest = more > 0 ? [{ de: `und ${more} weitere`, en: `and ${more} more` }[language]] : []
  return [...shown, ...rest].join(', ')
}
