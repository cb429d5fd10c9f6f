import type { EvidenceOffice, RecordedAt } from '@stellwerk/contract/journal/bundle-office'

import type { CommandCall } from './command.ts'
import { askControl } from './control-client.ts'
import { atOffice } from './office.ts'

/** At the running server if there is one, else at the journal itself, which is opened for it. */
export function atEvidenceOffice<Result>(
  call: CommandCall,
  act: (office: EvidenceOffice) => Promise<Result>,
): Promise<Result> {
  return atOffice(call, {
    throughSocket: (socketPath) => throughSocket(call, socketPath),
    open: (loaded) => call.wiring.openEvidenceOffice(loaded),
    act,
  })
}

/** The other end of a socket that only its owner can open is the same program: its answers are taken as they are. */
function throughSocket({ language }: CommandCall, socketPath: string): EvidenceOffice {
  const ask = (what: string, body: object) =>
    askControl({ socketPath, language, method: 'POST', path: `/api/evidence/${what}`, body })
  return {
    // As said above.
    exported: async (wish) => ((await ask('exports', wish)) as { readonly entries: readonly RecordedAt[] }).entries,
    sampled: async (wish) => (await ask('samples', wish)) as RecordedAt, // As said above.
  }
}
