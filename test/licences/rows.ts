import type { Verdict } from '@stellwerk/licences/verdict'
import type { BanTag } from '@stellwerk/licences/vocabulary'

import type { Row, Use } from './entry-cases.ts'

// Uses that many licences judge differently, and rows for both sides of a ban of each strength.

export const owed = 'allowed-with-obligations'

export const customers: Use = { audience: 'customers', exposure: 'hosted-service' }
export const shipped: Use = { audience: 'customers', exposure: 'shipped-product' }
export const vendorsProduct: Use = { exposure: 'consumes-third-party-product' }
export const published: Use = { redistributes: true }
export const fineTuned: Use = { changes: ['fine-tuned'] }
export const publishedFineTune: Use = { ...fineTuned, redistributes: true }
export const trainsOthers: Use = { trainsOtherModelOnOutputs: true }
export const publishedStudent: Use = { ...trainsOthers, redistributes: true }
export const unguarded: Use = { changes: ['guardrails-removed'] }

/** A university that earns nothing with it. */
export const university: Use = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'university' },
  commercial: false,
  purposes: ['scientific-research'],
}

export type BanAt = readonly [tag: BanTag, section: string]

/** @param binds sections by which an attachment is part of the licence */
export function outrightRows(bans: readonly BanAt[], binds: readonly string[] = [], use: Use = {}): readonly Row[] {
  return bans.map(([tag, section]): Row => [
    `${tag} (${section})`,
    { ...use, purposes: [tag] },
    'forbidden',
    { bars: [section, ...binds] },
  ])
}

/** Purposes that the text does not name come out like letters of the office. */
export function notNamedRows(tags: readonly BanTag[], otherwise: Verdict, use: Use = {}): readonly Row[] {
  return tags.map((tag): Row => [`${tag}, which is not named`, { ...use, purposes: [tag] }, otherwise])
}

export function consentRows(bans: readonly BanAt[], otherwise: Verdict, use: Use = {}): readonly Row[] {
  return bans.flatMap(([tag, section]): Row[] => {
    const purpose: Use = { ...use, purposes: [tag] }
    return [
      [`${tag} (${section}), nobody knows a basis`, purpose, 'needs-review', { cites: [section] }],
      [
        `${tag} (${section}) without basis`,
        { ...purpose, hasBasisForPersonalData: false },
        'forbidden',
        { cites: [section] },
      ],
      [`${tag} (${section}) with a basis`, { ...purpose, hasBasisForPersonalData: true }, otherwise],
    ]
  })
}

/** Barred when nobody decides; a person who decides is the condition. */
export function fullyAutomatedRows(bans: readonly BanAt[], use: Use = {}): readonly Row[] {
  return bans.flatMap(([tag, section]): Row[] => [
    automatically(tag, section, use),
    [
      `${tag} (${section}) as a help`,
      { ...use, purposes: [tag], decisionMode: 'assists' },
      owed,
      { cites: [section], duties: ['human-decides'] },
    ],
    decided(tag, section, use),
    undecided(tag, section, use),
  ])
}

/** Barred when automated: what only helps is for a person to judge. */
export function automatedRows(bans: readonly BanAt[], use: Use = {}): readonly Row[] {
  return bans.flatMap(([tag, section]): Row[] => [
    automatically(tag, section, use),
    [
      `${tag} (${section}) as a help`,
      { ...use, purposes: [tag], decisionMode: 'assists' },
      'needs-review',
      { cites: [section] },
    ],
    decided(tag, section, use),
    undecided(tag, section, use),
  ])
}

function automatically(tag: BanTag, section: string, use: Use): Row {
  return [
    `${tag} (${section}) with nobody deciding`,
    { ...use, purposes: [tag], decisionMode: 'fully-automated' },
    'forbidden',
    { bars: [section] },
  ]
}

function decided(tag: BanTag, section: string, use: Use): Row {
  return [
    `${tag} (${section}), a person decides`,
    { ...use, purposes: [tag], decisionMode: 'human-decides' },
    owed,
    { cites: [section], duties: ['human-decides'] },
  ]
}

function undecided(tag: BanTag, section: string, use: Use): Row {
  return [
    `${tag} (${section}), nobody said who decides`,
    { ...use, purposes: [tag], unstated: ['decisionMode'] },
    'needs-review',
    { cites: [section] },
  ]
}

/** Output that is to be told from what people wrote. */
export function disclosureRows(section: string, use: Use = {}): readonly Row[] {
  return [
    [
      `answers to customers (${section})`,
      { ...customers, ...use },
      owed,
      { cites: [section], duties: ['disclose-ai-output'] },
    ],
    [
      `answers to customers, told to be machine-made (${section})`,
      { ...customers, ...use, disclosesAi: true },
      owed,
      { duties: ['disclose-ai-output'] },
    ],
    [
      `answers to customers, not told to be machine-made (${section})`,
      { ...customers, ...use, disclosesAi: false },
      'forbidden',
      { cites: [section] },
    ],
  ]
}

/** Advice that stands under a professional. */
export function unlicensedRows(section: string, tags: readonly BanTag[], use: Use = {}): readonly Row[] {
  return [
    ...outrightRows([['unlicensed-profession', section]], [], use),
    ...tags.flatMap((tag): Row[] => [
      [
        `${tag} under a professional (${section})`,
        { ...use, purposes: [tag], qualifiedPersonInCharge: true },
        owed,
        { cites: [section], duties: ['qualified-person'] },
      ],
      [
        `${tag} without a professional (${section})`,
        { ...use, purposes: [tag], qualifiedPersonInCharge: false },
        'forbidden',
        { cites: [section] },
      ],
    ]),
  ]
}
