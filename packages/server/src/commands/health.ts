import type { Health } from '@stellwerk/contract/health'
import type { Text } from '@stellwerk/contract/language'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { say } from './command.ts'
import { askControl, controlSocketPath, NoServer } from './control-client.ts'

/** Milliseconds. Whoever asks does so every few seconds, and a late answer is an answer. */
const answerTimeoutMs = 5_000

export const healthCommand: CommandSpec = {
  words: 'health',
  summary: { de: 'Sagen, ob der Server Anfragen annimmt', en: 'Say whether the server takes requests' },
  details: {
    de: 'Für Container und Dienstverwalter: fragt über den Socket im Datenverzeichnis, ohne Netz und ohne Schlüssel. Rückgabewert: 0 er nimmt an, 1 er läuft und nimmt nicht an, 2 er läuft nicht.',
    en: 'For containers and service managers: asks over the socket in the data directory, without a network and without a key. Exit status: 0 it takes them, 1 it runs and takes none, 2 it does not run.',
  },
  options: [],
  run: health,
}

const told = {
  ready: { de: 'nimmt Anfragen an', en: 'takes requests' },
  draining: { de: 'lässt die letzten Antworten zu Ende gehen', en: 'lets the last answers end' },
  notRecording: {
    de: 'nimmt keine Anfragen an: Das Protokoll kann nichts aufzeichnen (stellwerk doctor)',
    en: 'takes no requests: the journal can record nothing (stellwerk doctor)',
  },
  notRunning: { de: 'läuft nicht', en: 'does not run' },
} as const satisfies Record<Health['state'] | 'notRunning', Text>

async function health(call: CommandCall): Promise<ExitCode> {
  const { state, runningCount } = await found(call)
  say(call, call.isJson ? JSON.stringify({ state, runningCount }) : told[state][call.language])
  return state === 'ready' ? 0 : state === 'notRunning' ? 2 : 1
}

async function found(
  call: CommandCall,
): Promise<Health | { readonly state: 'notRunning'; readonly runningCount: number }> {
  const socketPath = controlSocketPath(call.loadConfig().config.data)
  const ask = { socketPath, language: call.language, timeoutMs: answerTimeoutMs }
  try {
    // The other end is the same program: its answers are taken as they are.
    return (await askControl({ ...ask, method: 'GET', path: '/api/health' })) as Health
  } catch (error) {
    if (error instanceof NoServer) return { state: 'notRunning', runningCount: 0 }
    throw error
  }
}
