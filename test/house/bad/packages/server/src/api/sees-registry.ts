import { registry } from '../registry/port.ts'

export const seen = registry
