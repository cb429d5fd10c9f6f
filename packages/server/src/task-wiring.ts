// Who does which task on the publisher's thread, and with what.
import { cutForBackup } from './journal/backup-cut.ts'
import type { LogPlace } from './journal/messages.ts'
import type { Publisher } from './journal/publisher.ts'
import type { Rolling } from './journal/rolling.ts'
import { FramesKept } from './journal/rolling.ts'
import type { TaskHandlers } from './journal/task-desk.ts'
import { vaultTasks } from './journal/vault-tasks.ts'
import type { VaultStore } from './storage/sqlite/vault-store.ts'
import { subjectTag } from './vault/sealer.ts'
import type { Fields } from './vault/sealer.ts'
import type { VaultKeys } from './vault/vault-key.ts'

export interface TaskParts {
  readonly store: VaultStore
  readonly keys: VaultKeys
  /** Of the log that is being written, which changes. */
  readonly publisher: () => Publisher
  readonly rolling: Rolling
  /** All logs, the one that is being written last. */
  readonly places: () => readonly LogPlace[]
}

/** All tasks that the journal takes. */
export function taskHandlers({ store, keys, publisher, rolling, places }: TaskParts): TaskHandlers {
  const ofVault = vaultTasks({
    vault: store,
    withoutFrames: (act) =>
      publisher().isFull
        ? Promise.reject(new FramesKept())
        : rolling.begin((size) => {
            // Ended logs have no frames: they were removed when the next log had its first entry.
            publisher().settleBelow(size)
            return act()
          }),
    integrateAll: () => publisher().integrateAll(),
    tagOf: (subject) => subjectTag(keys.subjectTagKey, subject),
    seal: (values) => sealed(values, keys),
    open: async (id, envelope) => textsOf((await keys.unsealer()).open(id, envelope).values),
  })
  return { ...ofVault, cut: () => cutForBackup({ places: places(), finish: () => publisher().finish() }) }
}

/** Until its entry is written, so that its term is of no matter. */
function sealed(texts: Readonly<Record<string, string>>, keys: VaultKeys): Uint8Array {
  const values = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]))
  const sealer = keys.sealer()
  try {
    const retention = { class: 'governance', deleteOnDay: 0 } as const
    const { id, ciphertext } = sealer.seal({ subjects: [], retention, openings: {}, values })
    return Buffer.concat([id, ciphertext])
  } finally {
    sealer.wipe()
  }
}

function textsOf(values: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
}
