// A linear-chain conditional random field, trained with AdaGrad. Fixed seed, so the same data give the same weights.
import { forbidden, isForbidden } from '@stellwerk/privacy/recogniser/tagger'
import { tagCount } from '@stellwerk/privacy/recogniser/tags'

const rowSize = tagCount - 1

/** Sequences in flat arrays: features of token t stand from `offsets[t]` to `offsets[t + 1]`. */
export interface Sequences {
  /** First token of each sequence, and the end. */
  readonly starts: Int32Array
  readonly offsets: Int32Array
  readonly features: Int32Array
  readonly tags: Uint8Array
  readonly featureCount: number
}

export interface Trained {
  readonly weights: Float32Array
  readonly transitions: Float64Array
}

/** SplitMix32: small, seeded, good enough for shuffling. */
export function randomOf(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e_37_79_b9) | 0
    let value = Math.imul(state ^ (state >>> 16), 0x21_f0_aa_ad)
    value = Math.imul(value ^ (value >>> 15), 0x73_5a_2d_97)
    return ((value ^ (value >>> 15)) >>> 0) / 0x1_00_00_00_00
  }
}

export interface Settings {
  readonly epochs: number
  readonly rate: number
  readonly decay: number
  /** Share of features that are left out at each look at a token, so that no single one is relied upon. */
  readonly dropout: number
  readonly seed: number
}

