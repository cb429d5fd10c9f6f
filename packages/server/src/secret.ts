import { timingSafeEqual } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'

import type { SecretRef } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'

const shown = '[secret]'

type Environment = Readonly<Record<string, string | undefined>>

/** A secret that cannot be printed by accident. Whoever needs the text says so with {@link Secret.reveal}. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [Symbol.toPrimitive](): string {
    return shown
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown
  }
}

/** A secret that is referred to but cannot be had. Names the place, never the content. */
export class SecretUnavailable extends Error {
  override readonly name = 'SecretUnavailable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** Bytes. Keys and tokens are below a kilobyte; more is the wrong file. */
const secretBytesMax = 65_536

/**
 * The secret behind `file:/path` or `env:NAME`.
 *
 * @throws SecretUnavailable when there is none, or when others can read the file
 */
export function resolveSecret(ref: SecretRef, env: Environment): Secret {
  // A closing line break is what editors add; one inside would end a header early.
  const secret = resolveSecretText(ref, env).replace(/\r?\n$/, '')
  if (secret === '') throw new SecretUnavailable({ de: `${ref} ist leer`, en: `${ref} is empty` })
  if (/[^\x20-\x7e]/.test(secret)) {
    throw new SecretUnavailable({
      de: `${ref} muss eine Zeile aus druckbaren ASCII-Zeichen sein`,
      en: `${ref} must be one line of printable ASCII characters`,
    })
  }
  return new Secret(secret)
}

/**
 * The same where a secret has several lines, as a key in PEM does.
 *
 * @throws SecretUnavailable
 */
export function resolveSecretText(ref: SecretRef, env: Environment): string {
  return ref.startsWith('env:') ? fromEnvironment(ref.slice(4), env) : fromFile(ref.slice(5))
}

/** A file is read again this often, so that a rotated secret takes effect. */
const readAgainMs = 10_000

/**
 * Reads a secret now, so that a missing one stops the start, and again now and then.
 *
 * @throws SecretUnavailable at once, or when it is gone later
 */
export function secretReader(ref: SecretRef, env: Environment, elapsed: () => number): () => string {
  let secret = resolveSecret(ref, env)
  let readAt = elapsed()
  return () => {
    if (elapsed() - readAt > readAgainMs) {
      secret = resolveSecret(ref, env)
      readAt = elapsed()
    }
    return secret.reveal()
  }
}

function fromEnvironment(name: string, env: Environment): string {
  const text = env[name]
  if (text !== undefined) return text
  throw new SecretUnavailable({
    de: `die Umgebungsvariable ${name} ist nicht gesetzt`,
    en: `the environment variable ${name} is not set`,
  })
}

function fromFile(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new SecretUnavailable(
      { de: `${path} lässt sich nicht lesen (${codeOf(error)})`, en: `${path} cannot be read (${codeOf(error)})` },
      { cause: error },
    )
  }
  try {
    // Asked of the open file, not of its path, so that nobody can exchange it in between.
    const facts = fstatSync(file)
    if (!facts.isFile() || facts.size > secretBytesMax) {
      throw new SecretUnavailable({
        de: `${path} ist keine Datei mit höchstens ${secretBytesMax} Byte`,
        en: `${path} is no file of at most ${secretBytesMax} bytes`,
      })
    }
    if ((facts.mode & othersMayRead(facts.uid)) !== 0) {
      throw new SecretUnavailable({
        de: `${path} ist für andere lesbar; bitte eingeben: chmod 600 ${path}`,
        en: `${path} can be read by others; please type: chmod 600 ${path}`,
      })
    }
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/**
 * Mode bits that must not be set. When the file belongs to somebody else, as secrets mounted by Kubernetes or systemd
 * do, reading as the group is how it was handed to us.
 */
function othersMayRead(ownerId: number): number {
  return ownerId === process.getuid?.() ? 0o077 : 0o027
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'error'
}

/** Compares a token with a configured one in constant time; undefined where none is configured. */
export function tokenCheck(ref: SecretRef | undefined, env: Environment): ((token: string) => boolean) | undefined {
  if (ref === undefined) return undefined
  const digest = (text: string): Uint8Array => new Bun.CryptoHasher('sha256').update(text).digest()
  const expected = digest(resolveSecret(ref, env).reveal())
  return (token) => timingSafeEqual(digest(token), expected)
}
