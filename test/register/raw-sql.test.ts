// Goal: what the domain layer refuses, the database refuses as well, whoever writes. Single statements as a table, and then every
// sequence of statements by one person up to a depth.
import { strict as assert } from 'node:assert'
import { Database } from 'bun:sqlite'

import { describe, test } from 'bun:test'

import { migrate, migrations } from '../../packages/server/src/storage/sqlite/migrations.ts'
import { idOf } from './world.ts'

const now = Date.parse('2026-11-24T08:00:00Z')
const hex = (character: string): string => character.repeat(64)

const [one, two, three] = [hex('1'), hex('2'), hex('3')]

const person = (name: string): string => `INSERT INTO person (id, created_at) VALUES ('${idOf(name)}', ${now})`

function grant(
  name: string,
  role: string,
  more: { how?: string; by?: string; id?: string; verb?: string } = {},
): string {
  const { how = 'oneTimeLink', by, id = `${name}-${role}`, verb = 'INSERT' } = more
  return `${verb} INTO role_grant VALUES
    ('${id}', '${idOf(name)}', '${role}', ${now}, NULL, '${how}', ${by === undefined ? 'NULL' : `'${idOf(by)}'`}, 'log', 0)`
}

function version(
  digest: string,
  author: string,
  more: { number?: number; previous?: string; kind?: string; verb?: string } = {},
): string {
  const { number = 1, previous, kind = 'useCase', verb = 'INSERT' } = more
  return `${verb} INTO register_version VALUES ('${digest}', '${kind}', 'letters', ${number},
    ${previous === undefined ? 'NULL' : `'${previous}'`}, '${idOf(author)}', ${now}, NULL, '{}', 'log', 0)`
}

function turn(digest: string, state: string, more: { verb?: string; entry?: string } = {}): string {
  const { verb = 'INSERT', entry = `'log', 0` } = more
  return `${verb} INTO register_turn (digest, state, at, entry_origin, entry_index) VALUES ('${digest}', '${state}', ${now}, ${entry})`
}

interface ActColumns {
  readonly id?: string
  readonly kind?: string
  readonly outcome?: string
  readonly via?: string
  readonly delegatedBy?: string
  readonly document?: string
  readonly objectId?: string
  readonly verb?: string
  readonly expiresOn?: string
  readonly answers?: string
  readonly comment?: string
}

function act(digest: string, name: string, role: string, more: ActColumns = {}): string {
  const { kind = 'approve', outcome = 'approved', via = 'session', objectId = 'letters', verb = 'INSERT' } = more
  const { id = `${name}-${role}-${digest.slice(0, 1)}`, delegatedBy, document, expiresOn, answers, comment } = more
  const value = (text: string | undefined): string => (text === undefined ? 'NULL' : `'${text}'`)
  return `${verb} INTO register_act VALUES ('${id}', '${kind}', 'useCase', '${objectId}', '${digest}', '${role}', '${idOf(name)}',
    ${value(delegatedBy === undefined ? undefined : idOf(delegatedBy))}, '${via}', '${outcome}', ${value(comment)}, NULL,
    ${value(document)}, ${value(document === undefined ? undefined : '2026-11-01')}, NULL, ${value(expiresOn)}, ${value(answers)},
    ${now}, 'log', 0)`
}

function delegation(from: string, to: string, role: string, days = 1): string {
  return `INSERT INTO role_delegation VALUES
    ('${from}-${to}', '${role}', '${idOf(from)}', '${idOf(to)}', ${now}, ${now + days * 86_400_000}, 'log', 0)`
}

const ended = (grantId: string): string => `INSERT INTO role_end VALUES ('${grantId}', ${now}, 'ended', NULL)`
const back = (actId: string, name: string): string =>
  `INSERT INTO register_act_withdrawal VALUES ('${actId}', '${idOf(name)}', ${now}, NULL)`

const everybody = ['olga', 'ivo', 'mia', 'dora', 'emil', 'ada', 'solo', 'vera']
const roles = [
  grant('olga', 'owner'),
  grant('ivo', 'itSecurity'),
  grant('mia', 'management'),
  grant('dora', 'dataProtectionOfficer'),
  grant('emil', 'employeeRepresentation'),
  grant('ada', 'administrator'),
]
const proposed = [version(one, 'ada'), turn(one, 'proposed')]
const approved = [...proposed, act(one, 'olga', 'owner'), act(one, 'ivo', 'itSecurity')]
const inForce = [...approved, turn(one, 'inForce')]

function opened(statements: readonly string[]): Database {
  const database = new Database(':memory:', { strict: true })
  database.run('PRAGMA foreign_keys = ON')
  migrate(database, migrations, now)
  for (const sql of [...everybody.map(person), ...roles, ...statements]) database.run(sql)
  return database
}

