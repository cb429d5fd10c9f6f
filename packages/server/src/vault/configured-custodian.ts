import type { Config } from '@stellwerk/contract/config'
import { readFileSync } from 'node:fs'

import { resolveSecret } from '../secret.ts'
import { commandCustodian } from './command-custodian.ts'
import type { KeyCustodian } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'
import { fileCustodian } from './file-custodian.ts'
import type { VaultKeyStore } from './store-port.ts'
import { transitCustodian } from './transit-custodian.ts'
import { VaultKeys } from './vault-key.ts'

type Environment = Readonly<Record<string, string | undefined>>
type CustodianConfig = Config['vault']['key']

export interface ConfiguredKeys {
  readonly store: VaultKeyStore
  readonly config: Config['vault']
  /** Where the key-encryption key lies unless the configuration says otherwise. */
  readonly standardFile: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly env: Environment
}

/**
 * The keys of the vault under the custodian of the configuration. Those that the one before still keeps are wrapped anew.
 *
 * @throws VaultKeyUnavailable, SecretUnavailable
 */
export async function openConfiguredKeys({ store, config, now, ...where }: ConfiguredKeys): Promise<VaultKeys> {
  // A new key opens nothing that an old one sealed: one is made only at first, or to wrap anew what another has opened.
  const mayCreate = store.list().length === 0 || config.previousKey !== undefined
  const custodian = custodianOf(config.key, { ...where, mayCreate })
  const previous = config.previousKey && custodianOf(config.previousKey, { ...where, mayCreate: false })
  return VaultKeys.open({ store, custodian, previous, now })
}

/** The keys that are there, for whoever opens records and seals none. */
export function readConfiguredKeys({
  list,
  config,
  ...where
}: Pick<ConfiguredKeys, 'config' | 'standardFile' | 'env'> & { readonly list: VaultKeyStore['list'] }): VaultKeys {
  return VaultKeys.forReading({ list, custodian: custodianOf(config.key, { ...where, mayCreate: false }) })
}

function custodianOf(
  config: CustodianConfig,
  where: Pick<ConfiguredKeys, 'standardFile' | 'env'> & { readonly mayCreate: boolean },
): KeyCustodian {
  const { command, transit, file = where.standardFile } = config
  if (command !== undefined) {
    return commandCustodian({ wrap: [...command, 'wrap'], unwrap: [...command, 'unwrap'] })
  }
  if (transit === undefined) return fileCustodian({ path: file, mayCreate: where.mayCreate })
  return transitCustodian({
    address: transit.url,
    mount: transit.mount,
    key: transit.key,
    token: () => resolveSecret(transit.token, where.env),
    authority: transit.authority === undefined ? undefined : certificateIn(transit.authority),
  })
}

function certificateIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const text = {
      de: `das Zertifikat ${path} lässt sich nicht lesen; bitte Pfad und Rechte prüfen`,
      en: `the certificate ${path} cannot be read; please check path and permissions`,
    }
    throw new VaultKeyUnavailable({ reason: 'missing', text }, { cause: error })
  }
}
