// One request after another until a file is whole: redirects, ranges, and what a server says about what it sends.
import { EngineRefused } from '../../engine-office.ts'
import type { About, PartFile } from './part-file.ts'
import { mayFetch } from './source.ts'

/** Hugging Face takes two; more is a loop. */
const redirectsMax = 5

/** Milliseconds until the headers have come, and without a further byte. */
const [answerMs, silenceMs] = [30_000, 60_000] as const

/** A strong entity tag (RFC 9110 § 8.8.3): the same tag means the same bytes. */
const strongTag = /^"[\x21\x23-\x7e]*"$/

const sha256Form = /^"?([0-9a-f]{64})"?$/

export interface Download {
  readonly url: URL
  readonly isHuggingFace: boolean
  readonly proxy: string | undefined
  readonly onBytes: (bytes: number, total: number | undefined) => void
  /** @throws EngineRefused when so many bytes more do not fit */
  readonly mustFit: (bytes: number) => void
}

/** What the source itself says about the file. */
export interface Told {
  /** Digest by Git LFS, which is that of the file. */
  readonly sha256: string | undefined
}

/** The connection broke off, or the server was not well. What came is kept, and the rest can be asked for. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff'
}

/**
 * Fetches what is missing of a file.
 *
 * @throws BrokenOff, EngineRefused
 */
export async function fetchRest(wish: Download, part: PartFile): Promise<Told> {
  const known = await part.resume(wish.url.href)
  const { answer, sha256 } = await asked(wish, known === undefined ? {} : rangeFrom(part.bytes, known))
  const isRest = answer.status === 206 && known !== undefined && beginsAt(answer) === part.bytes
  // 416: what we have is not a beginning of what there is.
  if (answer.status !== 200 && !isRest) {
    await answer.body?.cancel()
    if (answer.status === 206 || answer.status === 416) return fetchAnew(wish, part)
    throw notAnswered(answer.status)
  }
  const total = totalOf(answer, isRest ? part.bytes : 0)
  const tag = answer.headers.get('etag') ?? ''
  if (!isRest) part.begin(strongTag.test(tag) ? aboutOf(wish.url, tag, total) : undefined)
  if (total !== undefined) wish.mustFit(total - part.bytes)
  await take(answer, part, wish, total)
  return { sha256 }
}

async function fetchAnew(wish: Download, part: PartFile): Promise<Told> {
  part.discard()
  return fetchRest(wish, part)
}

const aboutOf = (url: URL, etag: string, total: number | undefined): About => ({
  url: url.href,
  etag,
  ...(total === undefined ? {} : { total }),
})

/** If-Range: when the file is another one by now, the server sends all of it. */
function rangeFrom(bytes: number, { etag }: About): Readonly<Record<string, string>> {
  return { range: `bytes=${bytes}-`, 'if-range': etag }
}

/** Follows redirects itself: each of them has to lead to where we may fetch from. */
async function asked(
  { url, isHuggingFace, proxy }: Download,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly answer: Response; readonly sha256: string | undefined }> {
  let at = url
  let sha256: string | undefined
  for (let count = 0; count <= redirectsMax; count++) {
    const answer = await request(at, headers, proxy)
    if (isHuggingFace) sha256 ??= sha256Form.exec(answer.headers.get('x-linked-etag') ?? '')?.[1]
    const location = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || location === null) return { answer, sha256 }
    await answer.body?.cancel()
    const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined
    if (next === undefined || !mayFetch(next) || (at.protocol === 'https:' && next.protocol !== 'https:')) {
      throw failed(
        'die Quelle leitet auf eine unverschlüsselte Adresse um',
        'the source redirects to an address without encryption',
      )
    }
    at = next
  }
  throw failed(`mehr als ${redirectsMax} Umleitungen`, `more than ${redirectsMax} redirects`)
}

async function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  proxy: string | undefined,
): Promise<Response> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new BrokenOff('no answer')), answerMs)
  try {
    return await fetch(url, {
      headers: { ...headers, accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'stellwerk' },
      redirect: 'manual',
      decompress: false,
      signal: late.signal,
      ...(proxy === undefined ? {} : { proxy }),
    })
  } catch (cause) {
    throw new BrokenOff(`${url.host} does not answer`, { cause })
  } finally {
    clearTimeout(timer)
  }
}

async function take(answer: Response, part: PartFile, wish: Download, total: number | undefined): Promise<void> {
  const reader = answer.body?.getReader()
  try {
    for (;;) {
      const step = await unlessSilent(reader?.read())
      if (step === undefined || step.done) break
      if (total === undefined) wish.mustFit(step.value.length)
      if (!part.add(step.value)) throw notAModel()
      if (total !== undefined && part.bytes > total)
        throw failed('die Quelle schickt mehr als angesagt', 'the source sends more than it said')
      wish.onBytes(part.bytes, total)
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined)
    if (error instanceof EngineRefused) throw error
    throw new BrokenOff('the connection broke off', { cause: error })
  }
  if (total !== undefined && part.bytes < total) throw new BrokenOff(`${total - part.bytes} bytes are missing`)
  if (!part.isModel) throw notAModel()
}

async function unlessSilent<Step>(step: Promise<Step> | undefined): Promise<Step | undefined> {
  const silent = Promise.withResolvers<never>()
  const timer = setTimeout(() => silent.reject(new BrokenOff('nothing came any more')), silenceMs)
  try {
    return await Promise.race([step, silent.promise])
  } finally {
    clearTimeout(timer)
  }
}

function totalOf({ headers }: Response, before: number): number | undefined {
  const length = headers.get('content-length')
  return length !== null && /^\d{1,15}$/.test(length) ? before + Number(length) : undefined
}

function beginsAt({ headers }: Response): number | undefined {
  const start = /^bytes (\d{1,15})-/.exec(headers.get('content-range') ?? '')?.[1]
  return start === undefined ? undefined : Number(start)
}

/** What may be better in a moment is tried again, the rest is told. */
function notAnswered(status: number): Error {
  if (status === 429 || status >= 500) return new BrokenOff(`status ${status}`)
  if (status === 401 || status === 403) {
    return failed(
      `die Quelle verlangt eine Anmeldung (${status}); die Datei anders holen und als Pfad angeben`,
      `the source wants a login (${status}); get the file another way and give its path`,
    )
  }
  return failed(`die Quelle antwortet mit ${status}`, `the source answers with ${status}`)
}

export function notAModel(): EngineRefused {
  return new EngineRefused('not_gguf', {
    de: 'das ist keine GGUF-Datei (Version 2 oder 3); nichts wurde behalten',
    en: 'that is no GGUF file (version 2 or 3); nothing of it was kept',
  })
}

function failed(de: string, en: string): EngineRefused {
  return new EngineRefused('download_failed', { de, en })
}
