// Keeps the catalogue of licences that is in force: recorded first, in effect second.
import { isDeepStrictEqual } from 'node:util'

import type { CatalogueOffice, CatalogueView } from '@stellwerk/contract/catalogue-office'
import type { Config } from '@stellwerk/contract/config'
import type { MissingFact } from '@stellwerk/contract/lamp'
import { type Catalogue, indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { PackRefused } from '@stellwerk/licences/pack/refused'

import { catalogueDoubt, type CatalogueStanding, chosenCatalogue, viewOf } from './catalogue-in-force.ts'
import { systemClock } from './clock.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalItem } from './journal/messages.ts'
import { type Confirmed, type Governing, LicencePackStore } from './licence-pack-store.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** Days that the vault keeps who confirmed a catalogue and why: as for other acts of governance (journal/vault-entries.ts). */
const governanceDays = 4 * 366

export interface CataloguePorts {
  /** Resolves once the entry is durable. */
  readonly append: (item: JournalItem) => Promise<unknown>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onTrouble: (error: unknown) => void
  /** Only tests have another. */
  readonly store?: LicencePackStore
}

/** What the rooms that judge licences need: a catalogue, and what is doubtful about it as a whole. */
export interface CatalogueInForce {
  readonly catalogue: Catalogue
  /** As the journal has it. */
  readonly digest: string
  /** It should be another one, which cannot be relied on: then nothing is known about any licence. */
  readonly doubt?: MissingFact
}

/** A catalogue in which nothing is. */
const nothingKnown: Catalogue = indexCatalogue([], '0001-01-01')

/** SHA-256 of nothing, for the lamps of a catalogue that is none. */
const digestOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** The catalogue in force over a journal that is open. What was chosen meanwhile is put on record now. */
export function openCatalogue(
  config: Pick<Config, 'data' | 'licences'>,
  parts: { readonly journal: Pick<Journal, 'append'>; readonly onTrouble: (error: unknown) => void },
): Promise<CatalogueKeeper> {
  return CatalogueKeeper.open(config, {
    append: (item) => parts.journal.append(item),
    now: () => systemClock.now(),
    onTrouble: parts.onTrouble,
  })
}

/** The catalogue in force of a server, from its start on. One change at a time. */
export class CatalogueKeeper implements CatalogueOffice {
  #config: Pick<Config, 'data' | 'licences'>
  readonly #ports: CataloguePorts
  readonly #store: LicencePackStore
  readonly #listeners: (() => unknown)[] = []
  #standing: CatalogueStanding
  #last: Promise<unknown> = Promise.resolve()

  private constructor(config: Pick<Config, 'data' | 'licences'>, ports: CataloguePorts) {
    this.#config = config
    this.#ports = ports
    this.#store = ports.store ?? new LicencePackStore(config.data)
    this.#standing = { state: 'unusable', refused: notOnRecord() }
  }

  /** What was chosen while no server ran is put on record now. If that fails, nothing is in force and the lamps are shut. */
  static async open(config: Pick<Config, 'data' | 'licences'>, ports: CataloguePorts): Promise<CatalogueKeeper> {
    const keeper = new CatalogueKeeper(config, ports)
    await keeper.renew().catch((error: unknown) => ports.onTrouble(error))
    return keeper
  }

  get inForce(): CatalogueInForce {
    if (this.#standing.state !== 'unusable') return this.#standing
    return { catalogue: nothingKnown, digest: digestOfNothing, doubt: catalogueDoubt(this.#standing.refused) }
  }

  /** Called after another catalogue came into force; whoever brought it waits for what the listener returns. */
  onChange(listener: () => unknown): void {
    this.#listeners.push(listener)
  }

  view(): CatalogueView {
    const today = new Date(this.#ports.now()).toISOString().slice(0, 10)
    return viewOf(this.#standing, { today, warnAfterDays: this.#config.licences.packs.warnAfterDays })
  }

  /** Whom to trust may be other than before: that counts at once. */
  configured(licences: Config['licences']): void {
    if (isDeepStrictEqual(licences.packs, this.#config.licences.packs)) return
    this.#config = { ...this.#config, licences }
    this.renew().catch((error: unknown) => this.#ports.onTrouble(error))
  }

  renew(): Promise<CatalogueView> {
    const done = this.#last.then(() => this.#renew())
    this.#last = done.catch(() => undefined)
    return done
  }

  async #renew(): Promise<CatalogueView> {
    const standing = await chosenCatalogue(this.#config, this.#store)
    // Restricting acts at once; the lamps that go dark say so in the journal themselves.
    if (standing.state === 'unusable') return await this.#take(standing)
    const before = this.#governing()
    if (before?.catalogue === standing.digest) return await this.#take(standing)
    // The first start of an installation is on record as such, and the product names its own catalogue.
    if (before !== undefined || standing.chosen !== undefined) {
      await this.#ports.append(entryOf(standing, before, this.#ports.now()))
    }
    // If we stop here, the next start says it once more: twice is true, not at all would be a lie.
    const view = await this.#take(standing)
    this.#keep({ catalogue: standing.digest, asOf: standing.catalogue.asOf, isPack: standing.state === 'pack' })
    return view
  }

  async #take(standing: CatalogueStanding): Promise<CatalogueView> {
    const isOther = digestOf(standing) !== digestOf(this.#standing)
    this.#standing = standing
    if (isOther) await Promise.all(this.#listeners.map((hear) => hear()))
    return this.view()
  }

  /** What cannot be read is not known, and is told anew. */
  #governing(): Governing | undefined {
    try {
      return this.#store.governing()
    } catch (error) {
      if (!(error instanceof PackRefused)) throw error
      this.#ports.onTrouble(error)
      return undefined
    }
  }

  #keep(governing: Governing): void {
    try {
      this.#store.setGoverning(governing)
    } catch (error) {
      this.#ports.onTrouble(error) // It is on record and in force; the next start says it once more.
    }
  }
}

function digestOf(standing: CatalogueStanding): string {
  return standing.state === 'unusable' ? `unusable ${standing.refused.message}` : standing.digest
}

function entryOf(
  { state, catalogue, digest, chosen }: Exclude<CatalogueStanding, { readonly state: 'unusable' }>,
  before: Governing | undefined,
  now: number,
): JournalItem {
  // With a new version of the product its catalogue comes by itself, and nobody has confirmed it.
  const isByItself = state === 'builtIn' && before?.isPack !== true
  const draft = {
    type: 'licenceCatalogue',
    asOf: catalogue.asOf,
    digest,
    previous: before?.catalogue,
    commitments: {},
  } as const
  return { draft, ...whoAndWhy(isByItself ? undefined : chosen?.confirmed, now) }
}

function whoAndWhy(confirmed: Confirmed | undefined, now: number): Omit<JournalItem, 'draft'> {
  if (confirmed === undefined) return { subjects: [], identities: {}, keeping: { class: 'none', deleteOnDay: 0 } }
  const { by, reason } = confirmed
  return {
    subjects: [`person:${by}`],
    identities: { actor: by, reason },
    keeping: { class: 'governance', deleteOnDay: Math.floor(now / dayMs) + governanceDays },
  }
}

function notOnRecord(): PackRefused {
  return new PackRefused('pack_untrusted', {
    de: 'er steht noch nicht im Protokoll; stellwerk doctor zeigt, was dem Protokoll fehlt',
    en: 'it is not on record yet; stellwerk doctor shows what the journal lacks',
  })
}
