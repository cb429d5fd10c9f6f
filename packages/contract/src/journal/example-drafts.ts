// Entries for tests: one of each type, all of them invented.

import type { CutDraft, EntryDraft, IntentDraft, OutcomeDraft, RecoveryDraft, RefusalDraft, Stamp } from './entry.ts'
import type { HandoverDraft } from './governance.ts'

/** SHA-256 in hex, by a character of its own. */
export const digestOf = (character: string): string => character.repeat(64)

/** A commitment to nothing in particular. */
export const someCommitment = `${'A'.repeat(42)}E=`

export const exampleOrigin = 'gateway.example/log/2026h2'

export function exampleStamp(counter: number, changed: Partial<Stamp> = {}): Stamp {
  return { replica: '00112233445566aa', counter, timeMs: 1_795_000_000_000 + counter, version: '0.2.0', ...changed }
}

export function exampleIntent(requestId: string, changed: Partial<IntentDraft> = {}): IntentDraft {
  return {
    type: 'intent',
    requestId,
    operation: 'chat/completions',
    useCase: 'citizen-letters',
    model: 'qwen3-32b-instruct',
    deployment: 'qwen3-32b-a',
    attempt: 1,
    isStream: true,
    lamps: { licence: 'clear', dataProtection: 'clear', governance: 'caution', security: 'clear' },
    epoch: 12,
    validUntil: 1_796_000_000_000,
    configuration: digestOf('c'),
    retention: { class: 'metadata', deleteOn: '2027-06-30' },
    commitments: { key: someCommitment, request: someCommitment, sentRequest: someCommitment },
    bytes: { request: 1024, sentRequest: 1024 },
    ...changed,
  }
}

export function exampleOutcome(
  requestId: string,
  index: number,
  changed: Partial<Omit<OutcomeDraft, 'type'>> = {},
): OutcomeDraft {
  return {
    type: 'outcome',
    requestId,
    operation: 'chat/completions',
    useCase: 'citizen-letters',
    model: 'qwen3-32b-instruct',
    deployment: 'qwen3-32b-a',
    about: { origin: exampleOrigin, index },
    ending: 'finished',
    firstByteMs: 120,
    totalMs: 2400,
    dropped: 0,
    tokens: { prompt: 100, completion: 200, total: 300 },
    commitments: { deliveredResponse: someCommitment, response: someCommitment },
    bytes: { response: 4096 },
    ...changed,
  }
}

export function exampleCut(requestId: string, index: number): CutDraft {
  return { ...exampleOutcome(requestId, index), type: 'cut', ending: 'cut', code: 'permit_ended' }
}

export function exampleRecovery(requestId: string, index: number, origin: string = exampleOrigin): RecoveryDraft {
  return { type: 'recovery', requestId, about: { origin, index } }
}

export const exampleRefusal: RefusalDraft = {
  type: 'refusal',
  requestId: 'req_refused',
  operation: 'chat/completions',
  useCase: 'citizen-letters',
  code: 'lamps_shut',
  model: 'qwen3-32b-instruct',
  deployment: 'qwen3-32b-a',
  lamps: { licence: 'blocked', dataProtection: 'clear', governance: 'unknown', security: 'clear' },
  reasons: ['licence_field_of_use', 'works_agreement_missing'],
  about: { origin: exampleOrigin, index: 3 },
  commitments: { key: someCommitment },
}

/** Several refusals by one limit. */
const exampleRepeatedRefusal: RefusalDraft = {
  type: 'refusal',
  requestId: 'req_again',
  operation: 'chat/completions',
  useCase: 'citizen-letters',
  code: 'requests_per_minute',
  repeated: { count: 1_200, from: 1_795_000_000_000, to: 1_795_000_060_000 },
  commitments: { key: someCommitment },
}

export const exampleHandover: HandoverDraft = {
  type: 'handover',
  previous: { origin: 'gateway.example/log/2026h1', size: 1000, root: digestOf('1'), checkpoint: digestOf('2') },
  openIntentCount: 2,
  openIntents: [
    [990, 'req_a'],
    [999, 'req_b'],
  ],
  inForce: [
    { kind: 'configuration', digest: digestOf('c') },
    { kind: 'logKey', digest: digestOf('3') },
  ],
}

export const exampleAssertedBy = { frontEnd: 'open-webui', method: 'openWebUiJwt', signature: 'signed' } as const

export const exampleFound = {
  counts: { DATE: 1, ID: 2, PERSON: 3 },
  kinds: { DATE_OF_BIRTH: 1, DE_KVNR: 2 },
  detector: 'builtIn-1',
  policy: '0123456789abcdef',
  notInspected: ['image', 'tokens'],
} as const

