import type { LicenceDutyView, LicenceOffice, LicenceRouteView } from '@stellwerk/contract/licence-office'

import type { CommandCall } from './command.ts'
import { askControl } from './control-client.ts'
import { atOffice } from './office.ts'

/** At the running server if there is one, else at store and journal, which are opened for it. */
export function atLicenceOffice<Result>(
  call: CommandCall,
  act: (office: LicenceOffice) => Promise<Result>,
): Promise<Result> {
  return atOffice(call, {
    throughSocket: (socketPath) => throughSocket(call, socketPath),
    open: (loaded) => call.wiring.openLicenceOffice(loaded),
    act,
  })
}

/** The other end of a socket that only its owner can open is the same program: its answers are taken as they are. */
function throughSocket({ language }: CommandCall, socketPath: string): LicenceOffice {
  const ask = (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> =>
    askControl({ socketPath, language, method, path: `/api/licences/${path}`, ...(body && { body }) })
  return {
    // As said above.
    routes: async () => ((await ask('GET', 'routes')) as { readonly routes: readonly LicenceRouteView[] }).routes,
    // As said above.
    tasks: async () => ((await ask('GET', 'tasks')) as { readonly tasks: readonly LicenceDutyView[] }).tasks,
    // As said above.
    done: async (id, wish) => (await ask('POST', `tasks/${encodeURIComponent(id)}/done`, wish)) as LicenceDutyView,
  }
}
