import type { CommandSpec } from './command.ts'
import { modelsAddCommand } from './models-add.ts'
import { modelsImportCommands } from './models-import.ts'
import { modelsScanCommand } from './models-scan.ts'

/** Which models there are: measured, asked for, taken over. */
export const modelsCommands: readonly CommandSpec[] = [modelsScanCommand, modelsAddCommand, ...modelsImportCommands]
