import type { Journal } from './journal/port.ts'
import { registry } from './registry/port.ts'

export interface House {
  readonly journal: Journal
  readonly registry: typeof registry
}
