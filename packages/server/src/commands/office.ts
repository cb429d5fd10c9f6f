import type { LoadedConfig } from '../config.ts'
import type { CommandCall } from './command.ts'
import { controlSocketPath, NoServer } from './control-client.ts'

/** At the running server if there is one, else at what the server would have open, which is opened for it. */
export async function atOffice<Office, Result>(
  call: CommandCall,
  ways: {
    readonly throughSocket: (socketPath: string) => Office
    readonly open: (loaded: LoadedConfig) => Promise<{ readonly office: Office; readonly close: () => Promise<void> }>
    readonly act: (office: Office) => Promise<Result>
  },
): Promise<Result> {
  const loaded = call.loadConfig()
  try {
    return await ways.act(ways.throughSocket(controlSocketPath(loaded.config.data)))
  } catch (error) {
    if (!(error instanceof NoServer)) throw error
  }
  const { office, close } = await ways.open(loaded)
  try {
    return await ways.act(office)
  } finally {
    await close()
  }
}
