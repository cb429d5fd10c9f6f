// The tables of the register. What happened is a row, and no row is ever changed or taken away; what an act needs is checked here once
// more, whoever writes (governance.md § 2.2 of our reference: in the domain layer and by a constraint of the database).
//
// Names of constraints in RAISE are codes of `contract/src/register/problem.ts`.
import type { Migration } from './migration.ts'

const roles = `'owner', 'itSecurity', 'management', 'dataProtectionOfficer', 'employeeRepresentation', 'administrator',
  'operator', 'auditor', 'member'`

const kinds = `'organisation', 'useCase', 'component', 'artefact', 'upstream', 'deployment', 'worksAgreement', 'processorContract',
  'legalBasis', 'impactAssessment', 'aiActRecord', 'transparencyMeasure', 'oversight', 'trainingRecord', 'managementAcceptance',
  'policySet', 'group', 'observation'`

const day = `GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`

/**
 * Milliseconds, a week: an officer who was given until yesterday was not asked (Art. 38(1) GDPR: properly and in a timely manner). As in
 * `register-rules.ts`; checked 2026-11-24.
 */
const opinionWaitMs = 604_800_000

/** Permitting rows name the journal entry that was durable before them. */
const entry = `entry_origin TEXT NOT NULL CHECK (entry_origin <> ''), entry_index INTEGER NOT NULL CHECK (entry_index >= 0)`

/**
 * Nobody changes a row or takes it away. INSERT OR REPLACE deletes without its triggers unless recursive triggers are on, so a row that
 * is there already is refused before that.
 */
function frozen(table: string, ...keys: readonly string[]): string {
  const taken = keys.map((key) =>
    key
      .split(', ')
      .map((column) => `${column} = NEW.${column}`)
      .join(' AND '),
  )
  return `
    CREATE TRIGGER ${table}_is_never_changed BEFORE UPDATE ON ${table}
      BEGIN SELECT RAISE(ABORT, 'register_frozen'); END;
    CREATE TRIGGER ${table}_is_never_taken_away BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, 'register_frozen'); END;
    CREATE TRIGGER ${table}_is_never_replaced BEFORE INSERT ON ${table}
      WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${taken.map((one) => `(${one})`).join(' OR ')})
      BEGIN SELECT RAISE(ABORT, 'register_taken'); END;
  `
}

/** Whether a person holds a role at a moment. */
const held = (person: string, role: string, at: string): string => `EXISTS (
  SELECT 1 FROM role_grant AS held WHERE held.person = ${person} AND held.role = ${role} AND held.from_at <= ${at}
    AND (held.until_at IS NULL OR held.until_at > ${at})
    AND NOT EXISTS (SELECT 1 FROM role_end AS ended WHERE ended.grant_id = held.id))`

/** Whether somebody stands in for the holder of a role at a moment. */
const lent = (from: string, to: string, role: string, at: string): string => `EXISTS (
  SELECT 1 FROM role_delegation AS lent WHERE lent.from_person = ${from} AND lent.to_person = ${to} AND lent.role = ${role}
    AND lent.from_at <= ${at} AND lent.until_at > ${at}
    AND NOT EXISTS (SELECT 1 FROM role_delegation_end AS ended WHERE ended.delegation_id = lent.id))`

