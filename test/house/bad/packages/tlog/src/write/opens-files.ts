import { open } from 'node:fs/promises'

export const opened = open
