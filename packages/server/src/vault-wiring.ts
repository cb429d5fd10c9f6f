// Work on the vault over a journal that is open: for the server, and for a command when no server runs.
import { systemClock } from './clock.ts'
import type { Journal } from './journal/journal.ts'
import { HouseKeeping } from './journal/keeping-house.ts'
import { VaultOffice } from './journal/vault-office.ts'
import type { Log } from './telemetry/log.ts'

/**
 * The office, once the journal says everything that a stop of the process left unsaid. Somebody who reads the vault may
 * delay that; then it is tried again later.
 */
export async function openVaultOffice(
  journal: Pick<Journal, 'append' | 'task'>,
  log: Pick<Log, 'event'>,
): Promise<VaultOffice> {
  const office = new VaultOffice({
    append: (item) => journal.append(item),
    task: (task) => journal.task(task),
    now: () => systemClock.now(),
    pause: (ms) => Bun.sleep(ms),
  })
  await office.tellLeft().catch((error: unknown) => tellUntidy(error, log))
  return office
}

/** What the vault needs every day, for as long as the server runs. */
export function keepHouse(office: VaultOffice, log: Pick<Log, 'event'>): HouseKeeping {
  const keeping = new HouseKeeping({
    office,
    now: () => systemClock.now(),
    onExpired: (count) => log.event('vault.expired', { count }),
    onTrouble: (error) => tellUntidy(error, log),
  })
  keeping.start()
  return keeping
}

/** Messages here are of the vault and its disk, never of a record. */
function tellUntidy(error: unknown, log: Pick<Log, 'event'>): void {
  const { name, message } = error instanceof Error ? error : { name: 'unknown', message: '' }
  log.event('vault.untidy', { name, message })
}
