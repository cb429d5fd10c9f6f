import type { LeafObject } from './canonical.ts'
import { lampStates } from '../lamp.ts'
import type { GovernanceDraft, IndexRange, Indices, InForce, PreviousLog, UnidentifiedDraft } from './governance.ts'
import { licenceEntityOf, licenceFields } from './licences.ts'
import { MalformedEntry } from './malformed.ts'
import { reconciliationFields } from './reconciliation.ts'
import { registerEntityOf, registerFields } from './register.ts'
import {
  applicationError,
  applicationStart,
  applicationStop,
  callUnknown,
  datastoreDelete,
  entityDisable,
  entityEnable,
  entityOther,
  entityUpdate,
  type EventKind,
  highSeverity,
  informational,
  logExport,
  logOther,
  logRestart,
  logRotate,
  mediumSeverity,
  statusFailure,
  statusSuccess,
  us,
} from './ocsf.ts'
import {
  code,
  commitment,
  count,
  digest,
  fieldName,
  type Fields,
  listOf,
  name,
  objectOf,
  oneOf,
  optional,
  pairOf,
  recordOf,
  requestIdentifier,
} from './vocabulary.ts'

/** OCSF class of an entry, and the attributes that the class has beyond those of every entry. */
export interface GovernanceEvent {
  readonly kind: EventKind
  readonly attributes: LeafObject
}

export function governanceEvent(draft: GovernanceDraft): GovernanceEvent {
  switch (draft.type) {
    case 'start':
      return { kind: applicationStart, attributes: { ...fine, app: { ...us, version: draft.version } } }
    case 'stop':
      return { kind: applicationStop, attributes: { ...fine, app: us } }
    case 'configuration':
      return { kind: entityUpdate, attributes: { ...fine, entity: entity('configuration', draft.configuration) } }
    case 'keyChange':
      return { kind: entityUpdate, attributes: { ...fine, entity: entity(`${draft.purpose}Key`, draft.next) } }
    case 'hold':
      return {
        kind: draft.action === 'set' ? entityEnable : entityDisable,
        attributes: { ...fine, entity: entity('legalHold', 'vault') },
      }
    case 'dataProtectionLamp': {
      const { type, useCase, deployment } = draft
      return { kind: entityUpdate, attributes: { ...fine, entity: entity(type, `${useCase}/${deployment}`) } }
    }
    case 'licenceCatalogue':
    case 'licenceDuty':
    case 'licenceLamp':
    case 'licenceOpinion':
    case 'licenceTerms':
      return { kind: entityUpdate, attributes: { ...fine, entity: entity(draft.type, licenceEntityOf(draft)) } }
    case 'act':
    case 'actWithdrawn':
    case 'lampTurned':
    case 'objectVersion':
    case 'observe':
    case 'roleEnd':
    case 'roleGrant':
      return { kind: entityUpdate, attributes: { ...fine, entity: entity(draft.type, registerEntityOf(draft)) } }
    case 'unidentified':
      return { kind: callUnknown, attributes: unidentifiedCalls(draft) }
    case 'erasure':
    case 'retention':
      return { kind: datastoreDelete, attributes: { ...fine, ...ownDeed, database: vault } }
    case 'diskFull':
      return { kind: applicationError, attributes: { severity_id: highSeverity, status_id: statusFailure } }
    case 'export':
      return { kind: logExport, attributes: { ...fine, ...ownLog } }
    case 'handover':
      return { kind: logRotate, attributes: { ...fine, ...ownLog } }
    case 'restored':
      return { kind: logRestart, attributes: { ...fine, ...ownLog, severity_id: mediumSeverity } }
    case 'openIntents':
    case 'reconciliation':
    case 'sample':
    case 'timestamp':
      return { kind: logOther, attributes: { ...fine, ...ownLog, activity_name: draft.type } }
  }
}

