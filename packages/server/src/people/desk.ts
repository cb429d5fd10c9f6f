// Everything that the pages under /sign-in can ask, put together.
import type { SignInConfig } from '@stellwerk/contract/config-sign-in'
import { GatewayError } from '@stellwerk/contract/error'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import type { Role } from '@stellwerk/contract/register/role'

import type { Begun, DeviceAnswer, ShownPerson, SignInDesk, WebPlace } from '../sign-in-desk.ts'
import type { CredentialStore } from './credential-store.ts'
import { Devices } from './devices.ts'
import { Links } from './links.ts'
import { OwnKeys, type UseCaseOfGroups } from './own-keys.ts'
import { Passkeys } from './passkeys.ts'
import { mustBeLongEnough, Passwords } from './passwords.ts'
import type { PersonStore } from './person-store.ts'
import { Persons } from './persons.ts'
import type { CameFrom, Provider } from './provider/provider.ts'
import type { RoleBook } from './role-book.ts'
import { absoluteMs, isFresh, providerSession, type Session, Sessions } from './sessions.ts'
import type { SessionStore } from './session-store.ts'

export interface DeskParts {
  readonly config: SignInConfig
  readonly persons: PersonStore
  readonly sessions: SessionStore
  readonly credentials: CredentialStore
  readonly roles: RoleBook
  readonly providers: readonly Provider[]
  readonly keys: Pick<KeyOffice, 'create' | 'list'>
  readonly useCases: () => readonly UseCaseOfGroups[]
  readonly now: () => number
  readonly elapsed: () => number
}

export class Desk implements SignInDesk<Session> {
  readonly sessions: Sessions
  readonly persons: Persons
  readonly #parts: DeskParts
  readonly #passwords: Passwords
  readonly #passkeys: Passkeys
  readonly #links: Links
  readonly #devices: Devices
  readonly #keys: OwnKeys

  constructor(parts: DeskParts) {
    const { credentials: store, now, elapsed } = parts
    this.#parts = parts
    this.persons = new Persons({ store: parts.persons, now })
    this.sessions = new Sessions({ store: parts.sessions, now })
    this.#passwords = new Passwords({ store, now, elapsed })
    this.#passkeys = new Passkeys({ store, now, elapsed })
    this.#links = new Links({ store, now })
    this.#devices = new Devices(elapsed)
    this.#keys = new OwnKeys({ keys: parts.keys, useCases: parts.useCases })
  }

  get isPassword(): boolean {
    return this.#parts.config.password
  }

  get providers(): readonly { readonly id: string; readonly title: string }[] {
    return this.#parts.providers.map(({ id, title }) => ({ id, title }))
  }

  session(secret: string, kind: Session['kind']): Promise<Session | undefined> {
    return this.sessions.of(secret, kind)
  }

  mustBeFresh(session: Session): void {
    this.sessions.mustBeFresh(session)
  }

  isFresh(session: Session): boolean {
    return isFresh(session, this.#parts.now())
  }

  async shown(session: Session): Promise<ShownPerson> {
    const { personId } = session
    const person = await this.persons.find(personId)
    const passkeys = await this.#parts.credentials.passkeysOf(personId)
    return {
      id: personId,
      name: person?.profile?.name ?? personId,
      roles: await this.#parts.roles.rolesOf(personId),
      sessions: await this.sessions.list(personId),
      passkeys: passkeys.map(({ id, label }) => ({ id, label })),
      useCases: this.#keys.useCasesFor(session),
    }
  }

  async endSession(session: Session, id: string): Promise<void> {
    await this.sessions.end(session.personId, id)
  }

  async byPassword(told: Parameters<SignInDesk['byPassword']>[0]): Promise<string> {
    if (!this.isPassword) throw new GatewayError('sign_in_failed')
    const personId = await this.#passwords.personOf(told)
    return this.#begin(personId, 'password', told.replaces)
  }

  passkeyRequest(place: WebPlace): Promise<object> {
    return this.#passkeys.request(place)
  }

  async byPasskey(response: unknown, place: WebPlace, replaces: string | undefined): Promise<string> {
    return this.#begin(await this.#passkeys.personOf(response, place), 'passkey', replaces)
  }

  async passkeyRegistration(session: Session, place: WebPlace): Promise<object> {
    this.mustBeFresh(session)
    const person = await this.persons.find(session.personId)
    return this.#passkeys.registration({ id: session.personId, name: person?.profile?.name ?? session.personId }, place)
  }

  async registerPasskey(
    session: Session,
    told: { readonly response: unknown; readonly label: string },
    place: WebPlace,
  ): Promise<void> {
    this.mustBeFresh(session)
    await this.#passkeys.register(session.personId, told, place)
  }

  async removePasskey(session: Session, id: string): Promise<void> {
    this.mustBeFresh(session)
    await this.#parts.credentials.removePasskey(session.personId, id)
  }

  beginAt(
    id: string,
    how: { readonly redirectUri: string; readonly onto: string },
  ): Promise<{ readonly url: string; readonly browser: string }> {
    return this.#provider(id).begin(how)
  }

  async finishAt(id: string, back: Parameters<SignInDesk['finishAt']>[1]): Promise<Begun> {
    const provider = this.#provider(id)
    const came = await provider.finish(back.url, back.browser)
    const { subject, name, mail, groups, sub, sid } = came
    const personId = await this.persons.ofSubject({ provider: id, subject, profile: { name, mail } })
    await this.#parts.roles.followGroups(personId, this.#rolesOfGroups(id, came))
    const { secret } = await this.sessions.begin({
      personId,
      kind: 'browser',
      way: 'provider',
      groups,
      provider: providerSession({ provider: id, subject: sub, sid }),
      shownAt: came.shownAt ?? 'unknown',
      replaces: back.replaces,
    })
    return { secret, onto: came.onto }
  }

  /** Groups that are not known give nothing. */
  #rolesOfGroups(id: string, { groups }: CameFrom): readonly Role[] {
    const provider = this.#parts.config.providers.find((one) => one.id === id)
    return (provider?.roles ?? []).filter(({ group }) => groups?.includes(group)).map(({ role }) => role)
  }