export const registerRoles: Migration = {
  name: 'roles of people',
  // A delegation ends after a year at the latest: 31,622,400,000 ms are 366 days.
  sql: `
    CREATE TABLE role_grant (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      person TEXT NOT NULL REFERENCES person (id),
      role TEXT NOT NULL CHECK (role IN (${roles})),
      from_at INTEGER NOT NULL,
      until_at INTEGER CHECK (until_at > from_at),
      how TEXT NOT NULL CHECK (how IN ('setup', 'oneTimeLink', 'holder', 'administrator', 'group')),
      granted_by TEXT REFERENCES person (id) CHECK (granted_by <> person),
      ${entry},
      CHECK (role NOT IN ('dataProtectionOfficer', 'employeeRepresentation') OR how IN ('setup', 'oneTimeLink', 'holder')),
      CHECK (how NOT IN ('holder', 'administrator') OR granted_by IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE role_end (
      grant_id TEXT NOT NULL PRIMARY KEY REFERENCES role_grant (id),
      at INTEGER NOT NULL,
      how TEXT NOT NULL CHECK (how IN ('ended', 'suspended', 'group')),
      ended_by TEXT CHECK (ended_by <> '')
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE role_delegation (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      role TEXT NOT NULL CHECK (role IN (${roles})),
      from_person TEXT NOT NULL REFERENCES person (id),
      to_person TEXT NOT NULL REFERENCES person (id) CHECK (to_person <> from_person),
      from_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL CHECK (until_at > from_at AND until_at - from_at <= 31622400000),
      ${entry}
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE role_delegation_end (
      delegation_id TEXT NOT NULL PRIMARY KEY REFERENCES role_delegation (id),
      at INTEGER NOT NULL,
      ended_by TEXT CHECK (ended_by <> '')
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX role_grant_person ON role_grant (person, role);
    ${frozen('role_grant', 'id')}
    ${frozen('role_end', 'grant_id')}
    ${frozen('role_delegation', 'id')}
    ${frozen('role_delegation_end', 'delegation_id')}
    CREATE TRIGGER role_grant_by_holder BEFORE INSERT ON role_grant
      WHEN NEW.how = 'holder' AND NOT ${held('NEW.granted_by', 'NEW.role', 'NEW.from_at')}
      BEGIN SELECT RAISE(ABORT, 'role_not_held'); END;
    CREATE TRIGGER role_grant_by_administrator BEFORE INSERT ON role_grant
      WHEN NEW.how = 'administrator' AND NOT ${held('NEW.granted_by', "'administrator'", 'NEW.from_at')}
      BEGIN SELECT RAISE(ABORT, 'role_not_held'); END;
    CREATE TRIGGER role_delegation_by_holder BEFORE INSERT ON role_delegation
      WHEN NOT ${held('NEW.from_person', 'NEW.role', 'NEW.from_at')}
      BEGIN SELECT RAISE(ABORT, 'role_not_held'); END;
  `,
}

