/** A policy set that is not taken into use. An operating error: whoever wrote the policy mends it. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused'
  /** Id of the policy, where it has one. */
  readonly policy: string
  /** What is wrong with it, in one sentence. */
  readonly why: string

  constructor(policy: string, why: string) {
    super(`${policy}: ${why}`)
    this.policy = policy
    this.why = why
  }
}
