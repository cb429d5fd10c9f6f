// What the chapters of the demo share: the running Stellwerk, and how a step is shown.
import type { Language, Text } from '@stellwerk/contract/language'

import type { Opened } from '../opened.ts'
import type { OpenedVault } from './command.ts'

/** Where a demo plays. */
export interface Stage {
  readonly opened: Opened
  readonly language: Language
  /** The data directory. */
  readonly folder: string
  readonly keys: {
    /** Of a use case that nobody has declared anything about. */
    readonly undeclared: string
    /** Of one with all lamps clear; it is revoked on the way. */
    readonly declared: string
    readonly declaredId: string
    /** Of the same one, for the evidence. */
    readonly lasting: string
    /** Of the one whose letters are pseudonymised, and of the one that refuses passwords. */
    readonly letters: string
    readonly sealed: string
    /** Of the one that may use models with licences of their own. */
    readonly office: string
  }
  /** Public key of the installation under the name of a log. */
  readonly vkeyOf: (origin: string) => string
  readonly openVault: () => Promise<OpenedVault>
  readonly sealedParts: (place: { readonly origin: string; readonly index: number }) => readonly Uint8Array[]
}

/** What came of a step: lines for people, and whether it was as promised. */
export interface Shown {
  readonly isRight: boolean
  readonly lines: readonly string[]
}

/** What a step shows, said in one sentence. */
export interface Heading {
  readonly id: string
  readonly title: Text
}

/** Carries out a step, shows what came of it and hands it on to the steps after it. */
export type Show = <Result extends Shown>(heading: Heading, run: () => Promise<Result>) => Promise<Result>

/** Steps that belong together. */
export interface Chapter extends Heading {
  readonly play: (stage: Stage, show: Show) => Promise<void>
}

export const question: Text = {
  de: 'Bitte fasse den Bescheid in zwei Sätzen zusammen.',
  en: 'Please sum up the notice in two sentences.',
}

/** A chat as clients send it. */
export function chatOf(content: string, more: object = {}): string {
  return JSON.stringify({ model: 'mirror', messages: [{ role: 'user', content }], ...more })
}

/** Sends a chat to the Stellwerk of the demo. */
export function ask({ opened }: Stage, key: string, body: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${opened.publicUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
    ...(signal === undefined ? {} : { signal }),
  })
}

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

/** A lamp or its state in words. @example lampWord('licence', 'de') // 'Lizenz' */
export function lampWord(lampOrState: string, language: Language): string {
  return lampWords[lampOrState]?.[language] ?? lampOrState
}
