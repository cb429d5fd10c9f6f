import { createHmac } from 'node:crypto'

import { categories, type Category } from '@stellwerk/privacy/finding'
import type { Manner } from '@stellwerk/privacy/pseudonym/issued'
import type { PrivacyPolicy, PseudonymMode, Treatment } from '@stellwerk/privacy/treatment'

/** How values are replaced in tests: everything, with a key that is made from the name of the scope. */
export function mannerOf(scope: string, mode: PseudonymMode = 'typed', treatment: Treatment = 'pseudonymise'): Manner {
  const digest = (text: string) => new Uint8Array(createHmac('sha256', `scope ${scope}`).update(text).digest())
  return { digest, policy: policyOf(mode, treatment) }
}

function policyOf(mode: PseudonymMode, treatment: Treatment): PrivacyPolicy {
  return {
    id: 'test',
    treatment: each(treatment),
    kinds: {},
    sensitivity: each('balanced'),
    mode,
    region: 'DE',
    onlyCertain: false,
  }
}

function each<T>(value: T): Record<Category, T> {
  // Every category has an entry.
  return Object.fromEntries(categories.map((one) => [one, value])) as Record<Category, T>
}