export function trainCrf(data: Sequences, settings: Settings, log: (line: string) => void): Trained {
  const { starts, offsets, features, tags } = data
  const random = randomOf(settings.seed)
  const weights = new Float32Array(data.featureCount * rowSize)
  const squares = new Float32Array(data.featureCount * rowSize).fill(1e-2)
  // From each tag to each tag, then the first one.
  const transitions = new Float64Array((tagCount + 1) * tagCount)
  const transitionSquares = new Float64Array((tagCount + 1) * tagCount).fill(1)
  // The mean of the later epochs says more about other texts than the last one.
  const sums = new Float32Array(weights.length)
  const transitionSums = new Float64Array(transitions.length)
  let averaged = 0
  const longest = longestOf(starts)
  const score = new Float64Array(longest * tagCount)
  const alpha = new Float64Array(longest * tagCount)
  const beta = new Float64Array(longest * tagCount)
  const expTransitions = new Float64Array((tagCount + 1) * tagCount)
  const gradient = new Float64Array((tagCount + 1) * tagCount)
  const scale = new Float64Array(longest)
  const order = Int32Array.from({ length: starts.length - 1 }, (_, index) => index)
  // Features in use this time, compacted by dropout.
  const used = new Int32Array(64 * longest)
  const usedOffsets = new Int32Array(longest + 1)

  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random)
    const rate = settings.rate * (1 - (0.7 * epoch) / settings.epochs)
    let loss = 0
    for (const sequence of order) {
      const from = starts[sequence]!
      const length = starts[sequence + 1]! - from
      for (let row = 0; row <= tagCount; row++) {
        for (let tag = 0; tag < tagCount; tag++) {
          const at = row * tagCount + tag
          const isOut = row < tagCount ? isForbidden(row, tag) : isForbidden(0, tag)
          expTransitions[at] = isOut ? 0 : Math.exp(transitions[at]!)
        }
      }
      // Scores
      let usedCount = 0
      for (let t = 0; t < length; t++) {
        usedOffsets[t] = usedCount
        const base = t * tagCount
        score.fill(0, base, base + tagCount)
        for (let f = offsets[from + t]!; f < offsets[from + t + 1]!; f++) {
          if (settings.dropout > 0 && random() < settings.dropout) continue
          const row = features[f]! * rowSize
          used[usedCount++] = row
          for (let k = 0; k < rowSize; k++) score[base + 1 + k]! += weights[row + k]!
        }
        let max = 0
        for (let tag = 1; tag < tagCount; tag++) if (score[base + tag]! > max) max = score[base + tag]!
        for (let tag = 0; tag < tagCount; tag++) score[base + tag] = Math.exp(score[base + tag]! - max)
      }
      usedOffsets[length] = usedCount
      // Forward, normalised
      for (let t = 0; t < length; t++) {
        const base = t * tagCount
        let sum = 0
        for (let tag = 0; tag < tagCount; tag++) {
          let value = 0
          if (t === 0) value = expTransitions[tagCount * tagCount + tag]!
          else
            for (let before = 0; before < tagCount; before++)
              value += alpha[base - tagCount + before]! * expTransitions[before * tagCount + tag]!
          value *= score[base + tag]!
          alpha[base + tag] = value
          sum += value
        }
        scale[t] = sum
        for (let tag = 0; tag < tagCount; tag++) alpha[base + tag]! /= sum
      }
      // Backward
      beta.fill(1, (length - 1) * tagCount, length * tagCount)
      for (let t = length - 2; t >= 0; t--) {
        const base = t * tagCount
        for (let tag = 0; tag < tagCount; tag++) {
          let value = 0
          for (let after = 0; after < tagCount; after++) {
            value +=
              expTransitions[tag * tagCount + after]! * score[base + tagCount + after]! * beta[base + tagCount + after]!
          }
          beta[base + tag] = value / scale[t + 1]!
        }
      }
      // Gradients
      gradient.fill(0)
      for (let t = 0; t < length; t++) {
        const base = t * tagCount
        const gold = tags[from + t]!
        if (t > 0) {
          const goldBefore = tags[from + t - 1]!
          for (let before = 0; before < tagCount; before++) {
            const left = alpha[base - tagCount + before]!
            if (left < 1e-9) continue
            for (let tag = 0; tag < tagCount; tag++) {
              gradient[before * tagCount + tag]! +=
                (left * expTransitions[before * tagCount + tag]! * score[base + tag]! * beta[base + tag]!) / scale[t]!
            }
          }
          gradient[goldBefore * tagCount + gold]! -= 1
        } else {
          for (let tag = 0; tag < tagCount; tag++)
            gradient[tagCount * tagCount + tag]! += alpha[base + tag]! * beta[base + tag]!
          gradient[tagCount * tagCount + gold]! -= 1
        }
        const goldProbability = alpha[base + gold]! * beta[base + gold]!
        loss -= Math.log(goldProbability + 1e-12)
        if (goldProbability > 0.9995) continue
        for (let tag = 1; tag < tagCount; tag++) {
          const difference = alpha[base + tag]! * beta[base + tag]! - (tag === gold ? 1 : 0)
          if (difference > -1e-4 && difference < 1e-4) continue
          for (let u = usedOffsets[t]!; u < usedOffsets[t + 1]!; u++) {
            const at = used[u]! + tag - 1
            const step = difference + settings.decay * weights[at]!
            const square = squares[at]! + step * step
            squares[at] = square
            weights[at]! -= (rate * step) / Math.sqrt(square)
          }
        }
      }
      for (let at = 0; at < gradient.length; at++) {
        const step = gradient[at]!
        if (step === 0) continue
        transitionSquares[at]! += step * step
        transitions[at]! -= (rate * step) / Math.sqrt(transitionSquares[at]!)
      }
    }
    if (epoch >= settings.epochs / 2) {
      averaged++
      for (let at = 0; at < weights.length; at++) sums[at]! += weights[at]!
      for (let at = 0; at < transitions.length; at++) transitionSums[at]! += transitions[at]!
    }
    log(`epoch ${epoch + 1}: loss ${(loss / tags.length).toFixed(4)} per token`)
  }
  return { weights: sums.map((sum) => sum / averaged), transitions: transitionSums.map((sum) => sum / averaged) }
}

function longestOf(starts: Int32Array): number {
  let longest = 1
  for (let index = 1; index < starts.length; index++) longest = Math.max(longest, starts[index]! - starts[index - 1]!)
  return longest
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const one = order[index]!
    order[index] = order[other]!
    order[other] = one
  }
}

/** Transitions in the unit of the weights; those that are impossible are as good as impossible. */
export function quantisedTransitions(transitions: Float64Array, perNat: number): Int16Array {
  return Int16Array.from(transitions, (value, at) => {
    const before = Math.floor(at / tagCount)
    const isOut = isForbidden(before < tagCount ? before : 0, at % tagCount)
    return isOut ? forbidden : Math.round(value * perNat)
  })
}
