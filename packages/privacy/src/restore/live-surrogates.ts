import type { Live } from '../pseudonym/mapping.ts'
import { endings } from '../surrogate/endings.ts'
import type { Met } from './met.ts'
import { heldMax, type Place } from './shape.ts'
import { isWordCode } from './words.ts'

interface Node {
  readonly next: Map<number, Node>
  /** Surrogates that end here, the same but for their case. */
  readonly live: Live[]
}

const nothing: Met = { is: 'nothing' }
const unfinished: Met = { is: 'unfinished' }

/** The surrogates that are live in one request, as a tree of their characters in small letters. */
export class LiveSurrogates {
  readonly #root: Node = newNode()
  /** ASCII characters with which they begin, in both cases. */
  readonly firsts = new Set<number>()

  add(live: Live): void {
    let node = this.#root
    for (let at = 0; at < live.pseudonym.length; at++) node = nextOf(node, small(live.pseudonym.charCodeAt(at)))
    node.live.push(live)
    const first = live.pseudonym.charCodeAt(0)
    this.firsts.add(small(first)).add(live.pseudonym.toUpperCase().charCodeAt(0))
  }

  /** The longest surrogate that stands here as a word, perhaps with an ending. The caller has looked at what is before. */
  at(place: Place): Met {
    let met: Met = nothing
    let node = this.#root
    const limit = Math.min(place.text.length, place.at + heldMax + 1)
    for (let at = place.at; at < limit; at++) {
      const next = node.next.get(small(place.text.charCodeAt(at)))
      if (next === undefined) return met
      node = next
      if (node.live.length === 0) continue
      const border = borderAt(place, at + 1)
      if (border === 'unknown') return unfinished
      if (border === 'yes') met = wholeOf(place, at + 1, node.live)
    }
    return place.isEnd || limit < place.text.length || node.next.size === 0 ? met : unfinished
  }
}

function newNode(): Node {
  return { next: new Map(), live: [] }
}

function nextOf(node: Node, code: number): Node {
  let next = node.next.get(code)
  if (next === undefined) {
    next = newNode()
    node.next.set(code, next)
  }
  return next
}

/** ASCII only: surrogates are nothing else. */
function small(code: number): number {
  return code >= 65 && code <= 90 ? code | 32 : code
}

/** Whether a name ends here: no letter follows, or nothing but an ending. */
function borderAt(place: Place, at: number): 'yes' | 'no' | 'unknown' {
  const { text, isEnd } = place
  let end = at
  // The longest ending, and one more to see that it ends.
  while (end < text.length && end - at < 6 && isWordCode(text.charCodeAt(end))) end += 1
  const ending = text.slice(at, end).toLowerCase()
  const isCut = end === text.length && !isEnd
  if (isCut && end - at < 6) return ending === '' || endings.some((one) => one.startsWith(ending)) ? 'unknown' : 'no'
  return ending === '' || endings.includes(ending) ? 'yes' : 'no'
}

function wholeOf(place: Place, end: number, all: readonly Live[]): Met {
  const found = place.text.slice(place.at, end)
  const exact = all.find((one) => one.pseudonym === found)
  if (exact !== undefined) return { is: 'whole', end, live: exact, dress: 'none', casing: 'kept' }
  const [live] = all
  if (live === undefined) return nothing
  const casing = found === found.toUpperCase() ? 'upper' : found === found.toLowerCase() ? 'lower' : 'kept'
  return { is: 'whole', end, live, dress: 'none', casing }
}
