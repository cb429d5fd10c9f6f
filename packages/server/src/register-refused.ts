/** The store refused what the rules do not allow. `rule` is a code of `contract/src/register/problem.ts`. */
export class RegisterRefused extends Error {
  override readonly name = 'RegisterRefused'
  readonly rule: string

  constructor(rule: string, options?: ErrorOptions) {
    super(`the store refuses: ${rule}`, options)
    this.rule = rule
  }
}
