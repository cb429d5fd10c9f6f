import type { EntryAt, ErasureReport, HoldView, JournalOffice } from '@stellwerk/contract/journal-office'

import type { CommandCall } from './command.ts'
import { askControl } from './control-client.ts'
import { atOffice } from './office.ts'

/** Milliseconds for an erasure: a vault of a hundred million records is read once, which takes some ten seconds. */
const answerTimeoutMs = 600_000

/** At the running server if there is one, else at the journal itself, which is opened for it. */
export function atVaultOffice<Result>(
  call: CommandCall,
  act: (office: JournalOffice) => Promise<Result>,
): Promise<Result> {
  return atOffice(call, {
    throughSocket: (socketPath) => throughSocket(call, socketPath),
    open: (loaded) => call.wiring.openVaultOffice(loaded),
    act,
  })
}

/** The other end of a socket that only its owner can open is the same program: its answers are taken as they are. */
function throughSocket({ language }: CommandCall, socketPath: string): JournalOffice {
  const ask = (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> =>
    askControl({
      socketPath,
      language,
      method,
      path: `/api/journal/${path}`,
      timeoutMs: answerTimeoutMs,
      ...(body && { body }),
    })
  return {
    erase: async (wish) => (await ask('POST', 'erase', wish)) as ErasureReport, // As said above.
    hold: async (wish) => (await ask('POST', 'holds', wish)) as HoldView, // As said above.
    lift: async (id, why) => (await ask('POST', `holds/${encodeURIComponent(id)}/lift`, why)) as EntryAt, // As said above.
    // As said above.
    holds: async () => ((await ask('GET', 'holds')) as { readonly holds: readonly HoldView[] }).holds,
  }
}
