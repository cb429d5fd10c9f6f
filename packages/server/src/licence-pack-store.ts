// Imported catalogues in the data directory. `packs/` holds every one under its digest; `in-force` names the one that counts and is
// replaced as a whole; `governing` says which catalogue the journal last told of. Each is there whole or not at all.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { PackRefused } from '@stellwerk/licences/pack/refused'
import { z } from 'zod'

import { replaceDurably, syncFolder } from './durable-file.ts'
import { packBytes, packSuffix } from './licence-pack-file.ts'

/** In the data directory. */
const licenceFolder = 'licences'

/** Who confirmed a catalogue, and why. Goes into the vault with the entry that says so. */
export interface Confirmed {
  readonly by: string
  readonly reason: string
}

/** The catalogue that a person has put in force. */
export interface Chosen {
  /** Digest of the pack; absent for the catalogue of the product. */
  readonly digest?: string | undefined
  readonly confirmed: Confirmed
}

/** What the journal last told of. */
export interface Governing {
  /** Digest of the catalogue, whatever it came in. */
  readonly catalogue: string
  readonly asOf: string
  /** It came as a pack. */
  readonly isPack: boolean
}

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const chosenSchema = z.strictObject({
  digest: hex.optional(),
  confirmed: z.strictObject({ by: z.string().max(200), reason: z.string().max(2_000) }),
})
const governingSchema = z.strictObject({
  catalogue: hex,
  asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  isPack: z.boolean(),
})

/** How a file gets into its place. Only tests have another, which stops midway. */
export type Put = (path: string, bytes: Uint8Array) => void

export class LicencePackStore {
  readonly #folder: string
  readonly #put: Put

  constructor(dataDirectory: string, put: Put = replaceDurably) {
    this.#folder = join(dataDirectory, licenceFolder)
    this.#put = put
  }

  /** Absent while nobody has chosen: then it is the catalogue of the product. @throws {PackRefused} if it cannot be read */
  chosen(): Chosen | undefined {
    return this.#read('in-force', chosenSchema)
  }

  /** Absent before the first start. @throws {PackRefused} */
  governing(): Governing | undefined {
    return this.#read('governing', governingSchema)
  }

  setGoverning(governing: Governing): void {
    this.#makeFolders()
    this.#put(join(this.#folder, 'governing'), lineOf(governing))
  }

  /** Bytes of an imported pack. @throws {PackRefused} if it is gone */
  bytesOf(digest: string): Uint8Array {
    const path = this.#pathOf(digest)
    if (existsSync(path)) return packBytes(path)
    throw new PackRefused('pack_untrusted', {
      de: `das Lizenzpaket ${path}, das gelten soll, fehlt; neu importieren oder aus der Sicherung holen, oder stellwerk licences pack remove`,
      en: `the licence pack ${path} that is to be in force is missing; import it again or get it from the backup, or stellwerk licences pack remove`,
    })
  }

  /** Digests of what was imported, in order. */
  digests(): readonly string[] {
    const folder = join(this.#folder, 'packs')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((name) => name.endsWith(packSuffix))
      .map((name) => name.slice(0, -packSuffix.length))
      .toSorted()
  }

  /** Puts a pack, or the catalogue of the product, in force for the next time that somebody looks. */
  choose(chosen: Chosen, pack?: Uint8Array): void {
    this.#makeFolders()
    if (chosen.digest !== undefined && pack !== undefined) this.#put(this.#pathOf(chosen.digest), pack)
    // If we stop here, the pack lies there and nobody has chosen it.
    this.#put(join(this.#folder, 'in-force'), lineOf(chosen))
    // If we stop here, the next start, or the server when it is told, puts it on record and only then in force.
  }

  /**
   * What a backup needs, by its path in the data directory: the catalogue in force and the packs that later ones are measured by. Not
   * what the journal told of last: the journal of a backup may end before that.
   */
  filesInForce(): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
    // The choice first: packs are never taken away, so the one that it names is among those read after it.
    const names = ['in-force'].filter((name) => existsSync(join(this.#folder, name)))
    const read = (name: string) => ({ path: `${licenceFolder}/${name}`, bytes: readFileSync(join(this.#folder, name)) })
    const chosen = names.map(read)
    return [...chosen, ...this.digests().map((digest) => read(`packs/${digest}${packSuffix}`))]
  }

  #pathOf(digest: string): string {
    return join(this.#folder, 'packs', `${digest}${packSuffix}`)
  }

  #makeFolders(): void {
    const packs = join(this.#folder, 'packs')
    if (existsSync(packs)) return
    mkdirSync(packs, { recursive: true, mode: 0o700 })
    syncFolder(this.#folder)
    syncFolder(join(this.#folder, '..'))
  }

  #read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const path = join(this.#folder, name)
    if (!existsSync(path)) return undefined
    const parsed = schema.safeParse(jsonIn(readFileSync(path, 'utf8')))
    if (parsed.success) return parsed.data
    // Unreadable is not the same as absent: absent would put the catalogue of the product in force.
    throw new PackRefused('pack_malformed', {
      de: `${path} ist unlesbar; aus der Sicherung holen, oder stellwerk licences pack remove`,
      en: `${path} is malformed; get it from the backup, or stellwerk licences pack remove`,
    })
  }
}

function lineOf(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