/** Which of several constraints speaks first does not matter. */
const anyConstraint = /./

describe('the database refuses', () => {
  const rows: readonly [why: string, before: readonly string[], statement: string, message: RegExp][] = [
    ['that a version is changed', inForce, `UPDATE register_version SET body = '[]'`, /register_frozen/],
    ['that a version is taken away', proposed, 'DELETE FROM register_version', /register_frozen/],
    ['that a version is replaced', proposed, version(one, 'vera', { verb: 'INSERT OR REPLACE' }), /register_taken/],
    ['that a number is replaced', proposed, version(two, 'vera', { verb: 'REPLACE' }), /register_taken/],
    [
      'that a version follows on another object',
      proposed,
      version(two, 'ada', { number: 2, previous: one, kind: 'group' }),
      /register_stale/,
    ],
    ['that a number is left out', proposed, version(two, 'ada', { number: 3, previous: one }), /register_stale/],
    ['a second first version', proposed, version(two, 'ada'), anyConstraint],
    ['an officer who is given six days', [], version(one, 'ada').replace("NULL, '{}'", `'2026-11-30', '{}'`), /CHECK/],
    ['an author who is nobody', [], version(one, 'stranger'), /FOREIGN KEY/],
    ['that a state is changed', inForce, `UPDATE register_turn SET state = 'inForce'`, /register_frozen/],
    ['that a state is taken away', inForce, 'DELETE FROM register_turn', /register_frozen/],
    ['a state without a proposal', [version(one, 'ada')], turn(one, 'inForce'), /register_state|acts_missing/],
    ['in force without any act', proposed, turn(one, 'inForce'), /acts_missing/],
    ['in force with one act', [...proposed, act(one, 'olga', 'owner')], turn(one, 'inForce'), /acts_missing/],
    ['in force without an entry', approved, turn(one, 'inForce', { entry: 'NULL, NULL' }), /CHECK/],
    [
      'in force after a withdrawn act',
      [...approved, back('olga-owner-1', 'olga')],
      turn(one, 'inForce'),
      /acts_missing/,
    ],
    ['in force after a role ended', [...approved, ended('ivo-itSecurity')], turn(one, 'inForce'), /acts_missing/],
    [
      'in force with an act that ran out',
      [...proposed, act(one, 'olga', 'owner', { expiresOn: '2026-11-23' }), act(one, 'ivo', 'itSecurity')],
      turn(one, 'inForce'),
      /acts_missing/,
    ],
    [
      'in force against a refusal',
      [...approved, act(one, 'mia', 'management', { outcome: 'refused' })],
      turn(one, 'inForce'),
      /acts_missing/,
    ],
    [
      'in force against a negative opinion',
      [...approved, act(one, 'dora', 'dataProtectionOfficer', { kind: 'opinion', outcome: 'negative' })],
      turn(one, 'inForce'),
      /acts_missing/,
    ],
    [
      'in force without what this version needs besides',
      [...approved, `INSERT INTO register_requirement VALUES ('${one}', 'approve', 'management', 'annexIII')`],
      turn(one, 'inForce'),
      /acts_missing/,
    ],
    [
      'in force beside a newer version',
      [...approved, version(two, 'ada', { number: 2, previous: one })],
      turn(one, 'inForce'),
      /register_stale/,
    ],
    ['in force again', [...inForce, turn(one, 'withdrawn')], turn(one, 'inForce'), /register_state|register_taken/],
    [
      'in force twice at once',
      [
        ...inForce,
        version(two, 'ada', { number: 2, previous: one }),
        turn(two, 'proposed'),
        act(two, 'olga', 'owner'),
        act(two, 'ivo', 'itSecurity'),
      ],
      turn(two, 'inForce'),
      /register_state/,
    ],
    ['an act of the author', [version(one, 'olga'), turn(one, 'proposed')], act(one, 'olga', 'owner'), /act_by_author/],
    [
      'an act for the author',
      [version(one, 'olga'), turn(one, 'proposed'), delegation('olga', 'vera', 'owner')],
      act(one, 'vera', 'owner', { delegatedBy: 'olga' }),
      /act_by_author/,
    ],
    [
      'a second act of a person',
      [...proposed, grant('olga', 'itSecurity'), act(one, 'olga', 'owner')],
      act(one, 'olga', 'itSecurity'),
      anyConstraint,
    ],
    [
      'a second act that replaces the first',
      [...proposed, grant('olga', 'itSecurity'), act(one, 'olga', 'owner')],
      act(one, 'olga', 'itSecurity', { verb: 'INSERT OR REPLACE' }),
      /register_taken/,
    ],
    [
      'an act of holder and deputy',
      [
        ...proposed,
        grant('ivo', 'owner'),
        delegation('ivo', 'vera', 'itSecurity'),
        act(one, 'vera', 'itSecurity', { delegatedBy: 'ivo' }),
      ],
      act(one, 'ivo', 'owner'),
      /act_twice/,
    ],
    [
      'an act of two deputies of one',
      [
        ...proposed,
        delegation('ivo', 'vera', 'itSecurity'),
        `INSERT INTO role_delegation VALUES ('x', 'itSecurity', '${idOf('ivo')}', '${idOf('solo')}', ${now}, ${now + 1}, 'log', 0)`,
        act(one, 'vera', 'itSecurity', { delegatedBy: 'ivo' }),
      ],
      act(one, 'solo', 'itSecurity', { delegatedBy: 'ivo' }),
      /act_twice/,
    ],
    ['an act without the role', proposed, act(one, 'vera', 'owner'), /act_not_entitled/],
    [
      'an act with a role that ended',
      [...proposed, ended('olga-owner')],
      act(one, 'olga', 'owner'),
      /act_not_entitled/,
    ],
    [
      'an act for who does not hold it',
      [...proposed],
      act(one, 'vera', 'owner', { delegatedBy: 'olga' }),
      /act_not_entitled/,
    ],
    ['an act on another object', proposed, act(one, 'olga', 'owner', { objectId: 'other' }), /act_digest_stale/],
    ['an act on no version', proposed, act(two, 'olga', 'owner'), /act_digest_stale|act_closed/],
    [
      'an act on what was changed',
      [...proposed, version(two, 'ada', { number: 2, previous: one })],
      act(one, 'olga', 'owner'),
      /act_closed/,
    ],
    ['an act on what is in force', inForce, act(one, 'mia', 'management'), /act_closed/],
    ['an act by a key', proposed, act(one, 'olga', 'owner', { via: 'key' }), /CHECK/],
    ['an act by the control socket', proposed, act(one, 'olga', 'owner', { via: 'socket' }), /CHECK/],
    [
      'an agreement by a click',
      proposed,
      act(one, 'emil', 'employeeRepresentation', { kind: 'agreement', outcome: 'agreed' }),
      /CHECK/,
    ],
    ['an approval by administration', proposed, act(one, 'vera', 'administrator'), anyConstraint],
    ['an approval by the officer', proposed, act(one, 'dora', 'dataProtectionOfficer'), /CHECK/],
    [
      'no opinion where no day was set',
      proposed,
      act(one, 'dora', 'dataProtectionOfficer', { kind: 'opinion', outcome: 'none' }),
      /act_too_early/,
    ],
    [
      'a decision with hardly a reason',
      [...proposed, act(one, 'dora', 'dataProtectionOfficer', { kind: 'opinion', outcome: 'negative', id: 'no' })],
      act(one, 'mia', 'management', { answers: 'no', comment: 'because' }),
      /CHECK/,
    ],
    [
      'a decision about an approval',
      [...proposed, act(one, 'olga', 'owner', { id: 'yes' })],
      act(one, 'mia', 'management', { answers: 'yes', comment: 'a'.repeat(20) }),
      /act_answers_nothing/,
    ],
    ['that an act is changed', approved, `UPDATE register_act SET outcome = 'refused'`, /register_frozen/],
    ['that an act is taken away', approved, 'DELETE FROM register_act', /register_frozen/],
    [
      'that a withdrawal is taken away',
      [...approved, back('olga-owner-1', 'olga')],
      'DELETE FROM register_act_withdrawal',
      /register_frozen/,
    ],
    ['a withdrawal by somebody else', approved, back('olga-owner-1', 'ivo'), /act_not_entitled/],
    ['that a role is changed', [], `UPDATE role_grant SET role = 'owner'`, /register_frozen/],
    ['that an end is taken away', [ended('olga-owner')], 'DELETE FROM role_end', /register_frozen/],
    ['a protected role by a group', [], grant('vera', 'employeeRepresentation', { how: 'group' }), /CHECK/],
    [
      'a protected role by an administrator',
      [],
      grant('vera', 'dataProtectionOfficer', { how: 'administrator', by: 'ada' }),
      /CHECK/,
    ],
    [
      'a role by a holder of another',
      [],
      grant('vera', 'employeeRepresentation', { how: 'holder', by: 'ada' }),
      /role_not_held/,
    ],
    ['a role by nobody', [], grant('vera', 'owner', { how: 'administrator' }), /CHECK|role_not_held/],
    ['a role by oneself', [], grant('ada', 'owner', { how: 'administrator', by: 'ada' }), /CHECK/],
    ['a role for nobody', [], grant('stranger', 'owner'), /FOREIGN KEY/],
    ['a delegation to oneself', [], delegation('olga', 'olga', 'owner'), /CHECK/],
    ['a delegation of what one does not hold', [], delegation('olga', 'vera', 'management'), /role_not_held/],
    ['a delegation of more than a year', [], delegation('olga', 'vera', 'owner', 367), /CHECK/],
    ['that less is needed', [], 'DELETE FROM register_least', /register_frozen/],
    ['that something else is needed', [], `UPDATE register_least SET role = 'owner'`, /register_frozen/],
    [
      'that a need is taken away',
      [...proposed, `INSERT INTO register_requirement VALUES ('${one}', 'approve', 'management', 'annexIII')`],
      'DELETE FROM register_requirement',
      /register_frozen/,
    ],
  ]
  for (const [why, before, statement, message] of rows) {
    test(why, () => {
      const database = opened(before)
      assert.throws(() => database.run(statement), message)
      database.close()
    })
  }

  test('nothing of what is allowed', () => {
    const next = [version(two, 'vera', { number: 2, previous: one }), turn(two, 'proposed'), act(two, 'olga', 'owner')]
    const deputy = [
      delegation('ivo', 'vera', 'itSecurity'),
      version(three, 'ada', { number: 3, previous: two }),
      turn(three, 'proposed'),
    ]
    const rest = [
      act(three, 'vera', 'itSecurity', { delegatedBy: 'ivo' }),
      act(three, 'olga', 'owner'),
      turn(one, 'superseded'),
      turn(three, 'inForce'),
    ]
    const database = opened([
      ...inForce,
      ...next,
      back('olga-owner-2', 'olga'),
      ...deputy,
      ...rest,
      turn(three, 'withdrawn'),
      ended('ivo-itSecurity'),
    ])
    database.close()
  })
})

