import { readFileSync } from 'node:fs'

import { Detection } from '@stellwerk/privacy/detect'
import { openRecogniser } from '@stellwerk/privacy/recogniser/recogniser'
import weights from '@stellwerk/privacy/weights/recogniser.bin' with { type: 'file' }

/** The bytes that came with this program, wherever it runs: from files, or as one executable. */
export function recogniserWeights(): Uint8Array {
  return new Uint8Array(readFileSync(weights))
}

/** The detectors with the weights that came with this program, wherever it runs: from files, or as one executable. */
export function openDetection(): Detection {
  return new Detection(openRecogniser(recogniserWeights()))
}
