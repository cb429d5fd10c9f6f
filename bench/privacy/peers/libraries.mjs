// Looks at texts with one npm library, on Node. Started by bench/privacy/peers.ts with {"library", "module", "jobs"} in a file; writes
// {"seconds", "cpuSeconds", "spans"} by job. Places are UTF-16 code units.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Stands for what was replaced; no text has it. */
const mark = '\u{e123}'

/** Where text was replaced by marks, by the pieces between them that stayed. */
function replacedIn(original, replaced) {
  const pieces = replaced.split(mark)
  const spans = []
  let at = pieces[0].length
  for (const [index, piece] of pieces.slice(1).entries()) {
    const isLast = index === pieces.length - 2
    const next = isLast ? original.length - piece.length : piece === '' ? at : original.indexOf(piece, at)
    if (next > at) spans.push([at, next, 'ANY'])
    at = next + piece.length
  }
  return spans
}

const libraries = {
  async openredaction({ OpenRedaction }) {
    const redactor = new OpenRedaction()
    return async (text) => {
      const { detections } = await redactor.detect(text)
      return detections.map(({ type, position: [start, end] }) => [start, end, type])
    }
  },
  async arcjet({ redact }) {
    return async (text) => replacedIn(text, (await redact(text, { replace: () => mark }))[0])
  },
  async 'redact-pii'({ SyncRedactor }) {
    const redactor = new SyncRedactor({ globalReplaceWith: mark })
    return async (text) => replacedIn(text, redactor.redact(text))
  },
}

const { library, module: path, jobs } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const loaded = library === 'redact-pii' ? createRequire(path)(path) : await import(pathToFileURL(path).href)
const look = await libraries[library](loaded)
const results = {}
for (const { name, texts } of jobs) {
  const at = performance.now()
  const before = process.cpuUsage()
  const spans = []
  for (const text of texts) spans.push(await look(text))
  const seconds = (performance.now() - at) / 1_000
  const { user, system } = process.cpuUsage(before)
  results[name] = { seconds, cpuSeconds: (user + system) / 1_000_000, spans }
}
process.stdout.write(JSON.stringify(results))
