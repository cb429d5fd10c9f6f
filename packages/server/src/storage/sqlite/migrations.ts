import type { Database } from 'bun:sqlite'

import type { Text } from '@stellwerk/contract/language'

import { localOperatorStep } from './local-operator-migration.ts'
import type { Migration } from './migration.ts'
import { registerActs, registerRoles, registerVersions } from './register-migrations.ts'

/**
 * The schema, step by step. A released step is never edited: its checksum is stored, and a store that was made by other
 * steps is refused. A change is a new step at the end.
 */
export const migrations: readonly Migration[] = [
  {
    name: 'api keys',
    // Moments are milliseconds since the epoch in UTC. `used_on` is a date that is renewed at most every 30 days: a
    // finer stamp would record when somebody was at work.
    sql: `
      CREATE TABLE api_key (
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 8),
        hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
        version INTEGER NOT NULL CHECK (version >= 1),
        use_case_id TEXT NOT NULL,
        label TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        revoked_at INTEGER,
        replaced_by TEXT REFERENCES api_key (id),
        language TEXT CHECK (language IN ('de', 'en')),
        used_on TEXT CHECK (used_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'kinds of keys',
    // Keys from before are of programs as far as anybody knows, and nobody has said who answers for them.
    sql: `
      ALTER TABLE api_key ADD COLUMN kind TEXT NOT NULL DEFAULT 'service'
        CHECK (kind IN ('service', 'personal', 'frontend'));
      ALTER TABLE api_key ADD COLUMN owner TEXT CHECK (owner <> '');
      ALTER TABLE api_key ADD COLUMN front_end TEXT CHECK ((front_end IS NOT NULL) = (kind = 'frontend'));
      ALTER TABLE api_key ADD COLUMN group_names TEXT
        CHECK (group_names IS NULL OR (kind <> 'frontend' AND json_valid(group_names)));
    `,
  },
  {
    name: 'acceptance of terms',
    // One row for each time that somebody accepted; at most one of them stands for a key and a text. Nothing is deleted: who
    // was bound to what, and when, is asked years later, when no catalogue gives the same text any more.
    sql: `
      CREATE TABLE terms_text (
        digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
        text TEXT NOT NULL,
        licences TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE terms_acceptance (
        key_id TEXT NOT NULL REFERENCES api_key (id),
        digest TEXT NOT NULL REFERENCES terms_text (digest),
        accepted_at INTEGER NOT NULL,
        model TEXT NOT NULL,
        accepted_by TEXT NOT NULL CHECK (accepted_by <> ''),
        how TEXT NOT NULL CHECK (how IN ('cli', 'api', 'key')),
        withdrawn_at INTEGER,
        withdrawn_by TEXT CHECK ((withdrawn_by IS NOT NULL) = (withdrawn_at IS NOT NULL)),
        is_withdrawal_told INTEGER NOT NULL DEFAULT 0 CHECK (is_withdrawal_told IN (0, 1)),
        PRIMARY KEY (key_id, digest, accepted_at)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX terms_acceptance_standing ON terms_acceptance (key_id, digest) WHERE withdrawn_at IS NULL;
    `,
  },
  {
    name: 'licences of routes',
    // What the journal last told of each lamp: a start compares with it. A duty stays when its route goes, so that its day cannot
    // be had anew by taking the route out of the file and putting it back.
    sql: `
      CREATE TABLE licence_lamp (
        use_case_id TEXT NOT NULL,
        deployment_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('clear', 'caution', 'blocked', 'unknown')),
        verdict TEXT NOT NULL CHECK (verdict IN ('allowed', 'allowed-with-obligations', 'needs-review', 'forbidden')),
        facts TEXT NOT NULL CHECK (length(facts) = 64),
        component TEXT CHECK (length(component) = 64),
        catalogue TEXT NOT NULL CHECK (length(catalogue) = 64),
        reasons TEXT NOT NULL CHECK (json_valid(reasons)),
        opinions TEXT NOT NULL CHECK (json_valid(opinions)),
        recorded_at INTEGER NOT NULL,
        PRIMARY KEY (use_case_id, deployment_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE licence_duty (
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 12),
        use_case_id TEXT NOT NULL,
        deployment_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        licences TEXT NOT NULL CHECK (json_valid(licences)),
        first_seen_on TEXT NOT NULL CHECK (first_seen_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        due_on TEXT NOT NULL CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        done_on TEXT CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        done_by TEXT CHECK ((done_by IS NOT NULL) = (done_on IS NOT NULL)),
        evidence TEXT CHECK ((evidence IS NOT NULL) = (done_on IS NOT NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE licence_weights (
        component_id TEXT NOT NULL PRIMARY KEY,
        marks TEXT NOT NULL,
        digest TEXT NOT NULL CHECK (length(digest) = 64)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'data protection of routes',
    // What the journal last told of each lamp: a start compares with it.
    sql: `
      CREATE TABLE data_protection_lamp (
        use_case_id TEXT NOT NULL,
        deployment_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('clear', 'caution', 'blocked', 'unknown')),
        facts TEXT NOT NULL CHECK (length(facts) = 64),
        reasons TEXT NOT NULL CHECK (json_valid(reasons)),
        recorded_at INTEGER NOT NULL,
        PRIMARY KEY (use_case_id, deployment_id)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'people',
    // A person is an id; what it is called lies apart and can be erased. Of secrets there are digests only, and of who somebody is at
    // an identity provider as well. A session that is over is deleted: nobody's day is recorded here.
    sql: `
      CREATE TABLE person (
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 22),
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE person_profile (
        person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
        name TEXT NOT NULL CHECK (name <> ''),
        mail TEXT CHECK (mail <> '')
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE person_subject (
        provider TEXT NOT NULL,
        subject TEXT NOT NULL CHECK (length(subject) = 64),
        person_id TEXT NOT NULL REFERENCES person (id),
        PRIMARY KEY (provider, subject)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE session (
        digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
        id TEXT NOT NULL UNIQUE,
        person_id TEXT NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL CHECK (kind IN ('browser', 'terminal')),
        way TEXT NOT NULL CHECK (way IN ('password', 'passkey', 'provider', 'link', 'device')),
        created_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL CHECK (seen_at >= created_at),
        group_names TEXT CHECK (group_names IS NULL OR json_valid(group_names)),
        provider TEXT,
        provider_subject TEXT CHECK ((provider_subject IS NULL) = (provider IS NULL) AND length(provider_subject) = 64),
        provider_session TEXT CHECK (provider_session IS NULL OR (provider IS NOT NULL AND length(provider_session) = 64))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX session_of_person ON session (person_id);
    `,
  },
  {
    name: 'what people sign in with',
    // Of a password there is a slow digest, of a passkey the public half, of a link a digest; a link that was used is deleted.
    sql: `
      CREATE TABLE person_password (
        person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
        login TEXT NOT NULL UNIQUE CHECK (login <> ''),
        hash TEXT NOT NULL CHECK (hash GLOB '$argon2id$*'),
        changed_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE person_passkey (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        person_id TEXT NOT NULL REFERENCES person (id),
        public_key BLOB NOT NULL CHECK (length(public_key) > 0),
        counter INTEGER NOT NULL CHECK (counter >= 0),
        label TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX person_passkey_of ON person_passkey (person_id);
      CREATE TABLE one_time_link (
        digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
        roles TEXT NOT NULL CHECK (json_valid(roles)),
        person_id TEXT REFERENCES person (id),
        made_by TEXT REFERENCES person (id) CHECK (made_by <> person_id),
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  registerRoles,
  registerVersions,
  registerActs,
  {
    name: 'roles that wait for a second administrator',
    // With it comes when somebody showed who they are: at a provider that may be earlier than the session, or nobody knows.
    sql: `
      ALTER TABLE session ADD COLUMN shown_at INTEGER;
      CREATE TABLE role_proposal (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        person TEXT NOT NULL CHECK (person <> ''),
        role TEXT NOT NULL CHECK (role NOT IN ('dataProtectionOfficer', 'employeeRepresentation')),
        until_at INTEGER,
        proposed_by TEXT NOT NULL CHECK (proposed_by <> person),
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  localOperatorStep,
]

/** The store was written by a newer program. Going on would lose what that one knows and we do not. */
export class StoreNewer extends Error {
  override readonly name = 'StoreNewer'
  readonly text: Text

  constructor(what: { readonly storeVersion: number; readonly programVersion: number }) {
    const text = {
      de:
        `der Speicher hat Schemaversion ${what.storeVersion}, dieses Programm kennt nur bis ${what.programVersion}; ` +
        'das neuere Programm wieder einsetzen oder eine Sicherung von davor zurückspielen',
      en:
        `the store has schema version ${what.storeVersion}, this program knows up to ${what.programVersion}; ` +
        'install the newer program again, or restore a backup made before the upgrade',
    }
    super(text.en)
    this.text = text
  }
}

/** A step that this program knows was applied with another text: not our store, or a step was edited. */
export class StoreForeign extends Error {
  override readonly name = 'StoreForeign'
  readonly text: Text

  constructor(what: { readonly version: number }) {
    const text = {
      de: `Schritt ${what.version} im Schema des Speichers ist nicht der dieses Programms; der Speicher bleibt unberührt`,
      en: `step ${what.version} of the store's schema is not the one of this program; the store is left untouched`,
    }
    super(text.en)
    this.text = text
  }
}

/**
 * Brings a store to the newest schema, all steps in one transaction: it either has all of them or is as it was before.
 * Returns the version.
 *
 * @throws StoreNewer, StoreForeign before anything is changed
 */
export function migrate(database: Database, steps: readonly Migration[], now: number): number {
  // Immediate, because two processes may open a new store at the same moment; the second waits and finds it done.
  return database
    .transaction(() => {
      database.run(`
        CREATE TABLE IF NOT EXISTS schema_migration (
          version INTEGER NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          checksum TEXT NOT NULL,
          applied_at INTEGER NOT NULL
        ) STRICT
      `)
      const applied = database
        .query<{ version: number; checksum: string }, []>(
          'SELECT version, checksum FROM schema_migration ORDER BY version',
        )
        .all()
      if (applied.length > steps.length)
        throw new StoreNewer({ storeVersion: applied.length, programVersion: steps.length })
      for (const [index, { version, checksum }] of applied.entries()) {
        const step = steps[index]
        if (version !== index + 1 || step === undefined || checksum !== checksumOf(step))
          throw new StoreForeign({ version })
      }
      for (const [index, step] of steps.entries()) {
        if (index < applied.length) continue
        database.run(step.sql)
        database.run('INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)', [
          index + 1,
          step.name,
          checksumOf(step),
          now,
        ])
      }
      return steps.length
    })
    .immediate()
}

/** Indentation does not count, so that a formatter cannot make a store foreign. */
function checksumOf(step: Migration): string {
  const sql = step.sql.trim().replaceAll(/\s+/g, ' ')
  return new Bun.CryptoHasher('sha256').update(`${step.name}\n${sql}`).digest('hex')
}
