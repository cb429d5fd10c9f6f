// Keeps the child with the model running, asks it, and gives up what comes too late.
import { GatewayError } from '@stellwerk/contract/error'

import type { Spotted } from './joined.ts'
import { type ClassifierEvent, type LoadFailure, parseClassifierEvent, type Question } from './protocol.ts'
import { PrivacyModelUnusable, unusableTexts } from './unusable.ts'

/** Milliseconds from the beginning of a call, and what is called then. */
export type StartTimer = (ms: number, then: () => void) => { readonly stop: () => void }

/** A child, as far as one has to know it. Lines have no line feed. */
export interface Child {
  readonly send: (line: string) => void
  readonly onLine: (hear: (line: string) => void) => void
  /** It ended, however that came about. */
  readonly onEnd: (hear: () => void) => void
  readonly kill: () => void
}

export type ClassifierNews = ClassifierEvent | { readonly event: 'ended'; readonly pauseMs: number }

export interface KeeperSettings {
  /** Stands in errors as the detector. */
  readonly name: string
  readonly deadlineMs: number
  readonly start: () => Child
  readonly startTimer: StartTimer
  readonly tell: (news: ClassifierNews) => void
}

interface Waiting {
  readonly texts: readonly string[]
  readonly resolve: (found: readonly (readonly Spotted[])[]) => void
  readonly reject: (error: GatewayError) => void
  readonly timer: { readonly stop: () => void }
}

/** Requests that may wait. The model looks at one after the other; more would only miss their deadlines. */
const waitingMax = 64

/** Milliseconds after a deadline in which a child must answer for what it was told to forget. It looks up between two windows. */
const graceMs = 10_000

/** Milliseconds until a model has to be loaded: gigabytes from a slow disk. */
const loadMsMax = 120_000

/** Milliseconds until a child that ended is started again: doubled each time, up to the second. */
const [pauseMsMin, pauseMsMax] = [1_000, 30_000] as const

export class ClassifierKeeper {
  readonly #settings: KeeperSettings
  readonly #waiting = new Map<number, Waiting>()
  /** Asked, given up, and not answered: a child that leaves them so is stuck. */
  readonly #late = new Map<number, { readonly stop: () => void }>()
  readonly #opening = Promise.withResolvers<void>()
  #child: Child | undefined
  #isLoaded = false
  #isClosed = false
  #pauseMs: number = pauseMsMin
  #pause: { readonly stop: () => void } | undefined
  #nextId = 0

  constructor(settings: KeeperSettings) {
    this.#settings = settings
  }

  /** Starts the child, and resolves when it has loaded the model. @throws PrivacyModelUnusable */
  async open(): Promise<void> {
    const timer = this.#settings.startTimer(loadMsMax, () =>
      this.#opening.reject(new PrivacyModelUnusable(unusableTexts.slow(loadMsMax / 1_000))),
    )
    this.#start()
    try {
      await this.#opening.promise
    } catch (error) {
      this.close()
      throw error
    } finally {
      timer.stop()
    }
  }

  /** What the model finds in each text. @throws GatewayError detection_failed, detection_timeout */
  look(texts: readonly string[]): Promise<readonly (readonly Spotted[])[]> {
    const { name, deadlineMs, startTimer } = this.#settings
    const child = this.#child
    if (child === undefined || !this.#isLoaded || this.#waiting.size >= waitingMax)
      return Promise.reject(this.#failed())
    const { promise, resolve, reject } = Promise.withResolvers<readonly (readonly Spotted[])[]>()
    const id = this.#nextId++
    const timer = startTimer(deadlineMs, () => {
      this.#waiting.delete(id)
      this.#late.set(
        id,
        startTimer(graceMs, () => child.kill()),
      )
      reject(new GatewayError('detection_timeout', { details: { detector: name, timeoutMs: deadlineMs } }))
      send(child, { ask: 'forget', id })
    })
    this.#waiting.set(id, { texts, resolve, reject, timer })
    send(child, { ask: 'look', id, texts: [...texts] })
    return promise
  }

  /** Ends the child. It has nothing to save. */
  close(): void {
    this.#isClosed = true
    this.#pause?.stop()
    this.#child?.kill()
    this.#drop()
  }

  #start(): void {
    const child = this.#settings.start()
    this.#child = child
    child.onLine((line) => this.#heard(line))
    child.onEnd(() => this.#ended(child))
  }

  #heard(line: string): void {
    const event = parseClassifierEvent(line)
    // Whoever does not keep to the form is broken: whatever else it says is worth nothing.
    if (event === undefined) return this.#child?.kill()
    switch (event.event) {
      case 'found':
        return this.#answered(event.id, event.texts)
      case 'broke':
        return this.#answered(event.id, undefined)
      case 'loaded':
        this.#isLoaded = true
        this.#pauseMs = pauseMsMin
        this.#opening.resolve()
        break
      case 'failed':
        this.#opening.reject(new PrivacyModelUnusable(failureText(event)))
        break
      case 'confined':
        break
    }
    this.#settings.tell(event)
  }

  #answered(id: number, rows: Extract<ClassifierEvent, { event: 'found' }>['texts'] | undefined): void {
    this.#late.get(id)?.stop()
    this.#late.delete(id)
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) return
    this.#waiting.delete(id)
    waiting.timer.stop()
    const { texts } = waiting
    const isSound =
      rows?.length === texts.length &&
      rows.every((of, index) => of.every(([start, end]) => start < end && end <= (texts[index]?.length ?? 0)))
    if (!isSound) return waiting.reject(this.#failed())
    waiting.resolve(rows.map((of) => of.map(([start, end, category, score]) => ({ start, end, category, score }))))
  }

  #ended(child: Child): void {
    if (this.#child !== child) return
    this.#child = undefined
    this.#drop()
    this.#opening.reject(new PrivacyModelUnusable(unusableTexts.loadFailed('the process ended')))
    if (this.#isClosed) return
    const pauseMs = this.#pauseMs
    this.#pauseMs = Math.min(pauseMs * 2, pauseMsMax)
    this.#settings.tell({ event: 'ended', pauseMs })
    this.#pause = this.#settings.startTimer(pauseMs, () => this.#start())
  }

  /** Nobody answers any more. */
  #drop(): void {
    this.#isLoaded = false
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const timer of this.#late.values()) timer.stop()
    this.#late.clear()
    for (const { reject, timer } of waiting) {
      timer.stop()
      reject(this.#failed())
    }
  }

  #failed(): GatewayError {
    return new GatewayError('detection_failed', { details: { detector: this.#settings.name } })
  }
}

function send(child: Child, question: Question): void {
  child.send(JSON.stringify(question))
}

function failureText({ code, file, expected, found, message }: LoadFailure) {
  switch (code) {
    case 'digest_differs':
      return unusableTexts.differs({ file: file ?? '', expected: expected ?? '', found: found ?? '' })
    case 'label_unknown':
      return unusableTexts.labelUnknown(message ?? '')
    case 'not_confined':
      return unusableTexts.notConfined
    case 'load_failed':
      return unusableTexts.loadFailed(message ?? '')
  }
}
