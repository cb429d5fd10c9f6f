import type { Clearance, Lamps, Reason } from '@stellwerk/contract/lamp'
import type { FoundInRequest } from '@stellwerk/contract/personal-data'
import type { Decision, Moment, Permit, Route } from '@stellwerk/contract/route'
import { type DataProtection, withFindingsOf } from '@stellwerk/policy/data-protection'
import { type Declarations, lampsFromDeclarations } from '@stellwerk/policy/declared'
import { type CallFacts, decide } from '@stellwerk/policy/decide'
import { withFindings } from '@stellwerk/policy/findings'
import type { FindingRules } from '@stellwerk/policy/request-findings'

import type { Clock } from '../clock.ts'

/** Which keys are in force: what the gate needs of whoever keeps them. */
export interface KeysInForce {
  readonly stands: (keyId: string) => boolean
}

/** What licences say about a route, from whoever judges them. A look-up: it is asked when a lamp changes or runs out. */
export interface LicenceLamps {
  readonly lampOf: (route: RouteName) => { readonly clearance: Clearance; readonly validUntil: Moment }
}

/** What was stated about personal data says about a route, likewise. */
export interface DataProtectionLamps {
  readonly lampOf: (route: RouteName) => DataProtection
}

/** A route, and what findings of a request would change about its data protection lamp. */
interface KnownRoute extends Route {
  readonly rules: FindingRules
}

interface RouteName {
  readonly useCaseId: string
  readonly deploymentId: string
}

type KeyFacts = Pick<CallFacts, 'keyId' | 'keyVersion'> & { readonly expiresAt: number }

/**
 * Holds the lamps of every route and says yes or no. Lamps are computed when a fact changes or runs out, not per request;
 * `decide()` itself is pure and lives in `policy`.
 */
export class Gate {
  readonly #clock: Clock
  readonly #keys: KeysInForce
  readonly #licences: LicenceLamps
  readonly #declared: ReadonlyMap<string, Declarations>
  /** By route: the epoch from which on permits hold again, after its licence lamp went dark. Empty as a rule. */
  readonly #darkened = new Map<string, number>()
  readonly #dataProtection: DataProtectionLamps
  readonly #routes = new Map<string, KnownRoute>()
  /** By code: what is wrong with the installation as a whole. */
  readonly #findings = new Map<string, Reason>()
  #epoch = 1

  /** @param declared what the offices have stated about the other two lamps, by use case */
  constructor(what: {
    readonly clock: Clock
    readonly keys: KeysInForce
    readonly licences: LicenceLamps
    readonly declared: ReadonlyMap<string, Declarations>
    readonly dataProtection: DataProtectionLamps
  }) {
    this.#clock = what.clock
    this.#keys = what.keys
    this.#licences = what.licences
    this.#declared = what.declared
    this.#dataProtection = what.dataProtection
  }

  /** Something was taken away, a key for example: permits from here on say that they were given after it. */
  withdraw(): void {
    this.#epoch++
  }

  /** The licence lamp of a route shows something else. Permits that were given before it went dark do not outlive it. */
  licenceChanged(route: RouteName, isDark: boolean): void {
    this.#routes.delete(keyOf(route))
    if (!isDark) return
    this.withdraw()
    this.#darkened.set(keyOf(route), this.#epoch)
  }

  /** The data protection lamp of a route waited for the journal, and lights up. Where one goes dark by date, the route ran out with it. */
  dataProtectionRecorded(route: RouteName): void {
    this.#routes.delete(keyOf(route))
  }

  /**
   * Something is wrong with the installation as a whole: its lamp is shut on every route from here on, until a start finds
   * it cleared up. Permits that were given stay, for what runs has its intent.
   */
  shut(finding: Reason): void {
    this.#findings.set(finding.code, finding)
    this.#routes.clear()
    this.withdraw()
  }

  /** What is wrong with the installation as a whole. */
  get findings(): readonly Reason[] {
    return [...this.#findings.values()]
  }

  /** @param found what was found in this request; left out, only the route is asked about */
  decide(name: RouteName, caller: KeyFacts, found?: FoundInRequest): Decision {
    const now = this.#clock.now()
    const { keyId, keyVersion, expiresAt } = caller
    const route = this.#routeAt(name, now)
    const asked = found === undefined ? route : withFound(route, found)
    return decide(asked, { keyId, keyVersion, keyExpiresAt: expiresAt, epoch: this.#epoch }, now)
  }

  /** Whether a permit still holds: before each forward and at every write to a client (docs/laws.md, law 4). */
  stands(permit: Permit): boolean {
    // The key is asked every time: it may have been revoked between the moment it was read and the decision.
    const isInTime = this.#clock.now() < permit.validUntil && this.#keys.stands(permit.keyId)
    return isInTime && (this.#darkened.size === 0 || permit.epoch >= (this.#darkened.get(keyOf(permit)) ?? 0))
  }

  lampsOf(route: RouteName): Lamps {
    return this.#routeAt(route, this.#clock.now()).lamps
  }

  #routeAt(name: RouteName, now: number): KnownRoute {
    const key = keyOf(name)
    const known = this.#routes.get(key)
    if (known !== undefined && now < known.validUntil) return known
    const { governance, security } = this.#declared.get(name.useCaseId) ?? {}
    const declared = lampsFromDeclarations({ governance, security }, now)
    const licence = this.#licences.lampOf(name)
    const data = this.#dataProtection.lampOf(name)
    const judged = { ...declared.lamps, licence: licence.clearance, dataProtection: data.clearance }
    const lamps = withFindings(judged, this.findings)
    const route: KnownRoute = {
      useCaseId: name.useCaseId,
      deploymentId: name.deploymentId,
      lamps,
      validUntil: Math.min(declared.validUntil, licence.validUntil, data.validUntil),
      rules: data.rules,
    }
    this.#routes.set(key, route)
    return route
  }
}

function withFound(route: KnownRoute, found: FoundInRequest): Route {
  const { lamps, rules } = route
  return { ...route, lamps: { ...lamps, dataProtection: withFindingsOf(lamps.dataProtection, found, rules) } }
}

function keyOf({ useCaseId, deploymentId }: RouteName): string {
  return `${useCaseId} ${deploymentId}`
}
