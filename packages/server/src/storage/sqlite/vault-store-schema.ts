import type { Migration } from './migration.ts'

/**
 * The schema of vault.sqlite. Two rules keep erased bytes out of its pages (docs/decisions/0010): a table that holds
 * anything worth erasing only grows at its end, and what is erased there is overwritten where it lies, at the same
 * length. SQLite leaves copies in the gaps of a page when it moves rows between pages, also with `secure_delete`.
 */
export const vaultMigrations: readonly Migration[] = [
  {
    name: 'vault',
    // Moments are milliseconds since the epoch in UTC, days are days since the epoch. A batch is what was taken at
    // once: its records have consecutive indices and numbers. `subjects` and `offsets`: vault-store-subjects.ts.
    sql: `
      CREATE TABLE log (
        number INTEGER NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL UNIQUE,
        held INTEGER NOT NULL,
        erased INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE batch (
        number INTEGER NOT NULL PRIMARY KEY,
        log INTEGER NOT NULL REFERENCES log (number),
        first INTEGER NOT NULL,
        count INTEGER NOT NULL,
        record INTEGER NOT NULL,
        subjects BLOB NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX batch_of_index ON batch (log, first);
      CREATE TABLE record (
        number INTEGER NOT NULL PRIMARY KEY,
        id BLOB NOT NULL CHECK (length(id) = 16),
        envelope BLOB NOT NULL
      ) STRICT;
      CREATE TABLE term (
        number INTEGER NOT NULL PRIMARY KEY,
        day INTEGER NOT NULL,
        batch INTEGER NOT NULL REFERENCES batch (number),
        offsets BLOB NOT NULL
      ) STRICT;
      CREATE INDEX term_of_day ON term (day);
      CREATE TABLE hold (
        number INTEGER NOT NULL PRIMARY KEY,
        id BLOB NOT NULL CHECK (length(id) = 16),
        tag BLOB CHECK (length(tag) = 16),
        log INTEGER REFERENCES log (number),
        first INTEGER,
        last INTEGER,
        is_lifted INTEGER NOT NULL CHECK (is_lifted IN (0, 1)),
        CHECK ((tag IS NULL) = (log IS NOT NULL AND first IS NOT NULL AND last IS NOT NULL))
      ) STRICT;
      CREATE TABLE pending_erasure (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        ground TEXT NOT NULL,
        fields TEXT NOT NULL,
        erased TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE vault_key (
        generation INTEGER NOT NULL PRIMARY KEY CHECK (generation >= 0),
        custodian TEXT NOT NULL CHECK (custodian IN ('file', 'command', 'transit')),
        created_at INTEGER NOT NULL,
        wrapped BLOB NOT NULL
      ) STRICT;
      CREATE TABLE destroyed_vault_key (
        generation INTEGER NOT NULL PRIMARY KEY REFERENCES vault_key (generation),
        at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    name: 'pending-details',
    // What the entry of the journal says besides; `why` is sealed: entry id 16 · envelope.
    sql: `
      ALTER TABLE pending_erasure ADD COLUMN subject_count INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE pending_erasure ADD COLUMN why BLOB;
    `,
  },
  {
    name: 'rewrapped-keys',
    // Another custodian wraps to another length, and what holds a key is overwritten where it lies: so a row of its own.
    sql: `
      CREATE TABLE rewrapped_vault_key (
        number INTEGER NOT NULL PRIMARY KEY,
        generation INTEGER NOT NULL REFERENCES vault_key (generation),
        custodian TEXT NOT NULL CHECK (custodian IN ('file', 'command', 'transit')),
        at INTEGER NOT NULL,
        wrapped BLOB NOT NULL
      ) STRICT;
      CREATE INDEX rewrapped_generation ON rewrapped_vault_key (generation);
    `,
  },
]