/** Statements in a row. */
const depth = 5

test(`no ${depth} statements of one person bring a use case into force`, () => {
  const digests = [one, two]
  const said = digests.flatMap((digest) => [
    act(digest, 'solo', 'owner', { verb: 'INSERT OR REPLACE' }),
    act(digest, 'solo', 'itSecurity', { verb: 'INSERT OR IGNORE' }),
    act(digest, 'solo', 'owner', { delegatedBy: 'solo', id: 'lent' }),
    turn(digest, 'proposed'),
    turn(digest, 'inForce'),
    turn(digest, 'inForce', { verb: 'INSERT OR REPLACE' }),
    turn(digest, 'withdrawn'),
    back(`solo-owner-${digest.slice(0, 1)}`, 'solo'),
  ])
  const statements = [
    version(one, 'solo'),
    version(one, 'ada'),
    version(one, 'vera', { verb: 'INSERT OR REPLACE' }),
    version(two, 'solo', { number: 2, previous: one }),
    ...said,
    delegation('solo', 'solo', 'owner'),
    ended('solo-owner'),
    grant('solo', 'owner', { how: 'administrator', by: 'solo', id: 'again' }),
    `UPDATE register_version SET author = '${idOf('ada')}'`,
    `UPDATE register_act SET person = '${idOf('ada')}'`,
    'DELETE FROM register_act',
    'DELETE FROM role_end',
    'DELETE FROM register_least',
    'DELETE FROM register_turn',
  ]
  const first = opened([grant('solo', 'owner'), grant('solo', 'itSecurity')])
  const seen = new Set<string>()
  let edge = [first.serialize()]
  for (let step = 0; step < depth; step++) {
    const next: (typeof edge)[number][] = []
    for (const bytes of edge) {
      for (const statement of statements) {
        const database = Database.deserialize(bytes, { strict: true })
        database.run('PRAGMA foreign_keys = ON')
        const isDone = isTaken(database, statement)
        const rows = isDone ? rowsOf(database) : ''
        assert.doesNotMatch(rows, /inForce/)
        if (isDone && !seen.has(rows)) {
          seen.add(rows)
          next.push(database.serialize())
        }
        database.close()
      }
    }
    edge = next
  }
  assert.ok(seen.size > 50, `${seen.size} states`)
}, 60_000)

function isTaken(database: Database, statement: string): boolean {
  try {
    database.run(statement)
    return true
  } catch {
    return false
  }
}

function rowsOf(database: Database): string {
  const rows = (sql: string): unknown => database.query(sql).values()
  return JSON.stringify([
    rows('SELECT digest, author FROM register_version ORDER BY 1'),
    rows('SELECT digest, state FROM register_turn ORDER BY seq'),
    rows('SELECT digest, person, role, delegated_by FROM register_act ORDER BY 1, 2'),
    rows('SELECT act_id FROM register_act_withdrawal ORDER BY 1'),
    rows('SELECT grant_id FROM role_end ORDER BY 1'),
    rows('SELECT id FROM role_grant ORDER BY 1'),
    rows('SELECT id FROM role_delegation ORDER BY 1'),
  ])
}
