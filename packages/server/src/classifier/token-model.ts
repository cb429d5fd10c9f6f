// Models that say of each piece of a text which label it has (token classification).
import type { Runtime, Session } from './binding.ts'
import { joined, type Spotted } from './joined.ts'
import { type Label, type Verdict, verdictIn } from './labels.ts'
import { type Cutter, piecesOf } from './pieces.ts'
import { numbersOf, ones, whole } from './tensors.ts'
import { windowsOver } from './windows.ts'

export interface TokenModel {
  readonly runtime: Runtime
  readonly session: Session
  readonly cutter: Cutter
  readonly labels: readonly Label[]
  /** Pieces that stand before and behind every text. */
  readonly before: readonly number[]
  readonly behind: readonly number[]
  /** Pieces that it reads at once, with those. */
  readonly piecesMax: number
}

/** @param goOn throws when nobody waits any more; asked before each window */
export async function spottedByTokens(text: string, model: TokenModel, goOn: () => void): Promise<Spotted[]> {
  const { labels, before, behind, piecesMax } = model
  const pieces = piecesOf(text, model.cutter)
  const verdicts: (Verdict | undefined)[] = []
  for (const { start, end, keepFrom, keepTo } of windowsOver(
    pieces.length,
    piecesMax - before.length - behind.length,
  )) {
    goOn()
    const ids = [...before, ...pieces.slice(start, end).map(({ id }) => id), ...behind]
    const logits = await logitsOf(ids, model)
    for (let at = keepFrom; at < keepTo; at += 1) {
      verdicts.push(verdictIn(logits, (before.length + at - start) * labels.length, labels))
    }
  }
  return joined(text, pieces, verdicts)
}

async function logitsOf(ids: readonly number[], { runtime, session, labels }: TokenModel): Promise<Float32Array> {
  const known = {
    input_ids: () => whole(runtime, ids, [1, ids.length]),
    attention_mask: () => ones(runtime, ids.length),
    token_type_ids: () =>
      whole(
        runtime,
        Array.from(ids, () => 0),
        [1, ids.length],
      ),
    position_ids: () => whole(runtime, Array.from(ids.keys()), [1, ids.length]),
  } as const
  const inputs = Object.fromEntries(
    Object.entries(known).flatMap(([name, make]) => (session.inputNames.includes(name) ? [[name, make()]] : [])),
  )
  return numbersOf(await session.run(inputs), [1, ids.length, labels.length])
}
