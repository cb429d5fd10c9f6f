// The file in which the token of somebody lies who signed in on this terminal.
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import type { CommandIo } from './command.ts'

/** What lies in the file. */
export interface TerminalSession {
  readonly url: string
  readonly token: string
}

/** Where the token of whoever calls lies. XDG Base Directory Specification 0.8. */
export function sessionFile(env: CommandIo['env']): string {
  return join(env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config'), 'stellwerk', 'session')
}

/** The token for a server, where somebody signed in to it on this terminal. */
export function terminalToken(env: CommandIo['env'], origin: string): string | undefined {
  const file = sessionFile(env)
  if (!existsSync(file)) return undefined
  const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as TerminalSession // As stellwerk login wrote it.
  return URL.parse(url)?.origin === origin ? token : undefined
}
