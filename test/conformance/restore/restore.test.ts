// Goal: what the client reads is the expected text, byte for byte, wherever the answer of the model was cut.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { Restorer } from '@stellwerk/privacy/restore/restorer'

import { type Case, corpus, type Scene, sceneOf } from './corpus.ts'

/** Characters; the promise of the restorer. */
const heldMax = 40

for (const { file, cases } of corpus()) {
  for (const one of cases) {
    test(`${file}: ${one.id}: ${one.why}`, () => {
      const scene = sceneOf(one)
      whole(one, scene)
      for (const parts of cuttings(scene.output)) {
        assert.equal(streamed(one, scene, parts), scene.text, JSON.stringify(parts))
      }
      for (let cut = 1; cut < Buffer.byteLength(scene.output); cut++) {
        assert.equal(streamed(one, scene, cutAtByte(scene.output, cut)), scene.text, `cut at byte ${cut}`)
      }
    })
  }
}

function whole(one: Case, scene: Scene): void {
  const restorer = new Restorer(scene.mapping)
  assert.equal(restorer.whole(scene.output, one.form), scene.text)
  if (one.restored !== undefined) assert.equal(restorer.restored, one.restored, 'values put back')
  if (one.unknown !== undefined) assert.equal(restorer.unknown, one.unknown, 'pseudonyms that nobody issued')
  if (one.isJson) JSON.parse(scene.text)
}

/** Each character by itself, and fifty times pieces of one to seven characters, the same in every run. */
function cuttings(text: string): string[][] {
  const chance = chanceFrom(text.length)
  return [
    Array.from({ length: text.length }, (_, at) => text.charAt(at)),
    ...Array.from({ length: 50 }, () => pieces(text, chance)),
  ]
}

function pieces(text: string, chance: () => number): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; at += found.at(-1)?.length ?? 1)
    found.push(text.slice(at, at + 1 + (chance() % 7)))
  return found
}

/** A linear congruential generator (Numerical Recipes). */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 16
  }
}

/** Cut within the UTF-8 and decoded as streams are: what is no whole character yet waits. */
function cutAtByte(text: string, cut: number): string[] {
  const bytes = Buffer.from(text)
  const decoder = new TextDecoder()
  return [decoder.decode(bytes.subarray(0, cut), { stream: true }), decoder.decode(bytes.subarray(cut))]
}

function streamed(one: Case, scene: Scene, parts: readonly string[]): string {
  const stream = new Restorer(scene.mapping).stream(one.form)
  let out = ''
  for (const part of parts) {
    out += stream.feed(part)
    assert.ok(stream.held <= heldMax, `${stream.held} characters held`)
  }
  return out + stream.end()
}
