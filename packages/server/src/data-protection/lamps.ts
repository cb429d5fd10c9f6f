import { isDeepStrictEqual } from 'node:util'

import type { DataProtectionLampDraft } from '@stellwerk/contract/journal/governance'
import type { Clearance } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'
import type { DataProtection } from '@stellwerk/policy/data-protection'

import type { DataProtectionStore, RecordedLamp, RouteName } from './stores.ts'

/** What was stated about a route, judged. */
export interface Judged {
  readonly protection: DataProtection
  /** SHA-256 (hex) of what was stated. */
  readonly facts: string
}

export interface LampPorts {
  readonly now: () => Moment
  readonly judge: (route: RouteName, now: Moment) => Judged
  /** Resolves once the entry is durable. */
  readonly append: (draft: DataProtectionLampDraft) => Promise<unknown>
  readonly store: Pick<DataProtectionStore, 'putLamp' | 'removeLamp'>
  /** A lamp that waited for the journal shows what it is. */
  readonly onRecorded: (route: RouteName) => void
  readonly onTrouble: (error: unknown) => void
}

interface Standing {
  readonly route: RouteName
  judged: Judged
  recorded: RecordedLamp
}

/**
 * The data protection lamps of all routes. What darkens shows at once and is recorded then; what lights up shows once the journal holds
 * it, as with licences. Facts come from the configuration, so they change with a start, or by date while the server runs.
 */
export class DataProtectionLamps {
  readonly #ports: LampPorts
  readonly #standings = new Map<string, Standing>()
  #gone: readonly RecordedLamp[]
  /** Routes that nobody has told of yet. The start has: what was stated about them is in the digest of the configuration. */
  readonly #fresh: Standing[] = []
  #recording: Promise<void> | undefined

  /** @param recorded what the journal last told of each route */
  constructor(routes: readonly RouteName[], recorded: readonly RecordedLamp[], ports: LampPorts) {
    this.#ports = ports
    const last = new Map(recorded.map((lamp) => [keyOf(lamp), lamp]))
    for (const { useCaseId, deploymentId } of routes) {
      const route = { useCaseId, deploymentId }
      const judged = ports.judge(route, ports.now())
      const known = last.get(keyOf(route))
      const standing: Standing = { route, judged, recorded: known ?? lampOf(route, judged) }
      if (known === undefined) this.#fresh.push(standing)
      this.#standings.set(keyOf(route), standing)
    }
    this.#gone = recorded.filter((lamp) => !this.#standings.has(keyOf(lamp)))
  }

  /** @throws RangeError where there is no such route */
  lampOf(route: RouteName): DataProtection {
    const standing = this.#standings.get(keyOf(route))
    if (standing === undefined) throw new RangeError(`no route ${keyOf(route)}`)
    this.#renew(standing)
    const { judged, recorded } = standing
    const { protection } = judged
    const lightsUp = passes(protection.clearance) && !passes(recorded)
    return lightsUp ? { ...protection, clearance: unrecorded } : protection
  }

  /** Judges what has run out by date, and tells the journal what it has not taken yet. */
  look(): void {
    for (const standing of this.#standings.values()) this.#renew(standing)
    this.#recordSoon()
  }

  /** Once the journal was told everything, or did not take it. */
  async settled(): Promise<void> {
    this.#recordSoon()
    while (this.#recording !== undefined) await this.#recording
  }

  #renew(standing: Standing): void {
    const now = this.#ports.now()
    if (now < standing.judged.protection.validUntil) return
    standing.judged = this.#ports.judge(standing.route, now)
    this.#recordSoon()
  }

  #recordSoon(): void {
    if (this.#recording !== undefined) return
    this.#recording = this.#record()
      .catch((error: unknown) => this.#ports.onTrouble(error))
      .finally(() => (this.#recording = undefined))
  }

  /** Ends when there is nothing to tell, or at the first entry that is not taken: the next look tries again. */
  async #record(): Promise<void> {
    for (const { recorded } of this.#fresh.splice(0)) await this.#ports.store.putLamp(recorded, this.#ports.now())
    for (const lamp of this.#gone) await this.#recordGone(lamp)
    for (const standing of this.#standings.values()) await this.#recordOne(standing)
  }

  async #recordOne(standing: Standing): Promise<void> {
    const { route, judged, recorded } = standing
    const told = lampOf(route, judged)
    if (isDeepStrictEqual(recorded, told)) return
    await this.#ports.append(draftOf(told, recorded))
    standing.recorded = told
    // If we stop here, the next start finds an older lamp in the store and tells the journal once more.
    await this.#ports.store.putLamp(told, this.#ports.now()).catch((error: unknown) => this.#ports.onTrouble(error))
    this.#ports.onRecorded(route)
  }

  async #recordGone(lamp: RecordedLamp): Promise<void> {
    await this.#ports.append(draftOf({ ...lamp, state: 'unknown', reasons: ['route_gone'] }, lamp))
    await this.#ports.store.removeLamp(lamp)
    this.#gone = this.#gone.filter((one) => one !== lamp)
  }
}

function lampOf(route: RouteName, { protection: { clearance }, facts }: Judged): RecordedLamp {
  return { ...route, state: clearance.state, facts, reasons: reasonsOf(clearance) }
}

function draftOf(
  { useCaseId: useCase, deploymentId: deployment, state: to, facts, reasons }: RecordedLamp,
  { state: from }: RecordedLamp,
): DataProtectionLampDraft {
  return { type: 'dataProtectionLamp', useCase, deployment, from, to, facts, reasons }
}

function reasonsOf(clearance: Clearance): readonly string[] {
  switch (clearance.state) {
    case 'clear':
    case 'caution':
      return []
    case 'blocked':
      return inOrder(clearance.reasons.map(({ code }) => code))
    case 'unknown':
      // Names of facts have dots, codes of an entry have none.
      return inOrder(clearance.missing.map(({ name }) => name.replaceAll(/[^A-Za-z0-9]/gu, '_')))
  }
}

function inOrder(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)].toSorted()
}

function passes({ state }: { readonly state: Clearance['state'] }): boolean {
  switch (state) {
    case 'clear':
    case 'caution':
      return true
    case 'blocked':
    case 'unknown':
      return false
  }
}

const unrecorded: Clearance = {
  state: 'unknown',
  missing: [
    {
      name: 'dataProtection.recorded',
      text: {
        de: 'Die Datenschutzlampe dieser Route hat sich geändert, und das Journal hat das noch nicht aufgezeichnet',
        en: 'the data protection lamp of this route has changed, and the journal has not recorded that yet',
      },
      suppliedBy: { de: 'Betrieb', en: 'operator' },
    },
  ],
}

function keyOf({ useCaseId, deploymentId }: RouteName): string {
  return `${useCaseId} ${deploymentId}`
}
