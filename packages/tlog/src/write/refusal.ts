// Why a log does not open or no longer writes. Each calls for another act of the operator, so each has a class.

/** Whose bytes are wrong. */
export type LogPart = 'state' | 'floor' | 'floor copy' | 'checkpoint' | 'tiles' | 'frames' | 'vault' | 'witness'

/** Something in the folder is damaged or missing. A repair must come from a copy; starting would hide the loss. */
export class LogCorrupt extends Error {
  override readonly name = 'LogCorrupt'
  readonly code = 'corrupt'
  readonly part: LogPart

  constructor(what: { readonly part: LogPart; readonly detail: string }, options?: ErrorOptions) {
    super(`the ${what.part} of the log: ${what.detail}`, options)
    this.part = what.part
  }
}

/**
 * The log is smaller than, or differs from, one that was signed or handed on: a backup was put back. Going on would sign
 * a second history; a restored log goes on under a new origin.
 */
export class LogRolledBack extends Error {
  override readonly name = 'LogRolledBack'
  readonly code = 'rollback'
  /** Where the larger or other tree is remembered. */
  readonly part: LogPart

  constructor(what: { readonly part: LogPart; readonly remembered: number; readonly found: number }) {
    const { part, remembered, found } = what
    super(
      found < remembered
        ? `the ${part} remembers ${remembered} entries and the log holds ${found}`
        : `the ${part} remembers another tree of ${remembered} entries than the log holds`,
    )
    this.part = part
  }
}

/** The files were written by a newer program. Going on would lose what that one knows and we do not. */
export class LogNewer extends Error {
  override readonly name = 'LogNewer'
  readonly code = 'newer'
  readonly part: LogPart | 'entries'
  readonly text: { readonly de: string; readonly en: string }

  constructor(what: { readonly part: LogPart | 'entries'; readonly found: number; readonly known: number }) {
    const { part, found, known } = what
    const text = {
      de: `${partsInGerman[part] ?? part} des Logs: Formatversion ${found}, dieses Programm kennt nur bis ${known}; bitte das neuere Programm wieder einsetzen`,
      en: `the ${part} of the log: format version ${found}, this program knows up to ${known}; please install the newer program again`,
    }
    super(text.en)
    this.part = part
    this.text = text
  }
}

const partsInGerman: Readonly<Partial<Record<string, string>>> = {
  state: 'Zustand',
  floor: 'Mindeststand',
  'floor copy': 'Kopie des Mindeststands',
  frames: 'Rahmen',
  entries: 'Einträge',
}

/** Another process has the log open. */
export class LogLocked extends Error {
  override readonly name = 'LogLocked'
  readonly code = 'locked'

  constructor() {
    super('another process writes to this log')
  }
}

/** No room for a new file. Nothing was acknowledged and nothing is lost; the same call works once there is room. */
export class LogDiskFull extends Error {
  override readonly name = 'LogDiskFull'
  readonly code = 'disk_full'

  constructor(options: ErrorOptions) {
    super('the disk of the log is full', options)
  }
}

/** A call to the disk failed, and what it holds now is unknown. The writer is of no more use; a start finds out. */
export class LogStopped extends Error {
  override readonly name = 'LogStopped'
  readonly code = 'stopped'

  constructor(options: ErrorOptions) {
    super('the writer of the log has stopped', options)
  }
}
