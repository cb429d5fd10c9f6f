import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'

import { test } from 'bun:test'

import { modelOrSkip, startLoaded, untilBusy } from '../model/embedded.ts'

// Goal: aborts leave nothing behind in the process of the embedded engine. SOAK_COUNT sets how many.

const files = await modelOrSkip()
const count = Number(process.env['SOAK_COUNT'] ?? 100)

/** Bytes that the allocator may keep for itself. */
const growthMax = 16_000_000

function residentBytes(gateway: number): number {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const status = readFileSync(`/proc/${name}/status`, { encoding: 'utf8', flag: 'r' })
    if (new RegExp(`PPid:\t${gateway}\n`).test(status)) return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1_024
  }
  return assert.fail('the engine is gone')
}

if (files !== undefined) {
  test(`${count} aborts leave memory flat`, async () => {
    const embedded = await startLoaded(files)
    const gateway = Number(/"pid":(\d+)/.exec(embedded.stellwerk.output())?.[1])
    const abortOne = async () => {
      const caller = new AbortController()
      const messages = [{ role: 'user', content: 'Tell a long story.' }]
      const body = { model: 'smollm2', messages, stream: true, max_tokens: 600 }
      const headers = { authorization: `Bearer ${embedded.stellwerk.key}` }
      const url = `${embedded.stellwerk.baseURL}/chat/completions`
      const init = { method: 'POST', headers, body: JSON.stringify(body), signal: caller.signal }
      const reader = (await fetch(url, init)).body!.getReader()
      await reader.read()
      caller.abort()
      await reader.read().catch(() => undefined)
      await untilBusy(embedded, false)
    }
    try {
      for (let done = 0; done < 20; done++) await abortOne()
      const before = residentBytes(gateway)
      for (let done = 0; done < count; done++) await abortOne()
      const growth = residentBytes(gateway) - before
      process.stderr.write(`${before} bytes after 20 aborts, ${growth} more after ${count} more\n`)
      assert.ok(growth < growthMax, `${growth} bytes more after ${count} aborts`)
    } finally {
      await embedded.stop()
    }
  })
}