export const registerVersions: Migration = {
  name: 'versions of objects',
  // A version passes through states, each at most once: one that was withdrawn never comes back.
  sql: `
    CREATE TABLE register_version (
      digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
      kind TEXT NOT NULL CHECK (kind IN (${kinds})),
      id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 63 AND id NOT GLOB '*[^a-z0-9-]*'),
      number INTEGER NOT NULL CHECK (number >= 1),
      previous TEXT REFERENCES register_version (digest),
      author TEXT NOT NULL REFERENCES person (id),
      created_at INTEGER NOT NULL,
      opinion_due_on TEXT CHECK (opinion_due_on ${day} AND unixepoch(opinion_due_on) * 1000 >= created_at + ${opinionWaitMs}),
      body TEXT NOT NULL CHECK (json_valid(body)),
      ${entry},
      CHECK ((number = 1) = (previous IS NULL)),
      CHECK ((kind = 'organisation') = (id = 'organisation')),
      UNIQUE (kind, id, number),
      UNIQUE (kind, id, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_requirement (
      digest TEXT NOT NULL REFERENCES register_version (digest),
      act TEXT NOT NULL CHECK (act IN ('approve', 'opinion', 'agreement', 'information')),
      role TEXT NOT NULL CHECK (role IN (${roles})),
      because TEXT NOT NULL CHECK (because <> ''),
      PRIMARY KEY (digest, act, role)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_least (
      kind TEXT NOT NULL CHECK (kind IN (${kinds})),
      act TEXT NOT NULL,
      role TEXT NOT NULL,
      PRIMARY KEY (kind, act, role)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO register_least (kind, act, role) VALUES
      ('useCase', 'approve', 'owner'), ('useCase', 'approve', 'itSecurity'),
      ('policySet', 'approve', 'itSecurity'), ('policySet', 'approve', 'management'),
      ('observation', 'approve', 'owner'), ('observation', 'approve', 'management'),
      ('managementAcceptance', 'approve', 'management'),
      ('worksAgreement', 'agreement', 'employeeRepresentation'), ('worksAgreement', 'approve', 'management'),
      ('processorContract', 'approve', 'itSecurity'), ('processorContract', 'opinion', 'dataProtectionOfficer'),
      ('deployment', 'approve', 'itSecurity'), ('upstream', 'approve', 'itSecurity'),
      ('legalBasis', 'opinion', 'dataProtectionOfficer'), ('impactAssessment', 'opinion', 'dataProtectionOfficer'),
      ('aiActRecord', 'approve', 'owner');
    CREATE TRIGGER register_least_is_complete BEFORE INSERT ON register_least
      BEGIN SELECT RAISE(ABORT, 'register_frozen'); END;
    CREATE TRIGGER register_least_is_never_changed BEFORE UPDATE ON register_least
      BEGIN SELECT RAISE(ABORT, 'register_frozen'); END;
    CREATE TRIGGER register_least_is_never_taken_away BEFORE DELETE ON register_least
      BEGIN SELECT RAISE(ABORT, 'register_frozen'); END;
    CREATE TABLE register_turn (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      digest TEXT NOT NULL REFERENCES register_version (digest),
      state TEXT NOT NULL CHECK (state IN ('proposed', 'inForce', 'superseded', 'withdrawn', 'refused')),
      at INTEGER NOT NULL,
      cause TEXT CHECK (cause <> ''),
      person TEXT CHECK (person <> ''),
      reason TEXT,
      entry_origin TEXT CHECK (entry_origin <> ''),
      entry_index INTEGER CHECK (entry_index >= 0),
      CHECK ((entry_origin IS NULL) = (entry_index IS NULL)),
      CHECK (state NOT IN ('proposed', 'inForce') OR entry_origin IS NOT NULL),
      UNIQUE (digest, state)
    ) STRICT;
    CREATE TABLE register_comment (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      digest TEXT NOT NULL REFERENCES register_version (digest),
      person TEXT NOT NULL CHECK (person <> ''),
      at INTEGER NOT NULL,
      text TEXT NOT NULL CHECK (text <> '')
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_pending (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      change TEXT NOT NULL CHECK (json_valid(change)),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_void (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      change TEXT NOT NULL CHECK (json_valid(change)),
      at INTEGER NOT NULL,
      ${entry}
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_told (
      what TEXT NOT NULL CHECK (what IN ('turn', 'withdrawal', 'roleEnd', 'delegationEnd', 'void')),
      id TEXT NOT NULL CHECK (id <> ''),
      ${entry},
      PRIMARY KEY (what, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_mark (
      one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
      origin TEXT NOT NULL CHECK (origin <> ''),
      size INTEGER NOT NULL CHECK (size >= 0)
    ) STRICT, WITHOUT ROWID;
    ${frozen('register_version', 'digest', 'kind, id, number')}
    ${frozen('register_requirement', 'digest, act, role')}
    ${frozen('register_turn', 'seq', 'digest, state')}
    ${frozen('register_comment', 'id')}
    ${frozen('register_told', 'what, id')}
    ${frozen('register_void', 'id')}
    CREATE TRIGGER register_version_follows BEFORE INSERT ON register_version
      WHEN NEW.previous IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM register_version AS before
        WHERE before.digest = NEW.previous AND before.kind = NEW.kind AND before.id = NEW.id AND before.number = NEW.number - 1)
      BEGIN SELECT RAISE(ABORT, 'register_stale'); END;
    CREATE TRIGGER register_version_by_person BEFORE INSERT ON register_version
      WHEN EXISTS (SELECT 1 FROM api_key WHERE id = NEW.author)
      BEGIN SELECT RAISE(ABORT, 'act_by_key'); END;
    CREATE TRIGGER register_turn_begins BEFORE INSERT ON register_turn
      WHEN NEW.state <> 'proposed' AND NOT EXISTS (
        SELECT 1 FROM register_turn WHERE digest = NEW.digest AND state = 'proposed')
      BEGIN SELECT RAISE(ABORT, 'register_state'); END;
    CREATE TRIGGER register_turn_ends BEFORE INSERT ON register_turn
      WHEN EXISTS (SELECT 1 FROM register_turn
        WHERE digest = NEW.digest AND state IN ('superseded', 'withdrawn', 'refused'))
      BEGIN SELECT RAISE(ABORT, 'register_state'); END;
  `,
}

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** Whether an act that permits still does at the moment of the turn: its time, its document, and the role of whoever said it. */
const holds = (said: string): string => `
  NOT EXISTS (SELECT 1 FROM register_act_withdrawal AS back WHERE back.act_id = ${said}.id)
  AND (${said}.outcome = 'negative' OR (
    (${said}.expires_on IS NULL OR ${said}.expires_on >= date(NEW.at / 1000, 'unixepoch'))
    AND (${said}.document_valid_until IS NULL OR ${said}.document_valid_until >= date(NEW.at / 1000, 'unixepoch'))
    AND ${held(`coalesce(${said}.delegated_by, ${said}.person)`, `${said}.role`, 'NEW.at')}
    AND (${said}.delegated_by IS NULL OR ${lent(`${said}.delegated_by`, `${said}.person`, `${said}.role`, 'NEW.at')})))`

/** An act of this kind and role that counts for a version, at a moment. `what` has the attributes act and role. */
const counts = (what: string): string => `EXISTS (
  SELECT 1 FROM register_act AS said
  WHERE said.digest = NEW.digest AND said.kind = ${what}.act AND said.outcome <> 'refused'
    AND (said.role = ${what}.role
      OR (said.role = 'administrator' AND said.kind = 'opinion' AND said.outcome = 'none')
      OR (said.role = 'administrator' AND said.kind = 'information'))
    AND ${holds('said')})`