/** One of each type. */
export const everyDraft: readonly EntryDraft[] = [
  exampleIntent('req_1'),
  exampleIntent('req_4', { assertedBy: exampleAssertedBy, background: 'title' }),
  exampleIntent('req_5', { personalData: exampleFound }),
  { ...exampleRefusal, personalData: { ...exampleFound, notInspected: [] } },
  exampleOutcome('req_5', 3, { restored: { restored: 7, unknown: 1 } }),
  { ...exampleRefusal, assertedBy: exampleAssertedBy },
  exampleRefusal,
  exampleRepeatedRefusal,
  exampleOutcome('req_1', 0),
  exampleCut('req_2', 1),
  exampleRecovery('req_3', 2),
  { type: 'start', version: '0.2.0', configuration: digestOf('c'), previousSize: 17 },
  { type: 'configuration', configuration: digestOf('d') },
  {
    type: 'unidentified',
    counts: { key_unknown: 3, body_not_json: 1 },
    from: 1_795_000_000_000,
    to: 1_795_000_060_000,
  },
  {
    type: 'erasure',
    indices: [
      {
        origin: exampleOrigin,
        count: 4,
        ranges: [
          [1, 3],
          [7, 7],
        ],
      },
      { origin: 'gateway.example/log/2026h1', count: 9 },
    ],
    fields: ['request', 'user'],
    ground: 'art17_1_b',
    subjectCount: 1,
    commitments: { actor: someCommitment },
  },
  { type: 'retention', indices: [{ origin: exampleOrigin, count: 2, ranges: [[1, 2]] }] },
  { type: 'hold', action: 'set', indices: [{ origin: exampleOrigin, count: 1, ranges: [[4, 4]] }], commitments: {} },
  { type: 'keyChange', purpose: 'log', previous: digestOf('3'), next: digestOf('4') },
  { type: 'export', origin: exampleOrigin, size: 500, commitments: { recipient: someCommitment } },
  {
    type: 'reconciliation',
    from: 1_795_000_000_000,
    to: 1_795_003_600_000,
    upstreams: [
      {
        upstream: 'gpu-1',
        state: 'compared',
        since: 1_795_000_000_000,
        deployments: [{ deployment: 'qwen3-32b-a', requests: 40 }],
        counts: [
          { counter: 'requests', total: 1_041, engine: 41, least: 40, most: 40 },
          { counter: 'completionTokens', total: 90_400, engine: 4_100, least: 4_100 },
        ],
      },
      { upstream: 'ollama', state: 'uncounted', deployments: [], counts: [] },
    ],
  },
  {
    type: 'licenceLamp',
    useCase: 'citizen-letters',
    deployment: 'qwen3-32b-a',
    from: 'clear',
    to: 'blocked',
    verdict: 'forbidden',
    facts: digestOf('9'),
    component: digestOf('8'),
    catalogue: digestOf('a'),
    reasons: ['territory_excluded'],
  },
  {
    type: 'dataProtectionLamp',
    useCase: 'citizen-letters',
    deployment: 'qwen3-32b-a',
    from: 'clear',
    to: 'blocked',
    facts: digestOf('7'),
    reasons: ['processor_contract_missing'],
  },
  {
    type: 'licenceTerms',
    action: 'accept',
    useCase: 'citizen-letters',
    licence: 'LicenseRef-gemma',
    terms: digestOf('b'),
    commitments: { key: someCommitment, office: someCommitment },
  },
  {
    type: 'licenceDuty',
    useCase: 'citizen-letters',
    deployment: 'qwen3-32b-a',
    kind: 'attribution-notice',
    licence: 'LicenseRef-gemma',
    commitments: { evidence: someCommitment, office: someCommitment },
  },
  { type: 'licenceCatalogue', asOf: '2026-11-23', digest: digestOf('a'), previous: digestOf('e'), commitments: {} },
  {
    type: 'licenceOpinion',
    useCase: 'citizen-letters',
    deployment: 'qwen3-32b-a',
    licence: 'NO-LICENCE',
    opinion: digestOf('f'),
    validUntil: '2027-06-30',
    commitments: { office: someCommitment },
  },
  {
    type: 'objectVersion',
    state: 'inForce',
    object: 'useCase',
    id: 'citizen-letters',
    number: 2,
    digest: digestOf('d'),
    previous: digestOf('c'),
    commitments: { author: someCommitment },
  },
  {
    type: 'act',
    act: 'a7f1',
    kind: 'agreement',
    role: 'employeeRepresentation',
    outcome: 'agreed',
    object: 'useCase',
    id: 'citizen-letters',
    digest: digestOf('d'),
    document: digestOf('e'),
    expiresOn: '2027-11-23',
    commitments: { person: someCommitment },
  },
  {
    type: 'actWithdrawn',
    act: 'a7f1',
    object: 'useCase',
    id: 'citizen-letters',
    digest: digestOf('d'),
    commitments: { person: someCommitment, reason: someCommitment },
  },
  { type: 'roleGrant', grant: 'g1', role: 'owner', how: 'oneTimeLink', commitments: { person: someCommitment } },
  { type: 'roleEnd', grant: 'g1', role: 'owner', how: 'suspended', commitments: { person: someCommitment } },
  {
    type: 'lampTurned',
    useCase: 'citizen-letters',
    deployment: 'qwen3-32b-a',
    lamp: 'governance',
    from: 'clear',
    to: 'blocked',
    policySet: digestOf('4'),
    determining: ['worksAgreementInForce'],
  },
  { type: 'observe', useCase: 'citizen-letters', action: 'begin', until: '2027-01-23', digest: digestOf('d') },
  exampleHandover,
  { ...exampleHandover, type: 'restored', sizeFound: 950 },
  { type: 'openIntents', openIntents: [[5, 'req_c']] },
  {
    type: 'timestamp',
    size: 5,
    root: digestOf('5'),
    imprint: digestOf('6'),
    token: digestOf('7'),
    authority: digestOf('8'),
  },
  { type: 'diskFull' },
  { type: 'sample', from: 1_795_000_000_000, to: 1_795_003_600_000, count: 50, population: 5000, seed: 'a1b2c3' },
  { type: 'stop', counts: { requests: 12, open: 0 } },
]
