import assert from 'node:assert/strict'

import type { ConfigInput } from '@stellwerk/contract/config'

import { clearLamps, type Inside, openInside, type PlayedEngine, playEngine, wholeAnswer } from './inside.ts'

type UseCase = NonNullable<ConfigInput['useCases']>[number]
type Upstream = Extract<NonNullable<ConfigInput['upstreams']>[number], { readonly url: string }>
type Play = Parameters<typeof playEngine>[0]

const opened: { engines: PlayedEngine[]; inside?: Inside | undefined } = { engines: [] }

/** Closes what a test has opened. */
export async function closeLimited(): Promise<void> {
  for (const engine of opened.engines.splice(0)) await engine.close()
  await opened.inside?.close()
  opened.inside = undefined
}

/** The use case `test` with limits, and beside it `other`, in front of one engine. */
export async function open(
  answer: Play,
  limits: UseCase['limits'],
  upstream: Partial<Upstream> & { readonly more?: ConfigInput } = {},
): Promise<{ here: Inside; engine: PlayedEngine }> {
  const engine = playEngine(answer)
  opened.engines.push(engine)
  const useCase = { title: 'Letters', state: 'active', deployments: ['a'], lamps: clearLamps } as const
  const { more, ...rest } = upstream
  const here = await openInside([{ id: 'a', kind: 'vllm', url: engine.url, ...rest }], {
    useCases: [
      { ...useCase, id: 'test', ...(limits === undefined ? {} : { limits }) },
      { ...useCase, id: 'other', title: 'Other' },
    ],
    ...more,
  })
  opened.inside = here
  return { here, engine }
}

/** Several engines behind one model, each with the same bounds. */
export async function openSeveral(
  answers: readonly Play[],
  bounds: Partial<Upstream>,
): Promise<{ here: Inside; several: readonly PlayedEngine[] }> {
  const several = answers.map((answer) => playEngine(answer))
  opened.engines.push(...several)
  const here = await openInside(several.map(({ url }, index) => ({ id: `e${index}`, kind: 'vllm', url, ...bounds })))
  opened.inside = here
  return { here, several }
}

/** Waits for what another connection will tell in a moment. */
export async function until(isTrue: () => boolean): Promise<void> {
  const beganAt = performance.now()
  while (!isTrue()) {
    assert.ok(performance.now() - beganAt < 2_000, 'it did not happen within two seconds')
    await Bun.sleep(5)
  }
}

/** An engine that answers when it is told to, in the order in which it was asked. */
export function heldEngine() {
  const held: (() => void)[] = []
  const order: string[] = []
  const answer = async (_: Request, count: number): Promise<Response> => {
    const said = JSON.stringify(opened.engines.at(-1)?.seen[count - 1]?.body)
    const [, content = ''] = /"content":"([^"]*)"/.exec(said) ?? []
    order.push(content)
    const { promise, resolve } = Promise.withResolvers<void>()
    held.push(resolve)
    await promise
    return Response.json(wholeAnswer(content))
  }
  return { held, order, answer, next: () => held.shift()?.() }
}

export const codeOf = async (answer: Response): Promise<string | undefined> =>
  ((await answer.json()) as { error?: { code: string } }).error?.code

export async function metrics(here: Inside): Promise<string> {
  return (await fetch(`${here.url}/metrics`)).text()
}
