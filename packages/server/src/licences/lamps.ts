import { isDeepStrictEqual } from 'node:util'

import type { LicenceLampDraft, LicenceOpinionDraft } from '@stellwerk/contract/journal/licences'
import type { Clearance, LampState } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'

import type { Judged } from './judge.ts'
import { keyOf, type RouteFacts, type RouteName } from './route-facts.ts'
import type { LicenceStore, RecordedLamp } from './stores.ts'

/** Lamps whose entries are under way at the same time; the journal takes far more, and calls come first. */
const recordsAtOnceMax = 128

/** What this room has to say in the journal, and which words of it only as commitments. */
export interface LicenceEntry {
  readonly draft: LicenceLampDraft | LicenceOpinionDraft
  readonly identities: Readonly<Record<string, string>>
}

export interface LampPorts {
  readonly now: () => Moment
  readonly judge: (route: RouteFacts, now: Moment) => Judged
  /** SHA-256 (hex) of the catalogue that is judged by. */
  readonly catalogue: () => string
  /** Resolves once the entry is durable. */
  readonly append: (entry: LicenceEntry) => Promise<unknown>
  readonly store: Pick<LicenceStore, 'putLamp' | 'removeLamp'>
  /** Keeps what has to be kept before a permit counts: the days of its tasks. */
  readonly keep: () => Promise<void>
  /** The lamp shows something else. `isDark`: what was permitted is no longer. */
  readonly onChanged: (route: RouteName, isDark: boolean) => void
  readonly onTrouble: (error: unknown) => void
}

/** What a route shows, and until when. */
export interface ShownLamp {
  readonly clearance: Clearance
  readonly validUntil: Moment
}

interface Standing {
  facts: RouteFacts
  judged: Judged
  shown: ShownLamp
  recorded: RecordedLamp | undefined
}

/**
 * The licence lamps of all routes. What darkens shows at once and is recorded then; what permits shows once the journal holds it.
 * Between two permits the older one, which is on record, goes on until the newer one is.
 */
export class RouteLamps {
  readonly #ports: LampPorts
  readonly #standings = new Map<string, Standing>()
  #gone: RecordedLamp[] = []
  #recording: Promise<void> | undefined
  #generation = 0

  /** @param recorded what the journal last told of each route */
  constructor(routes: readonly RouteFacts[], recorded: readonly RecordedLamp[], ports: LampPorts) {
    this.#ports = ports
    const last = new Map(recorded.map((lamp) => [keyOf(lamp), lamp]))
    for (const facts of routes) {
      const judged = ports.judge(facts, ports.now())
      const standing: Standing = { facts, judged, shown: dark(judged), recorded: last.get(keyOf(facts)) }
      if (standing.recorded === undefined && isOnlyStated(facts)) standing.recorded = this.#told(standing)
      this.#standings.set(keyOf(facts), standing)
      this.#show(standing)
    }
    this.#gone = recorded.filter((lamp) => !this.#standings.has(keyOf(lamp)))
  }

  /** Differs from the last value when something was judged anew. */
  get generation(): number {
    return this.#generation
  }

  lampOf(route: RouteName): ShownLamp {
    const standing = this.#standings.get(keyOf(route))
    if (standing === undefined) return { clearance: unknownRoute, validUntil: Number.POSITIVE_INFINITY }
    if (this.#ports.now() >= Math.min(standing.shown.validUntil, standing.judged.validUntil)) {
      this.#judge(standing)
      this.#recordSoon()
    }
    return standing.shown
  }

  /** Routes with what was judged about them, in the order of the configuration. */
  get all(): readonly { readonly facts: RouteFacts; readonly judged: Judged; readonly shown: ShownLamp }[] {
    return [...this.#standings.values()]
  }

  /** Judges by other facts what they are others for. Facts of routes that are not known have no effect. */
  take(routes: readonly RouteFacts[]): void {
    for (const facts of routes) {
      const standing = this.#standings.get(keyOf(facts))
      if (standing === undefined || isDeepStrictEqual(standing.facts, facts)) continue
      standing.facts = facts
      this.#judge(standing)
    }
    this.#recordSoon()
  }

  /** Judges every route, whether its facts are others or not, because the catalogue is another one. */
  takeAnew(routes: readonly RouteFacts[]): void {
    for (const facts of routes) {
      const standing = this.#standings.get(keyOf(facts))
      if (standing === undefined) continue
      standing.facts = facts
      this.#judge(standing)
    }
    this.#recordSoon()
  }

  /** Judges a route by the same facts, because a duty of it was met. */
  again(route: RouteName): void {
    const standing = this.#standings.get(keyOf(route))
    if (standing !== undefined) this.#judge(standing)
    this.#recordSoon()
  }

  /** Judges what has run out by date, and tells the journal what it has not taken yet. */
  look(): void {
    for (const standing of this.#standings.values()) {
      if (this.#ports.now() >= standing.judged.validUntil) this.#judge(standing)
    }
    this.#recordSoon()
  }

  /** Once the journal was told everything, or did not take it. */
  async settled(): Promise<void> {
    this.#recordSoon()
    while (this.#recording !== undefined) await this.#recording
  }

  #judge(standing: Standing): void {
    standing.judged = this.#ports.judge(standing.facts, this.#ports.now())
    this.#generation++
    this.#show(standing)
  }

  #show(standing: Standing): void {
    const before = standing.shown
    standing.shown = this.#shownBy(standing)
    const isDark = passes(before.clearance) && !passes(standing.shown.clearance)
    if (standing.shown !== before) this.#ports.onChanged(standing.facts, isDark)
  }

  #shownBy(standing: Standing): ShownLamp {
    const { judged, shown } = standing
    const { clearance, validUntil } = judged
    if (!passes(clearance) || !this.#isUntold(standing)) return { clearance, validUntil }
    const isStill = passes(shown.clearance) && this.#ports.now() < shown.validUntil
    return isStill ? shown : dark(judged)
  }

  #told({ facts, judged }: Standing): RecordedLamp {
    return {
      useCaseId: facts.useCaseId,
      deploymentId: facts.deploymentId,
      state: judged.clearance.state,
      verdict: judged.verdict,
      facts: judged.facts,
      component: judged.component,
      catalogue: this.#ports.catalogue(),
      reasons: judged.reasons,
      opinions: judged.opinions.map(({ digest }) => digest),
    }
  }

