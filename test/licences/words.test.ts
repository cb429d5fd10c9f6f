// Goal: the closed lists of the configuration are those of the licence engine. contract may not import it, so it repeats them.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { licenceVerdicts } from '@stellwerk/contract/journal/licences'
import * as words from '@stellwerk/contract/licence-words'
import { componentKinds, modalities, relations } from '@stellwerk/licences/component'
import { audiences, changeKinds, decisionModes, exposures, legalForms } from '@stellwerk/licences/profile'
import { plainPurposes } from '@stellwerk/licences/purposes'
import { verdicts } from '@stellwerk/licences/verdict'
import { banTags } from '@stellwerk/licences/vocabulary'

const lists: readonly [what: string, ours: readonly string[], theirs: readonly string[]][] = [
  ['purposes', words.licencePurposes, [...Object.keys(banTags), ...Object.keys(plainPurposes)]],
  ['legal forms', words.legalForms, legalForms],
  ['audiences', words.useAudiences, audiences],
  ['exposures', words.useExposures, exposures],
  ['modes of decision', words.decisionModes, decisionModes],
  ['changes', words.componentChanges, changeKinds],
  ['kinds of components', words.componentKinds, componentKinds],
  ['modalities', words.componentModalities, modalities],
  ['relations', words.componentRelations, relations],
  ['verdicts', licenceVerdicts, verdicts],
]
for (const [what, ours, theirs] of lists) {
  test(`words: ${what}`, () => assert.deepEqual([...ours], [...theirs]))
}
