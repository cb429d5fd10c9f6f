// Whether the newest entries of a log are of a form that this program knows. Older ones may be of older forms.
import { entryVersion } from '@stellwerk/contract/journal/entry'
import { decodeUtf8 } from '@stellwerk/tlog/format/bytes'
import { entriesOf, type Recovered } from '@stellwerk/tlog/write/recovery'
import { LogNewer } from '@stellwerk/tlog/write/refusal'

/** @throws {LogNewer} */
export function mustKnowEntries({ edge, frames }: Pick<Recovered, 'edge' | 'frames'>): void {
  const [last] = [...entriesOf({ ...frames, frames: frames.frames.slice(-1) })].slice(-1)
  for (const leaf of [edge.entries.at(-1), last?.[1].leaf]) {
    const found = leaf && versionOf(leaf)
    if (found !== undefined && found > entryVersion) throw new LogNewer({ part: 'entries', found, known: entryVersion })
  }
}

/** What is no entry at all is found by whoever reads it. */
function versionOf(leaf: Uint8Array): number | undefined {
  const [, digits] = /"v":([1-9]\d{0,8})[,}]/.exec(ours(decodeUtf8(leaf) ?? '')) ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** Our own object, in which `v` is the last key. */
function ours(text: string): string {
  const at = text.indexOf('"stellwerk":{')
  return at < 0 ? '' : text.slice(at)
}
