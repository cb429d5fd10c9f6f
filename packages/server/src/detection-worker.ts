// A thread that looks for personal data in long prompts and puts pseudonyms into them, so that nobody else waits for that. It has the same
// detectors and the same weights as the main thread, so it finds the same.
import { openDetection } from './privacy-weights.ts'
import { detected } from './privacy/detecting.ts'
import type { ThreadAnswer, ThreadWish } from './privacy/detection-thread.ts'
import { maskedTexts } from './privacy/masking.ts'

declare const self: Worker

const detection = openDetection()

self.addEventListener('message', ({ data }: MessageEvent<ThreadWish>) => {
  self.postMessage(answerTo(data), [])
})

/** Only the name of an error leaves: its message may quote a text. */
function answerTo(wish: ThreadWish): ThreadAnswer {
  const { id } = wish
  try {
    return 'mask' in wish ? { id, masked: maskedTexts(wish.mask) } : { id, detected: detected(detection, wish.detect) }
  } catch (error) {
    return { id, failed: error instanceof Error ? error.name : typeof error }
  }
}
