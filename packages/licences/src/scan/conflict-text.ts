import type { Text } from '@stellwerk/contract/language'

import type { Conflict } from './lineage.ts'

/** What contradicts, in one sentence. */
export function conflictText({ code, declared, found, where }: Conflict): Text {
  switch (code) {
    case 'declared_differs_from_text':
      return {
        de: `angegeben ist ${declared}, ${where} ist ${found}`,
        en: `declared is ${declared}, ${where} is ${found}`,
      }
    case 'declared_differs_from_base':
      return {
        de: `angegeben ist ${declared}, das Grundmodell ${where} steht unter ${found}`,
        en: `declared is ${declared}, the base ${where} is under ${found}`,
      }
    case 'claims_differ':
      return {
        de: `angegeben ist ${declared}, und in ${where} ${found}`,
        en: `declared is ${declared}, and in ${where} ${found}`,
      }
    case 'claimed_without_text':
      return {
        de: `angegeben ist ${declared}, und kein Text belegt es`,
        en: `declared is ${declared}, and no text shows it`,
      }
  }
}