export const registerActs: Migration = {
  name: 'acts of approval',
  sql: `
    CREATE TABLE register_act (
      id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
      kind TEXT NOT NULL,
      object_kind TEXT NOT NULL,
      object_id TEXT NOT NULL,
      digest TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN (${roles})),
      person TEXT NOT NULL REFERENCES person (id),
      delegated_by TEXT REFERENCES person (id) CHECK (delegated_by <> person),
      via TEXT NOT NULL CHECK (via = 'session'),
      outcome TEXT NOT NULL,
      comment TEXT,
      conditions TEXT CHECK (json_valid(conditions)),
      document_sha256 TEXT CHECK (length(document_sha256) = 64 AND document_sha256 NOT GLOB '*[^0-9a-f]*'),
      document_resolved_on TEXT CHECK (document_resolved_on ${day}),
      document_valid_until TEXT CHECK (document_valid_until ${day}),
      expires_on TEXT CHECK (expires_on ${day}),
      answers TEXT REFERENCES register_act (id),
      acted_at INTEGER NOT NULL,
      ${entry},
      CHECK (
        (kind = 'approve' AND outcome IN ('approved', 'refused') AND role IN ('owner', 'itSecurity', 'management'))
        OR (kind = 'opinion' AND outcome IN ('favourable', 'withConditions', 'negative') AND role = 'dataProtectionOfficer')
        OR (kind = 'opinion' AND outcome = 'none' AND role IN ('dataProtectionOfficer', 'administrator'))
        OR (kind = 'agreement' AND outcome IN ('agreed', 'refused') AND role = 'employeeRepresentation')
        OR (kind = 'information' AND outcome = 'informed' AND role = 'employeeRepresentation')
        OR (kind = 'information' AND outcome = 'informed' AND role = 'administrator' AND document_sha256 IS NOT NULL)),
      CHECK (outcome <> 'agreed' OR document_sha256 IS NOT NULL),
      CHECK ((document_sha256 IS NULL) = (document_resolved_on IS NULL)),
      CHECK (document_valid_until IS NULL OR document_sha256 IS NOT NULL),
      CHECK (answers IS NULL OR (kind = 'approve' AND role = 'management' AND comment IS NOT NULL AND length(trim(comment)) >= 20)),
      UNIQUE (digest, person),
      FOREIGN KEY (object_kind, object_id, digest) REFERENCES register_version (kind, id, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_act_withdrawal (
      act_id TEXT NOT NULL PRIMARY KEY REFERENCES register_act (id),
      person TEXT NOT NULL REFERENCES person (id),
      at INTEGER NOT NULL,
      reason TEXT
    ) STRICT, WITHOUT ROWID;
    ${frozen('register_act', 'id', 'digest, person')}
    ${frozen('register_act_withdrawal', 'act_id')}
    CREATE TRIGGER register_act_names_version BEFORE INSERT ON register_act
      WHEN NOT EXISTS (SELECT 1 FROM register_version
        WHERE digest = NEW.digest AND kind = NEW.object_kind AND id = NEW.object_id AND created_at <= NEW.acted_at)
      BEGIN SELECT RAISE(ABORT, 'act_digest_stale'); END;
    CREATE TRIGGER register_act_by_author BEFORE INSERT ON register_act
      WHEN EXISTS (SELECT 1 FROM register_version
        WHERE digest = NEW.digest AND author IN (NEW.person, coalesce(NEW.delegated_by, NEW.person)))
      BEGIN SELECT RAISE(ABORT, 'act_by_author'); END;
    CREATE TRIGGER register_act_twice BEFORE INSERT ON register_act
      WHEN EXISTS (SELECT 1 FROM register_act AS other WHERE other.digest = NEW.digest AND (
        other.delegated_by = NEW.person OR other.person = NEW.delegated_by OR other.delegated_by = NEW.delegated_by))
      BEGIN SELECT RAISE(ABORT, 'act_twice'); END;
    CREATE TRIGGER register_act_by_key BEFORE INSERT ON register_act
      WHEN EXISTS (SELECT 1 FROM api_key WHERE id IN (NEW.person, coalesce(NEW.delegated_by, NEW.person)))
      BEGIN SELECT RAISE(ABORT, 'act_by_key'); END;
    CREATE TRIGGER register_act_not_entitled BEFORE INSERT ON register_act
      WHEN NOT ${held('coalesce(NEW.delegated_by, NEW.person)', 'NEW.role', 'NEW.acted_at')}
        OR (NEW.delegated_by IS NOT NULL AND NOT ${lent('NEW.delegated_by', 'NEW.person', 'NEW.role', 'NEW.acted_at')})
      BEGIN SELECT RAISE(ABORT, 'act_not_entitled'); END;
    CREATE TRIGGER register_act_closed BEFORE INSERT ON register_act
      WHEN NOT EXISTS (SELECT 1 FROM register_turn WHERE digest = NEW.digest AND state = 'proposed')
        OR EXISTS (SELECT 1 FROM register_turn WHERE digest = NEW.digest AND state <> 'proposed')
        OR EXISTS (SELECT 1 FROM register_version AS seen JOIN register_version AS newer
          ON newer.kind = seen.kind AND newer.id = seen.id AND newer.number > seen.number WHERE seen.digest = NEW.digest)
      BEGIN SELECT RAISE(ABORT, 'act_closed'); END;
    CREATE TRIGGER register_act_too_early BEFORE INSERT ON register_act
      WHEN NEW.outcome = 'none' AND NOT EXISTS (SELECT 1 FROM register_version
        WHERE digest = NEW.digest AND NEW.acted_at >= unixepoch(opinion_due_on) * 1000 + ${dayMs})
      BEGIN SELECT RAISE(ABORT, 'act_too_early'); END;
    CREATE TRIGGER register_act_answers BEFORE INSERT ON register_act
      WHEN NEW.answers IS NOT NULL AND NOT EXISTS (SELECT 1 FROM register_act
        WHERE id = NEW.answers AND digest = NEW.digest AND kind = 'opinion' AND outcome = 'negative')
      BEGIN SELECT RAISE(ABORT, 'act_answers_nothing'); END;
    CREATE TRIGGER register_act_withdrawal_by BEFORE INSERT ON register_act_withdrawal
      WHEN NOT EXISTS (SELECT 1 FROM register_act AS said WHERE said.id = NEW.act_id AND (
        NEW.person IN (said.person, coalesce(said.delegated_by, said.person)) OR ${held('NEW.person', 'said.role', 'NEW.at')}))
      BEGIN SELECT RAISE(ABORT, 'act_not_entitled'); END;
    CREATE TRIGGER register_turn_without_acts BEFORE INSERT ON register_turn
      WHEN NEW.state = 'inForce' AND (
        EXISTS (SELECT 1 FROM register_version AS asked JOIN register_least AS least ON least.kind = asked.kind
          WHERE asked.digest = NEW.digest AND NOT ${counts('least')})
        OR EXISTS (SELECT 1 FROM register_requirement AS needed
          WHERE needed.digest = NEW.digest AND NOT ${counts('needed')}))
      BEGIN SELECT RAISE(ABORT, 'acts_missing'); END;
    CREATE TRIGGER register_turn_against_a_no BEFORE INSERT ON register_turn
      WHEN NEW.state = 'inForce' AND EXISTS (
        SELECT 1 FROM register_act AS said WHERE said.digest = NEW.digest
          AND NOT EXISTS (SELECT 1 FROM register_act_withdrawal AS back WHERE back.act_id = said.id)
          AND (said.outcome = 'refused' OR (said.outcome = 'negative' AND NOT EXISTS (
            SELECT 1 FROM register_act AS decided WHERE decided.answers = said.id AND decided.outcome = 'approved'
              AND ${holds('decided')}))))
      BEGIN SELECT RAISE(ABORT, 'acts_missing'); END;
    CREATE TRIGGER register_turn_of_old BEFORE INSERT ON register_turn
      WHEN NEW.state = 'inForce' AND EXISTS (
        SELECT 1 FROM register_version AS old JOIN register_version AS newer
          ON newer.kind = old.kind AND newer.id = old.id AND newer.number > old.number WHERE old.digest = NEW.digest)
      BEGIN SELECT RAISE(ABORT, 'register_stale'); END;
    CREATE TRIGGER register_turn_supersedes BEFORE INSERT ON register_turn
      WHEN NEW.state = 'inForce' AND EXISTS (
        SELECT 1 FROM register_version AS mine
          JOIN register_version AS other ON other.kind = mine.kind AND other.id = mine.id AND other.digest <> mine.digest
          JOIN register_turn AS shown ON shown.digest = other.digest AND shown.state = 'inForce'
        WHERE mine.digest = NEW.digest AND NOT EXISTS (SELECT 1 FROM register_turn AS ended
          WHERE ended.digest = other.digest AND ended.state IN ('superseded', 'withdrawn', 'refused')))
      BEGIN SELECT RAISE(ABORT, 'register_state'); END;
  `,
}