const fine = { severity_id: informational, status_id: statusSuccess }
const ownLog = { log_name: 'journal' }
/** Whoever asked for it stands in the leaf as a commitment, if at all. */
const ownDeed = { actor: { app_name: us.name }, src_endpoint: { svc_name: us.name } }
/** objects/database.json: type_id 1 is Relational. */
const vault = { name: 'vault', type_id: 1 }

function entity(type: string, uid: string): LeafObject {
  return { type, type_id: entityOther, uid }
}

function unidentifiedCalls({ counts, from, to }: UnidentifiedDraft): LeafObject {
  return {
    actor: { app_name: 'unidentified' },
    api: { operation: 'unknown' },
    count: Object.values(counts).reduce((sum, of) => sum + of, 0),
    end_time: to,
    severity_id: informational,
    src_endpoint: { name: 'client' },
    start_time: from,
    status_id: statusFailure,
  }
}

type Own<Type extends GovernanceDraft['type']> = Fields<Omit<Extract<GovernanceDraft, { readonly type: Type }>, 'type'>>

const commitments = recordOf(fieldName, commitment)
const counts = recordOf(code, count)
const indices = listOf((value, part): Indices => {
  const read = indicesOfOneLog(value, part)
  if (read.ranges !== undefined && lengthOf(read.ranges) !== read.count) throw new MalformedEntry(part)
  return read
})
const openIntents = listOf(pairOf(count, requestIdentifier))
const indicesOfOneLog = objectOf<Indices>({ count, origin: name, ranges: optional(listOf(pairOf(count, count))) })
const succession = {
  inForce: listOf(objectOf<InForce>({ digest: name, kind: code })),
  openIntentCount: count,
  openIntents,
  previous: objectOf<PreviousLog>({ checkpoint: digest, origin: name, root: digest, size: count }),
}

/** What each type of entry has of its own in `stellwerk`, and nothing else does. */
const ownFields: { readonly [Type in GovernanceDraft['type']]: Own<Type> } = {
  ...licenceFields,
  ...registerFields,
  configuration: { configuration: digest },
  dataProtectionLamp: {
    deployment: name,
    facts: digest,
    from: oneOf(lampStates),
    reasons: listOf(code),
    to: oneOf(lampStates),
    useCase: name,
  },
  diskFull: {},
  erasure: { commitments, fields: listOf(fieldName), ground: code, indices, subjectCount: count },
  export: { commitments, origin: name, size: count },
  handover: succession,
  hold: { action: oneOf(['set', 'lift']), commitments, indices: optional(indices) },
  keyChange: { next: name, previous: name, purpose: oneOf(['log', 'vault']) },
  openIntents: { openIntents },
  reconciliation: reconciliationFields,
  restored: { ...succession, sizeFound: count },
  retention: { indices },
  sample: { count, from: count, population: count, seed: name, to: count },
  start: { configuration: digest, previousSize: optional(count), version: name },
  stop: { counts },
  timestamp: { authority: digest, imprint: digest, root: digest, size: count, token: digest },
  unidentified: { counts, from: count, to: count },
}

const checks = new Map(
  Object.entries<Fields<object>>(ownFields).map(([type, fields]) => [type, objectOf(fields)] as const),
)

/**
 * The draft with what belongs to its type, checked, and without anything else that hangs on the object at run time.
 *
 * @throws MalformedEntry with the attribute at fault, or `type` if there is no such type
 */
export function parseGovernance(type: string, draft: unknown): GovernanceDraft {
  const check = checks.get(type)
  if (check === undefined) throw new MalformedEntry('type')
  return { type, ...check(draft, 'stellwerk') } as GovernanceDraft
}

/** Number of indices in ascending, separate ranges. */
function lengthOf(ranges: readonly IndexRange[]): number {
  let length = 0
  let next = 0
  for (const [first, last] of ranges) {
    if (first < next || last < first) throw new MalformedEntry('ranges')
    length += last - first + 1
    next = last + 1
  }
  return length
}
