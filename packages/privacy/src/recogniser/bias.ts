import type { PrivacyPolicy, Sensitivity } from '../treatment.ts'
import { beginTag, insideTag, tagCount, tagged, type Tagged } from './tags.ts'

/** Weights count in twentieths of a natural logarithm: 20 more make a tag 2.7 times as likely. */
export const weightsPerNat = 20

/**
 * What is added to a name over no name. Chosen on texts held out of training, so that `strict` covers nine names of ten and
 * `lenient` is wrong in one finding of ten at most; the figures of each are in the model card.
 */
const biases: Readonly<Record<Sensitivity, Readonly<Record<Tagged, number>>>> = {
  strict: { PERSON: 60, LOCATION: 20, ORG: 20, ADDRESS: 20 },
  balanced: { PERSON: 5, LOCATION: 0, ORG: 5, ADDRESS: 0 },
  lenient: { PERSON: -40, LOCATION: -30, ORG: -30, ADDRESS: -30 },
}

/** By tag, without `O`. */
export function biasOf(sensitivity: PrivacyPolicy['sensitivity']): Int32Array {
  const bias = new Int32Array(tagCount - 1)
  for (const [index, category] of tagged.entries()) {
    const added = biases[sensitivity[category]][category]
    bias[beginTag(index) - 1] = added
    // Less inside than at the beginning, or a name would take its neighbours in.
    bias[insideTag(index) - 1] = Math.trunc(added / 4)
  }
  return bias
}
