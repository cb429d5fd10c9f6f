// What is kept of people.

/** Somebody, as acts and digests name them: by an id that says nothing. */
export interface Person {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** What a person is called. It lies apart and outside every digest, so that it can be erased and nothing breaks. */
export interface Profile {
  readonly name: string
  readonly mail: string | undefined
}

/** Somebody at an identity provider. */
export interface ProviderSubject {
  /** Id of the provider in the configuration. */
  readonly provider: string
  /** SHA-256 of the subject: we only ever compare. */
  readonly subject: string
}

/** A person with whatever profile is left. */
export interface KnownPerson extends Person {
  readonly profile: Profile | undefined
}

/** Each operation is durable when its promise resolves, and whole or not at all. */
export interface PersonStore {
  readonly insert: (person: Person, profile: Profile | undefined) => Promise<void>
  readonly find: (id: string) => Promise<KnownPerson | undefined>
  readonly all: () => Promise<readonly KnownPerson[]>
  readonly setProfile: (personId: string, profile: Profile) => Promise<void>
  /** Whether there was one. */
  readonly eraseProfile: (personId: string) => Promise<boolean>
  readonly bySubject: (subject: ProviderSubject) => Promise<string | undefined>
  /** Whose subject it is from now on; false when it is another person's already. */
  readonly bind: (personId: string, subject: ProviderSubject) => Promise<boolean>
}
