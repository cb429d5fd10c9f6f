// A thread that looks for personal data in long prompts, so that nobody else waits for them. It has the same detectors and the same
// weights as the main thread, so it finds the same.
import { openDetection } from './privacy-weights.ts'
import { detected } from './privacy/detecting.ts'
import type { ThreadAnswer, ThreadWish } from './privacy/detection-thread.ts'

declare const self: Worker

const detection = openDetection()

self.addEventListener('message', ({ data }: MessageEvent<ThreadWish>) => {
  self.postMessage(answerTo(data), [])
})

/** Only the name of an error leaves: its message may quote a text. */
function answerTo({ id, wish }: ThreadWish): ThreadAnswer {
  try {
    return { id, detected: detected(detection, wish) }
  } catch (error) {
    return { id, failed: error instanceof Error ? error.name : typeof error }
  }
}
