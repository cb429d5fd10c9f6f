import { strict as assert } from 'node:assert'

/** The part that is refused, or `undefined` if nothing is. */
export function refusedPart(
  run: () => unknown,
  as: abstract new (...what: never[]) => { readonly part: unknown },
): unknown {
  try {
    run()
    return undefined
  } catch (error) {
    assert.ok(error instanceof as, String(error))
    return error.part
  }
}
