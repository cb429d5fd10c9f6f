// The operator's own model (`privacy.model`) as commands see it that look at files.
import type { DetectionSettings } from '@stellwerk/privacy/detect'
import type { Finding } from '@stellwerk/privacy/finding'

export interface FileModel {
  /** What it adds to the version of the detectors; nothing where the settings ask for what is certain only. */
  readonly versionFor: (settings: Pick<DetectionSettings, 'onlyCertain'>) => string
  /** What it finds in a text besides what is built in. @throws GatewayError detection_failed, detection_timeout */
  readonly look: (text: string, settings: Pick<DetectionSettings, 'onlyCertain'>) => Promise<readonly Finding[]>
  readonly close: () => void
}
