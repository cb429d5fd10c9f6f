import type { KeyCustodian } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'

/** A program and its arguments. No shell reads them. */
export type Command = readonly [program: string, ...arguments: string[]]

/** Bytes that a command may answer. A wrapped key is some hundred bytes long, also from a hardware module. */
const answerBytesMax = 8_192

/** A card or a module answers within a second or two. */
const timeoutMsByDefault = 10_000

/**
 * The key-encryption key lies with two commands of the operator, of a smart card for example.
 *
 * `wrap` reads the key in base64 from its standard input and answers with the wrapped key as it likes; `unwrap` reads
 * exactly these bytes and answers with the key in base64. Both end with 0. What they write to standard error is theirs.
 *
 * @throws VaultKeyUnavailable when used
 * @example commandCustodian({ wrap: ['/usr/local/bin/kek', 'wrap'], unwrap: ['/usr/local/bin/kek', 'unwrap'] })
 */
export function commandCustodian(commands: {
  readonly wrap: Command
  readonly unwrap: Command
  readonly timeoutMs?: number
}): KeyCustodian {
  const timeoutMs = commands.timeoutMs ?? timeoutMsByDefault
  return {
    kind: 'command',
    wrap: (key) => answerOf(commands.wrap, { input: Buffer.from(Buffer.from(key).toString('base64')), timeoutMs }),
    unwrap: async (wrapped) => {
      const answer = await answerOf(commands.unwrap, { input: wrapped, timeoutMs })
      return keyIn(commands.unwrap, Buffer.from(answer).toString('latin1').trim())
    },
  }
}

async function answerOf(
  command: Command,
  with_: { readonly input: Uint8Array; readonly timeoutMs: number },
): Promise<Uint8Array> {
  const child = start(command, with_.input)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
  }, with_.timeoutMs)
  try {
    const answer = await boundedBytes(child.stdout)
    if (answer === undefined) child.kill('SIGKILL')
    const code = await child.exited
    if (isLate) throw late(command, with_.timeoutMs)
    if (answer === undefined || (code === 0 && answer.length === 0)) throw malformed(command)
    if (code !== 0) throw failed(command, child.signalCode ?? code)
    return answer
  } finally {
    clearTimeout(timer)
  }
}

function start(command: Command, input: Uint8Array): Bun.Subprocess<Uint8Array, 'pipe', 'ignore'> {
  try {
    return Bun.spawn([...command], { stdin: input, stdout: 'pipe', stderr: 'ignore' })
  } catch (error) {
    const text = {
      de: `${command[0]} lässt sich nicht starten; bitte prüfen, ob das Programm da und ausführbar ist`,
      en: `${command[0]} cannot be started; please see whether the program is there and may be executed`,
    }
    throw new VaultKeyUnavailable({ reason: 'missing', text }, { cause: error })
  }
}

/** All bytes up to the end, or `undefined` if there are too many. */
async function boundedBytes(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.length
    if (length > answerBytesMax) return undefined
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}

/** Strict: Buffer skips what is no base64, and a message in its place would become a key. */
function keyIn(command: Command, text: string): Uint8Array {
  const key = Buffer.from(text, 'base64')
  if (text === '' || key.toString('base64') !== text) throw malformed(command)
  return new Uint8Array(key)
}

function late(command: Command, timeoutMs: number): VaultKeyUnavailable {
  const text = {
    de: `${command[0]} hat ${timeoutMs} ms lang nicht geantwortet und wurde beendet; bitte von Hand aufrufen und nachsehen`,
    en: `${command[0]} did not answer within ${timeoutMs} ms and was ended; please call it by hand and see why`,
  }
  return new VaultKeyUnavailable({ reason: 'timeout', text })
}

function failed(command: Command, code: number | string): VaultKeyUnavailable {
  const text = {
    de: `${command[0]} hat mit ${code} geendet statt mit 0; bitte von Hand aufrufen und nachsehen`,
    en: `${command[0]} ended with ${code} instead of 0; please call it by hand and see why`,
  }
  return new VaultKeyUnavailable({ reason: 'refused', text })
}

function malformed(command: Command): VaultKeyUnavailable {
  const text = {
    de: `${command[0]} hat nicht mit einem Schlüssel von höchstens ${answerBytesMax} Byte geantwortet; bitte die Ausgabe prüfen`,
    en: `${command[0]} did not answer with a key of at most ${answerBytesMax} bytes; please check what it prints`,
  }
  return new VaultKeyUnavailable({ reason: 'malformed', text })
}
