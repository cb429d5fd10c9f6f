import assert from 'node:assert/strict'

import { chat, chunk, events, type Inside, openInside, wholeAnswer } from '../gateway/inside.ts'
import { golds } from './golds.ts'

const first = 'Anna Bernd Carla Dieter Erika Frank Greta Heinz Ines Jonas'.split(' ')
const last = 'Weber Schulz Krause Lehmann Köhler Vogel Winkler Seidel Brandt Hauser'.split(' ')

/** A name and an address that nobody else has. */
interface User {
  readonly key: string
  readonly name: string
  readonly mail: string
}

/** All write of one account; each scope has a pseudonym of its own for it. */
function letterOf({ name, mail }: User, turn: number): string {
  return `Frau ${name} (${mail}) bittet zum ${turn}. Mal um Auskunft zum Konto ${golds.iban}. Viele Grüße, ${name}`
}

/** What was seen while many asked at the same time. */
export interface Crossed {
  /** Answers that were read; each was what its reader had written. */
  readonly read: number
  /** Parts of letters that the engine saw. */
  readonly leaks: readonly string[]
  /** How many pseudonyms the one account had. */
  readonly accounts: number
  /** How many scopes there were: keys. */
  readonly scopes: number
}

/**
 * Users who all ask at the same time, half of them with a key of their own and half with one that they share, whole and streamed.
 *
 * @throws AssertionError if one reads anything but its own letter
 */
export async function crossAnswers(how: { readonly users: number; readonly answersEach: number }): Promise<Crossed> {
  const accounts = new Set<string>()
  const leaks: string[] = []
  const engine = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      if (request.method === 'GET') return Response.json({ object: 'list', data: [] })
      const { messages, stream } = (await request.json()) as { messages: { content: string }[]; stream?: boolean } // As sent below.
      const said = messages[0]?.content ?? ''
      accounts.add(/⟦IBAN_\w+⟧/u.exec(said)?.[0] ?? 'none')
      if (said.includes('@') || said.includes(golds.iban) || last.some((name) => said.includes(name))) leaks.push(said)
      if (stream !== true) return Response.json(wholeAnswer(said))
      const pieces = said.match(/.{1,7}/gsu) ?? []
      return events([...pieces.map((piece) => chunk(piece)), chunk('', 'stop'), 'data: [DONE]\n\n'])
    },
  })
  const inside = await openInside([{ id: 'a', kind: 'vllm', url: `http://127.0.0.1:${engine.port}` }])
  try {
    const users = await usersOf(inside, how.users)
    const counts = await Promise.all(users.map((user) => askAll(inside, user, how.answersEach)))
    const read = counts.reduce((sum, count) => sum + count, 0)
    return { read, leaks, accounts: accounts.size, scopes: new Set(users.map(({ key }) => key)).size }
  } catch (error) {
    const faults = inside
      .log()
      .split('\n')
      .filter((line) => line.includes('"error"'))
    throw new Error(`not every answer was read; the log says: ${faults.slice(0, 3).join('\n')}`, { cause: error })
  } finally {
    await inside.close()
    await engine.stop(true)
  }
}

async function usersOf(inside: Inside, count: number): Promise<readonly User[]> {
  const users: User[] = []
  for (let number = 0; number < count; number++) {
    const key = number % 2 === 0 ? inside.key : await inside.keyFor('test')
    const name = `${first[number % first.length]} ${last[Math.floor(number / first.length) % last.length]}`
    users.push({ key, name, mail: `person.${number}@beispiel.example` })
  }
  return users
}

async function askAll(inside: Inside, user: User, answersEach: number): Promise<number> {
  const headers = { authorization: `Bearer ${user.key}` }
  for (let turn = 0; turn < answersEach; turn++) {
    const letter = letterOf(user, turn)
    const isStream = turn % 2 === 1
    const answer = await inside.post('/v1/chat/completions', chat(letter, { stream: isStream }), { headers })
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    assert.equal(isStream ? streamed(text) : whole(text), letter)
  }
  return answersEach
}

interface Spoken {
  readonly choices: readonly { readonly message?: { content?: string }; readonly delta?: { content?: string } }[]
}

function whole(text: string): string {
  return (JSON.parse(text) as Spoken).choices[0]?.message?.content ?? '' // The engine above sends nothing else.
}

function streamed(text: string): string {
  const data = text.split('\n\n').flatMap((event) => (event.startsWith('data: {') ? [event.slice(6)] : []))
  return data.map((one) => (JSON.parse(one) as Spoken).choices[0]?.delta?.content ?? '').join('') // Likewise.
}
