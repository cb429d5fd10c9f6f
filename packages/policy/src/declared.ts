import type { Basis, Clearance, Lamp, Lamps, MissingFact, Reason, Task } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type { Moment } from '@stellwerk/contract/route'

import { lamps } from './lamps.ts'

/**
 * What an office has stated about one lamp of a use case. A statement has an end: nobody clears anything for ever.
 */
export interface Declaration {
  readonly state: 'clear' | 'caution' | 'blocked'
  /** Office or role, never a person's name. */
  readonly statedBy: string
  /** Where the statement is written down, for example a ticket or a file number. */
  readonly source: string
  /** ISO date; the statement holds to the end of that day in UTC. */
  readonly validUntil: string
  readonly basis?: Basis | undefined
  /** Why the lamp is blocked. */
  readonly reason?: Text | undefined
  /** What has to be done, and by when, while the lamp shows caution. */
  readonly task?: { readonly text: Text; readonly dueOn: string } | undefined
}

export type Declarations = Readonly<Partial<Record<Lamp, Declaration | undefined>>>

const lampNames: Readonly<Record<Lamp, Text>> = {
  licence: { de: 'Lizenz', en: 'licence' },
  dataProtection: { de: 'Datenschutz', en: 'data protection' },
  governance: { de: 'Governance', en: 'governance' },
  security: { de: 'Sicherheit', en: 'security' },
}

const suppliers: Readonly<Record<Lamp, Text>> = {
  licence: { de: 'Rechtsabteilung', en: 'legal department' },
  dataProtection: { de: 'Datenschutzbeauftragte Stelle', en: 'data protection officer' },
  governance: { de: 'Verantwortliche Stelle des Anwendungsfalls', en: 'owner of the use case' },
  security: { de: 'IT-Sicherheit', en: 'IT security' },
}

/**
 * Lamps of a route from what was declared about it, and the first moment at which one of them changes by itself.
 * What nobody declared is `unknown`; a statement past its end is `unknown` again, a task past its date shuts.
 */
export function lampsFromDeclarations(
  declared: Declarations,
  now: Moment,
): { readonly lamps: Lamps; readonly validUntil: Moment } {
  let validUntil = Number.POSITIVE_INFINITY
  const shown = {} as Record<Lamp, Clearance> // Filled below for every member of `lamps`.
  for (const lamp of lamps) {
    const declaration = declared[lamp]
    shown[lamp] = clearanceOf(lamp, declaration, now)
    for (const end of endsOf(declaration)) if (end > now && end < validUntil) validUntil = end
  }
  return { lamps: shown, validUntil }
}

/** The end of a calendar day in UTC, as the first moment that no longer belongs to it. */
export function endOfDay(date: string): Moment {
  const dayMs = 86_400_000
  return Date.parse(`${date}T00:00:00Z`) + dayMs
}

function endsOf(declaration: Declaration | undefined): readonly Moment[] {
  if (declaration === undefined) return []
  const ends = [endOfDay(declaration.validUntil)]
  if (declaration.task !== undefined) ends.push(endOfDay(declaration.task.dueOn))
  return ends
}

function clearanceOf(lamp: Lamp, declaration: Declaration | undefined, now: Moment): Clearance {
  if (declaration === undefined) return { state: 'unknown', missing: [undeclared(lamp)] }
  // NaN, from a date that is none, compares false and so never passes.
  if (!(now < endOfDay(declaration.validUntil))) return { state: 'unknown', missing: [runOut(lamp, declaration)] }
  switch (declaration.state) {
    case 'clear':
      return { state: 'clear', obligations: [] }
    case 'caution':
      return cautionOf(lamp, declaration, now)
    case 'blocked':
      return {
        state: 'blocked',
        reasons: [reasonOf(lamp, declaration, declaration.reason ?? same(declaration.source))],
      }
  }
}

function cautionOf(lamp: Lamp, declaration: Declaration, now: Moment): Clearance {
  const task = declaration.task
  if (task === undefined) return { state: 'unknown', missing: [undeclared(lamp)] }
  if (!(now < endOfDay(task.dueOn))) {
    return { state: 'blocked', reasons: [reasonOf(lamp, declaration, overdue(task))] }
  }
  return {
    state: 'caution',
    obligations: [],
    tasks: [task],
  }
}

function overdue(task: Task): Text {
  return { de: `${task.text.de} (fällig ${task.dueOn})`, en: `${task.text.en} (due ${task.dueOn})` }
}

function same(text: string): Text {
  return { de: text, en: text }
}

function reasonOf(lamp: Lamp, declaration: Declaration, why: Text): Reason {
  const name = lampNames[lamp]
  return {
    code: `${lamp}_blocked`,
    lamp,
    basis: declaration.basis ?? 'ownRule',
    source: declaration.source,
    clearedBy: same(declaration.statedBy),
    text: { de: `${name.de} gesperrt: ${why.de}`, en: `${name.en} blocked: ${why.en}` },
  }
}

function undeclared(lamp: Lamp): MissingFact {
  const name = lampNames[lamp]
  return {
    name: `${lamp}.declaration`,
    text: { de: `${name.de} ungeklärt`, en: `${name.en} not declared` },
    suppliedBy: suppliers[lamp],
  }
}

function runOut(lamp: Lamp, declaration: Declaration): MissingFact {
  const name = lampNames[lamp]
  return {
    name: `${lamp}.declaration`,
    text: {
      de: `${name.de}: Erklärung am ${declaration.validUntil} abgelaufen`,
      en: `${name.en}: declaration ran out on ${declaration.validUntil}`,
    },
    suppliedBy: same(declaration.statedBy),
  }
}
