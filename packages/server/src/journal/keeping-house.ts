// What the vault needs every day, whether or not anybody asks.

/** Milliseconds between two looks at the calendar. */
const lookEveryMs = 600_000

/** Milliseconds of a day. */
const dayMs = 86_400_000

export interface HousePorts {
  readonly office: {
    readonly expire: (
      today: number,
      mayGoOn: () => boolean,
    ) => Promise<{ readonly count: number; readonly isComplete: boolean }>
    readonly tellLeft: () => Promise<void>
  }
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onExpired: (count: number) => void
  /** It is tried again at the next look. */
  readonly onTrouble: (error: unknown) => void
}

/** Ends terms once a day (UTC) and at the start, and tells erasures that could not be told when they were done. */
export class HouseKeeping {
  readonly #ports: HousePorts
  #timer: ReturnType<typeof setInterval> | undefined
  #expiredDay = Number.NEGATIVE_INFINITY
  #running: Promise<void> | undefined
  #isClosed = false

  constructor(ports: HousePorts) {
    this.#ports = ports
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), lookEveryMs)
    this.#timer.unref()
    void this.look()
  }

  /** Does what is due. Never fails: trouble is told. */
  look(): Promise<void> {
    this.#running ??= this.#do().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** No more looks. One that runs ends after the step that it is in. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#isClosed = true
    await this.#running
  }

  async #do(): Promise<void> {
    try {
      const today = Math.floor(this.#ports.now() / dayMs)
      if (today === this.#expiredDay) return await this.#ports.office.tellLeft()
      const { count, isComplete } = await this.#ports.office.expire(today, () => !this.#isClosed)
      if (isComplete) this.#expiredDay = today
      if (count > 0) this.#ports.onExpired(count)
    } catch (error) {
      this.#ports.onTrouble(error)
    }
  }
}
