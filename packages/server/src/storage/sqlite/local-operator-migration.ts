// The local operator in the store: somebody to be the author of what came over the control socket, and nobody besides.
import { localOperator } from '@stellwerk/contract/register/role'

import type { Migration } from './migration.ts'

/** Tables in which the local operator never stands, with the attributes that name a person and the rule that refuses it. */
const closed = [
  ['role_grant', ['person', 'granted_by'], 'role_not_held'],
  ['role_delegation', ['from_person', 'to_person'], 'role_not_held'],
  ['register_act', ['person', 'delegated_by'], 'act_not_entitled'],
  ['session', ['person_id'], 'act_not_entitled'],
  ['person_profile', ['person_id'], 'act_not_entitled'],
  ['person_subject', ['person_id'], 'act_not_entitled'],
  ['person_password', ['person_id'], 'act_not_entitled'],
  ['person_passkey', ['person_id'], 'act_not_entitled'],
] as const

function neverIn(table: string, columns: readonly string[], rule: string): string {
  const named = columns.map((column) => `NEW.${column} = '${localOperator}'`).join(' OR ')
  return `
    CREATE TRIGGER ${table}_not_of_operator BEFORE INSERT ON ${table} WHEN ${named}
      BEGIN SELECT RAISE(ABORT, '${rule}'); END;
    CREATE TRIGGER ${table}_not_to_operator BEFORE UPDATE ON ${table} WHEN ${named}
      BEGIN SELECT RAISE(ABORT, '${rule}'); END;
  `
}

/**
 * Whoever may open the data directory may also be somebody with a role: of what came over the socket and needs any act at all, two
 * people have to have said something.
 */
export const localOperatorStep: Migration = {
  name: 'the local operator',
  sql: `
    INSERT INTO person (id, created_at) VALUES ('${localOperator}', 0);
    ${closed.map(([table, columns, rule]) => neverIn(table, columns, rule)).join('')}
    CREATE TRIGGER register_turn_of_operator BEFORE INSERT ON register_turn
      WHEN NEW.state = 'inForce'
        AND EXISTS (SELECT 1 FROM register_version WHERE digest = NEW.digest AND author = '${localOperator}')
        AND EXISTS (SELECT 1 FROM register_requirement WHERE digest = NEW.digest)
        AND (SELECT count(*) FROM register_act AS said WHERE said.digest = NEW.digest AND said.outcome <> 'refused'
          AND NOT EXISTS (SELECT 1 FROM register_act_withdrawal AS back WHERE back.act_id = said.id)) < 2
      BEGIN SELECT RAISE(ABORT, 'acts_missing'); END;
  `,
}