  #isUntold(standing: Standing): boolean {
    return !isDeepStrictEqual(standing.recorded, this.#told(standing))
  }

  #recordSoon(): void {
    if (this.#recording !== undefined) return
    const work = this.#record()
      .catch((error: unknown) => this.#ports.onTrouble(error))
      .finally(() => (this.#recording = undefined))
    this.#recording = work
  }

  /** Ends when there is nothing to tell, or at the first entry that is not taken: the next look tries again. */
  async #record(): Promise<void> {
    for (;;) {
      const gone = this.#gone.slice(0, recordsAtOnceMax)
      const untold = [...this.#standings.values()].filter((standing) => this.#isUntold(standing))
      if (gone.length === 0 && untold.length === 0) return
      await Promise.all([
        ...gone.map((lamp) => this.#recordGone(lamp)),
        ...untold.slice(0, recordsAtOnceMax).map((standing) => this.#recordOne(standing)),
      ])
    }
  }

  async #recordOne(standing: Standing): Promise<void> {
    const { recorded, judged } = standing
    const told = this.#told(standing)
    await this.#ports.keep()
    const {
      useCaseId: useCase,
      deploymentId: deployment,
      state: to,
      verdict,
      facts,
      component,
      catalogue,
      reasons,
    } = told
    const opinions = judged.opinions.filter(({ digest }) => recorded?.opinions.includes(digest) !== true)
    const from = recorded?.state
    await Promise.all([
      ...opinions.map(({ digest: opinion, licence, statedBy: office, validUntil }) =>
        this.#ports.append({
          draft: { type: 'licenceOpinion', useCase, deployment, licence, opinion, validUntil, commitments: {} },
          identities: { office },
        }),
      ),
      this.#ports.append({
        draft: { type: 'licenceLamp', useCase, deployment, from, to, verdict, facts, component, catalogue, reasons },
        identities: {},
      }),
    ])
    standing.recorded = told
    // If we stop here, the next start finds an older lamp in the store and tells the journal once more.
    await this.#ports.store.putLamp(told, this.#ports.now()).catch((error: unknown) => this.#ports.onTrouble(error))
    this.#show(standing)
  }

  async #recordGone(lamp: RecordedLamp): Promise<void> {
    const { useCaseId: useCase, deploymentId: deployment, state: from, facts } = lamp
    const catalogue = this.#ports.catalogue()
    const draft = { type: 'licenceLamp', useCase, deployment, from, to: 'unknown', facts, catalogue } as const
    await this.#ports.append({ draft: { ...draft, reasons: ['route_gone'] }, identities: {} })
    await this.#ports.store.removeLamp(lamp)
    this.#gone = this.#gone.filter((one) => one !== lamp)
  }
}

/**
 * Nothing is on file that could be judged, so the lamp is what an office stated. The start has told the journal so: the statement is
 * in the digest of the configuration. Whatever it becomes afterwards is told here.
 */
function isOnlyStated({ parts }: RouteFacts): boolean {
  return parts.every(({ id }) => id === undefined)
}

function passes({ state }: { readonly state: LampState }): boolean {
  switch (state) {
    case 'clear':
    case 'caution':
      return true
    case 'blocked':
    case 'unknown':
      return false
  }
}

/** What a lamp shows that may be passed once the journal has it. */
function dark({ validUntil }: Judged): ShownLamp {
  return { clearance: unrecorded, validUntil }
}

const unrecorded: Clearance = {
  state: 'unknown',
  missing: [
    {
      name: 'licence.recorded',
      text: {
        de: 'Die Lizenzlampe dieser Route hat sich geändert, und das Journal hat das noch nicht aufgezeichnet',
        en: 'the licence lamp of this route has changed, and the journal has not recorded that yet',
      },
      suppliedBy: { de: 'Betrieb', en: 'operator' },
    },
  ],
}

const unknownRoute: Clearance = {
  state: 'unknown',
  missing: [
    {
      name: 'licence.route',
      text: {
        de: 'Zu dieser Route ist über Lizenzen nichts bekannt',
        en: 'nothing is known of the licences of this route',
      },
      suppliedBy: { de: 'Betrieb', en: 'operator' },
    },
  ],
}