  async loggedOutAt(id: string, token: string): Promise<void> {
    await this.sessions.endOfProvider(id, await this.#provider(id).loggedOut(token))
  }

  async link(secret: string): Promise<{ readonly roles: readonly Role[]; readonly isReset: boolean }> {
    const { roles, personId } = await this.#links.look(secret)
    return { roles, isReset: personId !== undefined }
  }

  async enterByLink(
    secret: string,
    told: { readonly name: string; readonly mail: string; readonly password: string },
  ): Promise<string> {
    const found = await this.#links.look(secret)
    // Whatever may be wrong is looked at before the link is used up.
    mustBeLongEnough(told.password)
    if (found.personId === undefined) await this.#parts.roles.mayLink(found.roles, found.madeBy)
    const { roles, personId: known, madeBy } = await this.#links.spend(secret)
    const personId = known ?? (await this.persons.enrol({ name: told.name, mail: told.mail }))
    await this.#passwords.set(personId, { login: told.mail, password: told.password })
    await this.#parts.roles.giveByLink(personId, roles, madeBy)
    return this.#begin(personId, 'link', undefined)
  }

  async takeByLink(session: Session, secret: string): Promise<void> {
    this.mustBeFresh(session)
    const found = await this.#links.look(secret)
    if (found.personId !== undefined) throw new GatewayError('sign_in_link_spent')
    await this.#parts.roles.mayLink(found.roles, found.madeBy)
    const { roles, madeBy } = await this.#links.spend(secret)
    await this.#parts.roles.giveByLink(session.personId, roles, madeBy)
  }

  /**
   * The secret of a link, from the terminal of set-up or by somebody who may.
   *
   * @throws GatewayError role_refused
   */
  async makeLink(roles: readonly Role[], madeBy: string | undefined): Promise<string> {
    await this.#parts.roles.mayLink(roles, madeBy)
    return this.#links.make({ roles, madeBy })
  }

  /**
   * Makes anew how somebody signs in. Everything they signed in with is gone, and what they could say for others is suspended.
   *
   * @throws GatewayError role_refused, not_found
   */
  async reset(personId: string, by: string): Promise<string> {
    if ((await this.persons.find(personId)) === undefined)
      throw new GatewayError('not_found', { details: { what: 'person' } })
    // What takes away comes first: if we stop in between, somebody has to be let in again, and nobody speaks for them.
    await this.#parts.roles.suspend(personId, by)
    await this.sessions.endAll(personId)
    await this.#parts.credentials.removeAll(personId)
    return this.#links.make({ roles: [], personId, madeBy: by })
  }

  startDevice(address: string | undefined) {
    return this.#devices.start(address)
  }

  lookDevice(session: Session, userCode: string): boolean {
    return this.#devices.look(session, userCode)
  }

  decideDevice(session: Session, userCode: string, isAllowed: boolean): void {
    if (isAllowed) this.mustBeFresh(session)
    if (!this.#devices.decide(session, userCode, isAllowed)) throw new GatewayError('sign_in_link_spent')
  }

  async deviceToken(deviceCode: string): Promise<DeviceAnswer> {
    const found = this.#devices.ask(deviceCode)
    if (typeof found === 'string') return { state: found }
    const { personId, groups, provider, shownAt } = found
    // Whoever confirmed may have been signed out since.
    if (!(await this.sessions.list(personId)).some(({ id }) => id === found.id)) return { state: 'access_denied' }
    const { secret } = await this.sessions.begin({
      personId,
      kind: 'terminal',
      way: 'device',
      groups,
      provider,
      shownAt: shownAt ?? 'unknown',
    })
    return { state: 'token', token: secret, expiresInSeconds: absoluteMs / 1_000 }
  }

  newKey(session: Session, wish: { readonly useCaseId: string; readonly days?: number | undefined }) {
    return this.#keys.create(session, wish)
  }

  async #begin(personId: string, way: 'password' | 'passkey' | 'link', replaces: string | undefined): Promise<string> {
    return (await this.sessions.begin({ personId, kind: 'browser', way, replaces })).secret
  }

  #provider(id: string): Provider {
    const found = this.#parts.providers.find((one) => one.id === id)
    if (found === undefined) throw new GatewayError('not_found', { details: { what: `provider ${id.slice(0, 63)}` } })
    return found
  }
}
