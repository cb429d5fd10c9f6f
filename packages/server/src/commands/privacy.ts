import type { CommandSpec } from './command.ts'
import { detectCommand } from './privacy-detect.ts'
import { evaluatePrivacyCommand } from './privacy-evaluate.ts'
import { pseudonymiseCommand, restoreTextCommand } from './privacy-pseudonymise.ts'

/** Everything about personal data. */
export const privacyCommands: readonly CommandSpec[] = [
  detectCommand,
  pseudonymiseCommand,
  restoreTextCommand,
  evaluatePrivacyCommand,
]
