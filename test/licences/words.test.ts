// Goal: the closed lists of the configuration are those of the licence engine. contract may not import it, so it repeats them.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { licenceVerdicts } from '@stellwerk/contract/journal/licences'
import * as words from '@stellwerk/contract/licence-words'
import { componentKinds, modalities, relations } from '@stellwerk/licences/component'
import { audiences, changeKinds, decisionModes, exposures, legalForms } from '@stellwerk/licences/profile'
import { reasonCodes, verdicts } from '@stellwerk/licences/verdict'
import { banTags } from '@stellwerk/licences/vocabulary'

const lists: readonly [what: string, ours: readonly string[], theirs: readonly string[]][] = [
  ['purposes that are barred', words.licencePurposes.slice(0, Object.keys(banTags).length), Object.keys(banTags)],
  ['legal forms', words.legalForms, legalForms],
  ['audiences', words.useAudiences, audiences],
  ['exposures', words.useExposures, exposures],
  ['modes of decision', words.decisionModes, decisionModes],
  ['changes', words.componentChanges, changeKinds],
  ['kinds of components', words.componentKinds, componentKinds],
  ['modalities', words.componentModalities, modalities],
  ['relations', words.componentRelations, relations],
  ['codes of reasons', words.licenceReasonCodes, reasonCodes],
  ['verdicts', licenceVerdicts, verdicts],
]
for (const [what, ours, theirs] of lists) {
  test(`words: ${what}`, () => assert.deepEqual([...ours], [...theirs]))
}
