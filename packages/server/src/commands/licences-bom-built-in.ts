// What comes with this program and has a licence and a history of its own, for the bill of an installation.
import { createHash } from 'node:crypto'

import { openRecogniser } from '@stellwerk/privacy/recogniser/recogniser'

import { recogniserWeights } from '../privacy-weights.ts'
import type { NamedBomComponent } from './licences-bom-facts.ts'

/** Id in a bill; a configuration may not give it to a component of its own without the bill being refused for two of one id. */
const recogniserId = 'stellwerk-recogniser'

/**
 * The recogniser of names (docs/privacy-model-card.md): every installation runs it, whatever else is configured.
 *
 * @param at moment of the bill: the bytes are measured now
 */
export function builtInComponents(at: string): readonly NamedBomComponent[] {
  const bytes = recogniserWeights()
  return [
    {
      id: recogniserId,
      component: {
        kind: 'model',
        name: 'Stellwerk recogniser for names',
        version: openRecogniser(bytes).version,
        modality: 'text',
        declaredLicence: 'apache-2.0',
        licence: 'Apache-2.0',
      },
      facts: {
        artefact: {
          known: { kind: 'measured', at },
          sha256: createHash('sha256').update(bytes).digest('hex'),
        },
        release: {
          suppliedBy: 'Stellwerk',
          datasetTypes: ['text'],
          limitations: [
            'Finds names in German and English text; other languages are best effort. Training data, figures and failure modes: docs/privacy-model-card.md.',
            'It misses names. A text in which it found none may hold some.',
          ],
        },
      },
    },
  ]
}
