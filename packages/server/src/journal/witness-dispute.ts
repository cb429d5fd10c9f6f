// A witness that has seen another journal than ours. Which of the two is true is for a person to find out; until then the
// security lamp is shut everywhere.
import type { Reason } from '@stellwerk/contract/lamp'

import type { WitnessTrouble } from './witnesses.ts'

/** Whether the trouble is a contradiction and no mere silence. */
export function isDispute({ kind }: WitnessTrouble): boolean {
  return kind === 'ahead' || kind === 'forked'
}

/** The finding for the lamp, with what to do about it. */
export function disputeFinding({ witness, kind }: WitnessTrouble): Reason {
  const seen = {
    ahead: { de: 'mehr Einträge', en: 'more entries' },
    forked: { de: 'andere Einträge', en: 'other entries' },
  }[kind === 'ahead' ? 'ahead' : 'forked']
  return {
    code: kind === 'ahead' ? 'journal_behind_witness' : 'journal_forked',
    lamp: 'security',
    basis: 'ownRule',
    source: `journal.witnesses: ${witness}`,
    clearedBy: { de: 'Betrieb mit dem Zeugen', en: 'operator together with the witness' },
    text: {
      de: `Der Zeuge ${witness} hat ${seen.de} dieses Beweisprotokolls gesehen, als hier stehen`,
      en: `the witness ${witness} has seen ${seen.en} of this journal than stand here`,
    },
  }
}
