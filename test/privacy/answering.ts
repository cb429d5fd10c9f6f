import assert from 'node:assert/strict'

import { afterAll, beforeAll } from 'bun:test'
import { type Endpoint, nativeEndpoints } from '@stellwerk/contract/endpoint'
import type { JsonObject } from '@stellwerk/contract/json'

import { clearLamps, type Inside, openInside, type PlayedEngine, playEngine } from '../gateway/inside.ts'
import { letter } from './golds.ts'

/** What a client asks, with the letter in it. */
const questions: Readonly<Record<Endpoint, JsonObject>> = {
  'chat/completions': { messages: [{ role: 'user', content: letter }] },
  completions: { prompt: letter },
  embeddings: { input: letter },
  responses: { input: letter },
  messages: { max_tokens: 100, messages: [{ role: 'user', content: letter }] },
  'messages/count_tokens': { messages: [{ role: 'user', content: letter }] },
  rerank: { query: 'Wer?', documents: [letter] },
}

/** What an engine says, made of the letter as it read it: with pseudonyms. */
export type Saying = (masked: string) => Response

/** A gateway before an engine that plays what a test says. */
export interface AnswerWorld {
  readonly inside: () => Inside
  /** Asks with the letter in the request. */
  readonly ask: (endpoint: Endpoint, way: 'native' | 'chat', saying: Saying, more?: JsonObject) => Promise<Asked>
}

export interface Asked {
  readonly status: number
  readonly text: string
  /** Codes of the pseudonyms that the engine read. None of them may stand in the answer. */
  readonly codes: readonly string[]
}

const pseudonym = /⟦([A-Z_]+_[0-9a-z]{12})⟧/gu

/** Opens it for the tests of one file. Secrets come back here, so that the letter does as a whole. */
export function openAnswerWorld(): AnswerWorld {
  let saying: Saying = () => new Response()
  const codes = new Set<string>()
  const engine: PlayedEngine = playEngine(() => saying(maskedIn(engine.seen.at(-1)?.body)))
  let inside: Inside | undefined

  beforeAll(async () => {
    const upstream = { kind: 'vllm', url: engine.url, breaker: { failures: 1_000 } } as const
    const upstreams = [
      { ...upstream, id: 'native', native: [...nativeEndpoints] },
      { ...upstream, id: 'chat', native: [] },
    ]
    const deployments = upstreams.map(({ id }) => ({ id, model: id, servedAs: 'm', upstream: id }))
    const useCase = { id: 'test', title: 'Test', state: 'active', lamps: clearLamps } as const
    const personalData = { treatment: { SECRET: 'pseudonymise' } } as const
    inside = await openInside(upstreams, {
      deployments,
      useCases: [{ ...useCase, deployments: ['native', 'chat'], personalData }],
    })
  })
  afterAll(async () => {
    await inside?.close()
    await engine.close()
  })

  const running = (): Inside => inside ?? assert.fail('it is not open yet')
  return {
    inside: running,
    ask: async (endpoint, way, play, more = {}) => {
      saying = (masked) => {
        for (const [, code = ''] of masked.matchAll(pseudonym)) codes.add(code)
        return play(masked)
      }
      const answer = await running().post(`/v1/${endpoint}`, { ...questions[endpoint], ...more, model: way })
      return { status: answer.status, text: await answer.text(), codes: [...codes] }
    },
  }
}

/** The letter in what an engine was sent. */
function maskedIn(body: unknown): string {
  if (typeof body === 'string') return body.includes('⟦') ? body : ''
  if (typeof body !== 'object' || body === null) return ''
  return (
    Object.values(body)
      .map(maskedIn)
      .find((text) => text !== '') ?? ''
  )
}

/**
 * Pseudonyms in a text, with and without brackets, whatever their case.
 *
 * @param codes those that went out
 */
export function pseudonymsIn(text: string, codes: readonly string[]): readonly string[] {
  const lower = text.toLowerCase()
  const bracketed = [...text.matchAll(pseudonym)].map(([whole]) => whole)
  return [...bracketed, ...codes.map((code) => code.slice(-12)).filter((code) => lower.includes(code))]
}
