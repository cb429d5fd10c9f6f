// Facts for tests and figures: complete routes of each profile, everything that may be measured is, and all stated a while ago.
import type { Fact, Profile, Provenance, RouteFacts, SignedClass, Verdict } from './facts.ts'

/** Noon of the day on which the examples are told. */
export const exampleDay = Date.parse('2026-11-24T12:00:00Z')

const statedOn = '2026-11-02'

function fact<Value extends string>(value: Value, provenance: Provenance, statedBy = 'example office'): Fact<Value> {
  const isOpen = provenance === 'measured' || provenance === 'derived'
  return {
    value,
    source: `file for ${value}`,
    statedBy: isOpen ? 'program' : statedBy,
    provenance,
    statedOn,
    ...(isOpen ? {} : { validUntil: '2027-03-31' }),
  }
}

const clear: Verdict = {
  clearance: { state: 'clear', obligations: [] },
  validUntil: Date.parse('2027-06-01T00:00:00Z'),
}

/** Digest of the AI-BOM of the example. */
export const exampleBom = 'a'.repeat(64)

function signedClass(value: SignedClass['value']): SignedClass {
  return { ...fact(value, 'concluded'), bomDigests: [exampleBom] }
}

/**
 * The simplest real case, before anybody has answered anything: a model under Apache-2.0 on a machine of the house. What is here was
 * measured or follows from what is there.
 */
export const unanswered: RouteFacts = {
  useCaseId: 'letters',
  deploymentId: 'small-model',
  profile: 'internalDrafting',
  inForceOn: '2026-11-10',
  bomDigest: exampleBom,
  verdicts: { licence: clear, dataProtection: clear },
  licence: { texts: fact('complete', 'measured'), claims: fact('none', 'derived') },
  dataProtection: {
    consultation: fact('none', 'derived'),
    opinion: fact('notAsked', 'derived'),
    retention: fact('set', 'derived'),
    dataClasses: fact('asStated', 'measured'),
  },
  governance: {
    approvals: fact('standing', 'derived'),
    drift: fact('none', 'measured'),
    guidance: fact('current', 'derived'),
  },
  security: {
    artefact: fact('matches', 'measured'),
    patches: fact('current', 'measured'),
    integrity: fact('intact', 'measured'),
    incident: fact('none', 'derived'),
  },
  extensions: [],
}

/** The simplest real case with the answers that let it pass. */
export const simplest: RouteFacts = {
  ...unanswered,
  dataProtection: {
    ...unanswered.dataProtection,
    legalBasis: fact('stated', 'declared'),
    recordOfProcessing: fact('entered', 'declared'),
    notices: fact('published', 'declared'),
  },
  governance: {
    ...unanswered.governance,
    role: fact('stated', 'concluded'),
    class: signedClass('no-high-risk'),
    prohibitedPractices: fact('none', 'concluded'),
    transparency: fact('everyChannel', 'declared'),
    marking: fact('gapAnalysis', 'declared'),
    participation: fact('noRepresentation', 'declared'),
  },
  security: {
    ...unanswered.security,
    engineVersion: { ...fact('notExploited', 'declared'), validUntil: '2026-12-31' },
  },
}

/** Everything that is asked for in a profile and everything that is recommended, with measured security facts: all four are clear. */
export function completeRoute(profile: Profile): RouteFacts {
  return {
    ...simplest,
    profile,
    licence: {
      ...simplest.licence,
      notices: fact('notNeeded', 'concluded'),
      upstreamTerms: fact('noReservation', 'concluded'),
      trainingSummary: fact('present', 'declared'),
      memorisation: fact('passed', 'measured'),
    },
    dataProtection: {
      ...simplest.dataProtection,
      dpia: fact('assessed', 'declared'),
      opinion: fact('favourable', 'derived'),
      decisionOnOpinion: fact('none', 'derived'),
      recall: fact('passed', 'measured'),
    },
    governance: {
      ...simplest.governance,
      class: signedClass(profile === 'annexIII' ? 'high-risk-annex-iii' : 'no-high-risk'),
      participation: fact('agreed', 'declared'),
      permittedEvaluations: fact('listed', 'declared'),
      overseer: fact('named', 'declared'),
      training: fact('done', 'declared'),
      managementAcceptance: fact('accepted', 'declared'),
      conformity: fact('filed', 'declared'),
    },
    security: {
      ...simplest.security,
      chatTemplate: fact('approved', 'concluded'),
      engineVersion: fact('notExploited', 'measured'),
      isolation: fact('tested', 'measured'),
      drill: fact('passed', 'measured'),
      witness: fact('witnessed', 'measured'),
      bsigCategory: fact('important', 'declared'),
      controls: fact('inPlace', 'declared'),
    },
  }
}
