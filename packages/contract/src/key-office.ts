import { z } from 'zod'
import { groupName } from './group.ts'
import { languages } from './language.ts'
import type { Language } from './language.ts'

/** What the control API says about keys, and the operations behind it. */

/** Days that a new key is valid unless somebody says otherwise. */
export const keyDaysDefault = 90
/** Days. A key that nobody looks at for longer than a year belongs to nobody. */
export const keyDaysMax = 366
/** Hours that the old key still works after a rotation, so that clients can be changed one by one. */
export const overlapHoursDefault = 24
/** Hours. A month; longer is two keys, not a rotation. */
const overlapHoursMax = 720
/** Characters of the note beside a key. */
const keyLabelCharactersMax = 100

/** Groups of one key. */
const keyGroupsMax = 100

/** Who stands behind a key: a program, one person, or the many people of a front end. */
export const keyKinds = ['service', 'personal', 'frontend'] as const

export type KeyKind = (typeof keyKinds)[number]

const days = z.int().min(1).max(keyDaysMax)
const configuredId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)

export const createKeySchema = z
  .strictObject({
    useCaseId: configuredId,
    kind: z.enum(keyKinds).exactOptional(),
    /** Office or role that answers for it. A service key that says what it is has one. */
    owner: z
      .string()
      .min(1)
      .max(keyLabelCharactersMax)
      .regex(/^\P{Cc}*$/u)
      .exactOptional(),
    /** Id of the front end in the configuration whose people use it. */
    frontEnd: configuredId.exactOptional(),
    /** Groups that whoever uses it is in. Of the people behind a front end, the front end tells them. */
    groups: z.array(groupName).max(keyGroupsMax).readonly().exactOptional(),
    label: z
      .string()
      .max(keyLabelCharactersMax)
      .regex(/^\P{Cc}*$/u)
      .exactOptional(),
    days: days.exactOptional(),
    language: z.enum(languages).exactOptional(),
  })
  .superRefine(({ kind, owner, frontEnd, groups }, problems) => {
    const tell = (path: string): void => problems.addIssue({ code: 'custom', path: [path] })
    if (kind === 'service' && owner === undefined) tell('owner')
    if ((kind === 'frontend') !== (frontEnd !== undefined)) tell('frontEnd')
    if (kind === 'frontend' && groups !== undefined) tell('groups')
  })

export const rotateKeySchema = z.strictObject({
  overlapHours: z.int().min(0).max(overlapHoursMax).exactOptional(),
  days: days.exactOptional(),
})

/** Nothing to say but `{}`; it is asked for all the same, so that a request without a JSON type is refused. */
export const revokeKeySchema = z.strictObject({})

export type CreateKey = Readonly<z.output<typeof createKeySchema>>
export type RotateKey = Readonly<z.output<typeof rotateKeySchema>>

/** A key as lists show it. The key itself and its hash are not part of it. */
export interface KeyView {
  readonly id: string
  /** Grows with each change of the record. */
  readonly version: number
  readonly useCaseId: string
  readonly kind: KeyKind
  readonly owner?: string
  readonly frontEnd?: string
  readonly groups?: readonly string[]
  readonly label: string
  readonly state: 'active' | 'expired' | 'revoked'
  /** ISO moments in UTC. */
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt?: string
  /** Id of the key that took its place. */
  readonly replacedBy?: string
  readonly language?: Language
  /**
   * Whether it was used within about 90 days. Kept this coarse on purpose: a finer stamp would record when somebody was
   * at work.
   */
  readonly isInUse: boolean
}

/** The only answer that ever holds a plain key. */
export interface IssuedKey {
  readonly key: string
  readonly view: KeyView
}

/** Operations on keys: in the process itself, through the control socket, or on the store when no server runs. */
export interface KeyOffice {
  create(what: CreateKey): Promise<IssuedKey>
  list(): Promise<readonly KeyView[]>
  rotate(id: string, how: RotateKey): Promise<IssuedKey>
  revoke(id: string): Promise<KeyView>
}
