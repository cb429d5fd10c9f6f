import type { CommandSpec } from './command.ts'
import { evaluateCommand } from './licences-evaluate.ts'

/** Everything about licences. */
export const licencesCommands: readonly CommandSpec[] = [evaluateCommand]
