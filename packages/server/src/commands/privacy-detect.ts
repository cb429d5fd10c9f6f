import { isJsonObject } from '@stellwerk/contract/json'
import { privacyPresets } from '@stellwerk/contract/personal-data'
import type { Finding } from '@stellwerk/privacy/finding'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'
import { policyOf } from '@stellwerk/privacy/presets'

import {
  type CommandCall,
  type CommandSpec,
  type ExitCode,
  type OptionSpec,
  optionText,
  UsageError,
} from './command.ts'
import { jsonLines } from './jsonl-input.ts'
import { type FileDetection, openFileDetection } from './privacy-detection.ts'

const example = `echo '{"id":1,"text":"…"}' | stellwerk privacy detect`

/** Where a command takes a policy that no use case has. */
export const policyOptions: readonly OptionSpec[] = [
  {
    name: 'preset',
    value: 'NAME',
    help: {
      de: `Wie ein Anwendungsfall: ${privacyPresets.join(', ')} (sonst office)`,
      en: `As a use case would: ${privacyPresets.join(', ')} (otherwise office)`,
    },
  },
  {
    name: 'sensitivity',
    value: 'LEVEL',
    help: {
      de: 'strict (im Zweifel ja), balanced oder lenient, für jede Kategorie',
      en: 'strict (when in doubt yes), balanced or lenient, for every category',
    },
  },
  {
    name: 'region',
    value: 'CC',
    help: {
      de: 'Land von Telefonnummern ohne Vorwahl (sonst DE)',
      en: 'Country of phone numbers without a country code (otherwise DE)',
    },
  },
]

export const detectCommand: CommandSpec = {
  words: 'privacy detect',
  argument: 'FILE',
  isArgumentOptional: true,
  summary: { de: 'Personenbezogene Daten finden', en: 'Find personal data' },
  details: {
    de: 'Liest JSON Lines, {"id","text","lang"?} je Zeile, aus FILE oder der Standardeingabe und schreibt {"id","findings":[{"start","end","category","score"…}]}; Stellen in Unicode-Zeichen (code points), end ausschließlich. Ein eigenes Modell (privacy.model) sucht mit, wo --config genannt ist. Rückgabewert: 0 jede Zeile ist gelesen, 2 eine ist es nicht.',
    en: 'Reads JSON Lines, {"id","text","lang"?} a line, from FILE or standard input, and writes {"id","findings":[{"start","end","category","score"…}]}; places in Unicode code points, end exclusive. A model of your own (privacy.model) looks too where --config is given. Exit status: 0 every line was read, 2 one was not.',
  },
  options: policyOptions,
  run: detectAll,
}

async function detectAll(call: CommandCall): Promise<ExitCode> {
  const detection = await openFileDetection(call, policyIn(call))
  try {
    return await detectEach(call, detection)
  } finally {
    detection.close()
  }
}

async function detectEach(call: CommandCall, detection: FileDetection): Promise<ExitCode> {
  let isAllRead = true
  for await (const { number, value } of jsonLines(call, call.argument, example)) {
    const text = isJsonObject(value) ? value['text'] : undefined
    if (!isJsonObject(value) || typeof text !== 'string') {
      isAllRead = false
      call.io.stderr.write(
        `${{ de: `Zeile ${number}: kein {"id","text"}`, en: `line ${number}: no {"id","text"}` }[call.language]}\n`,
      )
      continue
    }
    const language = typeof value['lang'] === 'string' ? value['lang'] : undefined
    const findings = await detection.find(text, language)
    call.io.stdout.write(`${JSON.stringify({ id: value['id'] ?? null, findings: inCodePoints(text, findings) })}\n`)
  }
  return isAllRead ? 0 : 2
}

/** The policy that the options of a command say. */
export function policyIn(call: CommandCall, mode: PrivacyPolicy['mode'] = 'typed'): PrivacyPolicy {
  const preset = oneOf(call, 'preset', privacyPresets) ?? 'office'
  const level = oneOf(call, 'sensitivity', ['strict', 'balanced', 'lenient'] as const)
  const region = optionText(call, 'region')
  if (region !== undefined && !/^[A-Z]{2}$/.test(region))
    throw new UsageError({
      de: '--region: zwei Großbuchstaben, zum Beispiel AT',
      en: '--region: two capital letters, as AT',
    })
  const policy = policyOf({ preset, treatment: {}, kinds: {}, sensitivity: {}, mode, region })
  if (level === undefined) return policy
  const sensitivity = Object.fromEntries(Object.keys(policy.sensitivity).map((category) => [category, level]))
  return { ...policy, sensitivity: sensitivity as PrivacyPolicy['sensitivity'] } // The same categories as before.
}

/** What was chosen, as a reader says it. @example 'office, strict' */
export function presetWords(call: CommandCall): string {
  const chosen = [optionText(call, 'preset') ?? 'office', optionText(call, 'sensitivity'), optionText(call, 'region')]
  return chosen.filter((word) => word !== undefined).join(', ')
}

function oneOf<const Word extends string>(call: CommandCall, name: string, words: readonly Word[]): Word | undefined {
  const text = optionText(call, name)
  const word = words.find((each) => each === text)
  if (text !== undefined && word === undefined) {
    const list = words.join(', ')
    throw new UsageError({ de: `--${name}: eines von ${list}`, en: `--${name}: one of ${list}` })
  }
  return word
}

interface ShownFinding extends Omit<Finding, 'detector'> {
  readonly text?: string
}

/** Findings with places in code points, as corpora count them. */
function inCodePoints(text: string, findings: readonly Finding[]): readonly ShownFinding[] {
  let unit = 0
  let point = 0
  const pointAt = (place: number): number => {
    while (unit < place) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
      point++
    }
    return point
  }
  // Sorted and without overlaps, so one walk through the text is enough.
  return findings.map(({ start, end, category, kind, score, evidence }) => {
    const from = pointAt(start)
    return { start: from, end: pointAt(end), category, kind, score, evidence }
  })
}
