// People as the rest knows them: an id, and what they are called while they want to be.
import { GatewayError } from '@stellwerk/contract/error'

import { digestOf, newId } from './opaque.ts'
import type { KnownPerson, PersonStore, Profile } from './person-store.ts'

/** Characters of a name or an address. Longer ones are no names. */
const lineCharactersMax = 200

/** Persons of an installation. A sign-in by a provider makes one, so there is an end. */
const personsMax = 100_000

export class Persons {
  readonly #store: PersonStore
  readonly #now: () => number

  constructor({ store, now }: { readonly store: PersonStore; readonly now: () => number }) {
    this.#store = store
    this.#now = now
  }

  /** @throws GatewayError request_invalid where a name is none */
  async enrol(profile: Profile): Promise<string> {
    const checked = checkedProfile(profile)
    if ((await this.#store.all()).length >= personsMax)
      throw new GatewayError('request_invalid', { details: { what: `> ${personsMax}` } })
    const id = newId()
    await this.#store.insert({ id, createdAt: this.#now() }, checked)
    return id
  }

  /** The person behind a subject of a provider; made at the first sign-in. What they are called is renewed each time. */
  async ofSubject(told: {
    readonly provider: string
    readonly subject: string
    readonly profile: Profile
  }): Promise<string> {
    const subject = subjectOf(told.provider, told.subject)
    const known = await this.#store.bySubject(subject)
    if (known !== undefined) {
      await this.#store.setProfile(known, checkedProfile(told.profile))
      return known
    }
    const id = await this.enrol(told.profile)
    // Two first sign-ins at the same moment: the other one's person stands, and ours is nobody.
    if (await this.#store.bind(id, subject)) return id
    await this.#store.eraseProfile(id)
    const theirs = await this.#store.bySubject(subject)
    if (theirs === undefined) throw new Error('a subject that is bound belongs to nobody')
    return theirs
  }

  find(id: string): Promise<KnownPerson | undefined> {
    return this.#store.find(id)
  }

  all(): Promise<readonly KnownPerson[]> {
    return this.#store.all()
  }

  /** Art. 17 GDPR: what acts say stays true about an id, and nobody can tell any more whose it was. Checked 2026-11-24. */
  async eraseProfile(id: string): Promise<void> {
    if (await this.#store.eraseProfile(id)) return
    throw new GatewayError('not_found', { details: { what: `person ${id.slice(0, 40)}` } })
  }
}

/** @example subjectOf('city', 'user-1').subject // 64 hexadecimal digits */
export function subjectOf(provider: string, subject: string): { readonly provider: string; readonly subject: string } {
  return { provider, subject: digestOf(`${provider}\0${subject}`) }
}

function checkedProfile({ name, mail }: Profile): Profile {
  const isLine = (text: string): boolean => text.length <= lineCharactersMax && /^[^\p{Cc}\p{Cs}]+$/u.test(text)
  if (!isLine(name.trim())) throw new GatewayError('request_invalid', { details: { what: 'name' }, param: 'name' })
  if (mail !== undefined && !(isLine(mail) && /^[^@\s]+@[^@\s]+$/.test(mail)))
    throw new GatewayError('request_invalid', { details: { what: 'mail' }, param: 'mail' })
  return { name: name.trim(), mail }
}
