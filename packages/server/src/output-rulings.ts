import type { OutputRuling } from '@stellwerk/licences/output-ruling'

/** Whether answers of a deployment may train another model, in one use case and as things stand now. */
export interface DeploymentRuling {
  readonly deploymentId: string
  /** Public name. */
  readonly model: string
  /** What stands behind it; undefined where nobody has said so, and then nothing is permitted. */
  readonly component: RuledComponent | undefined
}

export interface RuledComponent {
  readonly name: string
  /** As the journal has it with the lamp of the route: SHA-256, hex. */
  readonly digest: string
  readonly ruling: OutputRuling
}
