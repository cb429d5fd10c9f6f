// What commands need to hand out evidence: the vault for reading, and the journal to say so when no server runs.
import { join } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import type { EvidenceOffice } from '@stellwerk/contract/journal/bundle-office'

import { systemClock } from './clock.ts'
import { evidenceOffice } from './journal/bundle-office.ts'
import type { Journal } from './journal/journal.ts'
import { openJournal } from './journal-wiring.ts'
import { openVaultReader } from './storage/sqlite/vault-store-reader.ts'
import { readConfiguredKeys } from './vault/configured-custodian.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Records of the vault, opened with the keys of the custodian that the configuration names.
 *
 * @throws VaultKeyUnavailable
 */
export async function openVault(config: Config, env: Environment) {
  const reads = openVaultReader({ dataDirectory: config.data })
  try {
    const standardFile = join(config.data, 'keys', 'vault.kek')
    const keys = readConfiguredKeys({ list: () => reads.keys(), config: config.vault, standardFile, env })
    const unsealer = await keys.unsealer()
    return {
      read: (place: { readonly origin: string; readonly index: number }) => {
        const record = reads.read(place)
        return record?.state === 'held' ? unsealer.open(record.id, record.envelope) : undefined
      },
      close: () => {
        keys.wipe()
        reads.close()
      },
    }
  } catch (error) {
    reads.close()
    throw error
  }
}

/** Over a journal that is open. */
export function officeOver(journal: Pick<Journal, 'append'>): EvidenceOffice {
  return evidenceOffice({ append: (item) => journal.append(item), now: () => systemClock.now() })
}

/** Opens the journal for a command. Whoever runs it hears from its answer what fails, so nothing is logged. */
export async function openEvidenceOffice(config: Config, { version }: { readonly version: string }) {
  const { journal, close } = await openJournal(config, { version }, { event: () => undefined })
  return { office: officeOver(journal), close }
}
