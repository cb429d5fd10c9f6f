import type { CommandSpec } from './command.ts'
import { bomCommand } from './licences-bom.ts'
import { diffCommand } from './licences-diff.ts'
import { doneCommand } from './licences-done.ts'
import { evaluateCommand } from './licences-evaluate.ts'
import { identifyCommand } from './licences-identify.ts'
import { matrixCommand } from './licences-matrix.ts'
import { packFileCommands } from './licences-pack.ts'
import { packCommands } from './licences-pack-import.ts'
import { routesCommand } from './licences-routes.ts'
import { scanCommand } from './licences-scan.ts'
import { listCommand, showCommand } from './licences-show.ts'
import { suggestCommand } from './licences-suggest.ts'
import { tasksCommand } from './licences-tasks.ts'
import { trainingDataCommand } from './licences-training-data.ts'
import { whatIfCommand } from './licences-what-if.ts'

/** Everything about licences. */
export const licencesCommands: readonly CommandSpec[] = [
  evaluateCommand,
  identifyCommand,
  scanCommand,
  matrixCommand,
  bomCommand,
  whatIfCommand,
  suggestCommand,
  diffCommand,
  listCommand,
  showCommand,
  trainingDataCommand,
  routesCommand,
  tasksCommand,
  doneCommand,
  ...packFileCommands,
  ...packCommands,
]
