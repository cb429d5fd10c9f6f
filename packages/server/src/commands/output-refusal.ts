// Why answers of a model may not train another one, as a command says it.
import type { Language, Text } from '@stellwerk/contract/language'

import type { DeploymentRuling } from '../output-rulings.ts'

/** One reason why nothing is written. */
export interface Refused {
  readonly code: 'output_training_barred' | 'output_training_unclear'
  readonly model: string
  readonly deployment: string
  readonly licence: string
  /** `-` where there is no text. */
  readonly section: string
  readonly text: Text
}

/** Reasons that are told of a deployment. The first says enough; a list of fifty would hide it. */
const reasonsMax = 3

/** Barred ones first. Empty where everything may go. */
export function refusalsIn(rulings: readonly DeploymentRuling[]): readonly Refused[] {
  const all = rulings.flatMap(refusalsOf)
  return [
    ...all.filter(({ code }) => code === 'output_training_barred'),
    ...all.filter(({ code }) => code !== 'output_training_barred'),
  ]
}

function refusalsOf({ deploymentId: deployment, model, component }: DeploymentRuling): readonly Refused[] {
  if (component === undefined) {
    return [
      { code: 'output_training_unclear', model, deployment, licence: 'NO-LICENCE', section: '-', text: noComponent },
    ]
  }
  const { ruling } = component
  if (!('reasons' in ruling)) return []
  const code = ruling.outcome === 'barred' ? 'output_training_barred' : 'output_training_unclear'
  const refused = ruling.reasons
    .slice(0, reasonsMax)
    .map(({ licence, section, text }) => ({ code, model, deployment, licence, section, text }) as const)
  // Nothing in the way, and nothing that permits either: no layer with a licence at all.
  return refused.length > 0
    ? refused
    : [{ code, model, deployment, licence: 'NO-LICENCE', section: '-', text: noComponent }]
}

const noComponent: Text = {
  de: 'Hinter diesem Modell ist kein Werk mit einer Lizenz hinterlegt (deployments[].component).',
  en: 'No work with a licence is on file behind this model (deployments[].component).',
}

const heads: Readonly<Record<Refused['code'], Text>> = {
  output_training_barred: {
    de: 'Antworten dürfen kein anderes Modell trainieren',
    en: 'answers may not train another model',
  },
  output_training_unclear: {
    de: 'ob Antworten ein anderes Modell trainieren dürfen, muss eine Person klären',
    en: 'a person has to decide whether answers may train another model',
  },
}

const sectionWord: Text = { de: 'Abschnitt', en: 'section' }

/** @example outputReasonLines(refused, 'en')[0] // 'm (d): answers may not train another model [output_training_barred; LicenseRef-…, section 5.b]: …' */
export function outputReasonLines(refused: readonly Refused[], language: Language): readonly string[] {
  return refused.map(({ code, model, deployment, licence, section, text }) => {
    const place = `${code}; ${licence}, ${sectionWord[language]} ${section}`
    return `${model} (${deployment}): ${heads[code][language]} [${place}]: ${text[language]}`
  })
}
