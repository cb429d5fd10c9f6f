// What a front end says of a call: who asks, and whether anybody asked at all.

/** How a front end says who asks (docs/front-ends.md). */
export const personMethods = ['openWebUiJwt', 'oidc', 'plainHeaders', 'none'] as const

export type PersonMethod = (typeof personMethods)[number]

/** Whether what it said was signed, by itself or by an identity provider. */
export const signatures = ['signed', 'unsigned'] as const

/**
 * Which front end said who asks, and how. Asserted by it, never authenticated by us. Vocabulary of the configuration: no
 * identity stands in it.
 */
export interface AssertedBy {
  readonly frontEnd: string
  readonly method: PersonMethod
  readonly signature: (typeof signatures)[number]
}

/** Calls that a front end makes by itself beside a conversation. `other`: it says so, and names a task we do not know. */
export const backgroundKinds = [
  'title',
  'tags',
  'followUps',
  'queries',
  'autocomplete',
  'imagePrompt',
  'emoji',
  'merge',
  'functionCalling',
  'other',
] as const

export type BackgroundKind = (typeof backgroundKinds)[number]
