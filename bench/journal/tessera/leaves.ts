/** The leaves that our journal has just written, for whoever is to write the same ones. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseEntryBundle, tileWidth } from '../../../packages/tlog/src/format/tile.ts'

/** 51,200 leaves, some 50 MB in the memory of the other side, which begins again at the end. */
const bundlesMax = 200

export interface Leaves {
  readonly path: string
  readonly count: number
  readonly bytes: { readonly least: number; readonly p50: number; readonly most: number }
}

/** The first full bundles of a log, one behind the other. */
export function keepLeaves({ log, path }: { readonly log: string; readonly path: string }): Leaves {
  const folder = join(log, 'tile/entries')
  const bundles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(x\d{3}\/)*\d{3}$/.test(name))
    .toSorted()
    .slice(0, bundlesMax)
    .map((name) => readFileSync(join(folder, name)))
  if (bundles.length === 0) throw new Error('the log has no full bundle of entries: let the bench run for longer')
  const sizes = bundles.flatMap((bundle) => parseEntryBundle(bundle, { width: tileWidth }).map(({ length }) => length))
  sizes.sort((one, other) => one - other)
  writeFileSync(path, Buffer.concat(bundles))
  const at = (part: number): number => sizes[Math.floor((sizes.length - 1) * part)] ?? 0
  return { path, count: sizes.length, bytes: { least: at(0), p50: at(0.5), most: at(1) } }
}
