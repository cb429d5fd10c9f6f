import type { CommandSpec } from './command.ts'
import { evaluateCommand } from './licences-evaluate.ts'
import { trainingDataCommand } from './licences-training-data.ts'

/** Everything about licences. */
export const licencesCommands: readonly CommandSpec[] = [evaluateCommand, trainingDataCommand]
