import type { Language } from '@stellwerk/contract/language'

import type { PullProgress } from '../engine-office.ts'
import type { CommandIo } from './command.ts'

/** Milliseconds between two lines: on a terminal one is written over the other, elsewhere they pile up. */
const [terminalMs, plainMs] = [200, 10_000] as const

/** Back to the beginning of the line, and what stands there is gone. */
const clearLine = '\r\x1b[K'

/** Shows how far something has come. */
export interface ProgressMeter {
  readonly show: (progress: PullProgress) => void
  /** Leaves a clean line. */
  readonly end: () => void
}

/** @param now milliseconds */
export function progressMeter(out: CommandIo['stderr'], now: () => number, language: Language): ProgressMeter {
  const isTerminal = out.isTTY === true
  const everyMs = isTerminal ? terminalMs : plainMs
  let began: { readonly at: number; readonly bytes: number } | undefined
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    show(progress) {
      const at = now()
      began ??= { at, bytes: progress.bytes }
      const isLast = progress.bytes === progress.total
      if (!isLast && at - shownAt < everyMs) return
      shownAt = at
      const line = lineOf(progress, { seconds: (at - began.at) / 1_000, bytes: progress.bytes - began.bytes }, language)
      out.write(isTerminal ? clearLine + line : `${line}\n`)
    },
    end: () => void (isTerminal && began !== undefined && out.write('\n')),
  }
}

/** @example lineOf({ bytes: 5e7, total: 1e8 }, { seconds: 5, bytes: 5e7 }, 'en') // '50 of 100 MB, 50 %, 10.0 MB/s, 5 s left' */
export function lineOf(
  { bytes, total }: PullProgress,
  lately: { readonly seconds: number; readonly bytes: number },
  language: Language,
): string {
  const megabytes = (count: number): string => String(Math.round(count / 1_000_000))
  const perSecond = lately.seconds > 0 ? lately.bytes / lately.seconds : 0
  const speed = perSecond > 0 ? [`${(perSecond / 1_000_000).toFixed(1)} MB/s`] : []
  if (total === undefined) return [`${megabytes(bytes)} MB`, ...speed].join(', ')
  const percent = total === 0 ? 100 : Math.floor((bytes / total) * 100)
  const seconds = perSecond > 0 ? Math.ceil((total - bytes) / perSecond) : undefined
  const left =
    seconds === undefined || seconds === 0 ? [] : [{ de: `noch ${seconds} s`, en: `${seconds} s left` }[language]]
  const of = { de: 'von', en: 'of' }[language]
  return [`${megabytes(bytes)} ${of} ${megabytes(total)} MB`, `${percent} %`, ...speed, ...left].join(', ')
}
