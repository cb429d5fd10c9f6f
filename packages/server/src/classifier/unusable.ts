import type { Text } from '@stellwerk/contract/language'

/** The model of the operator cannot be used, so nothing starts. */
export class PrivacyModelUnusable extends Error {
  override readonly name = 'PrivacyModelUnusable'
  readonly code = 'privacy_model_unusable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** Digests of a file that is another one than was named. */
export interface DigestDiffers {
  readonly file: string
  readonly expected: string
  readonly found: string
}

export const unusableTexts = {
  missing: (file: string): Text => ({
    de: `privacy.model: die Datei ${file} fehlt oder ist nicht lesbar`,
    en: `privacy.model: the file ${file} is missing or cannot be read`,
  }),
  differs: ({ file, expected, found }: DigestDiffers): Text => ({
    de: `privacy.model: ${file} hat einen anderen SHA-256 als konfiguriert: erwartet ${expected}, gefunden ${found}. Datei austauschen, oder nach einer Prüfung die Konfiguration ändern.`,
    en: `privacy.model: ${file} has another SHA-256 than configured: expected ${expected}, found ${found}. Replace the file, or change the configuration after a review.`,
  }),
  packageMissing: (folders: readonly string[]): Text => ({
    de: `privacy.model: ONNX Runtime ist nicht installiert (gesucht in ${folders.join(' und ')}): stellwerk engine install --onnx`,
    en: `privacy.model: ONNX Runtime is not installed (looked in ${folders.join(' and ')}): stellwerk engine install --onnx`,
  }),
  notConfined: {
    de: 'privacy.model: dieses System kennt keinen Filter für Systemaufrufe (seccomp); ohne ihn wird kein Modell geladen',
    en: 'privacy.model: this system has no filter for system calls (seccomp); without it no model is loaded',
  },
  labelUnknown: (label: string): Text => ({
    de: `privacy.model.labels: das Modell kennt die Kennzeichnung ${label}; bitte eine Kategorie dafür angeben, oder NONE`,
    en: `privacy.model.labels: the model has the label ${label}; give a category for it, or NONE`,
  }),
  loadFailed: (message: string): Text => ({
    de: `privacy.model: das Modell lässt sich nicht laden: ${message}`,
    en: `privacy.model: the model cannot be loaded: ${message}`,
  }),
  slow: (seconds: number): Text => ({
    de: `privacy.model: das Modell war nach ${seconds} s nicht geladen`,
    en: `privacy.model: the model was not loaded after ${seconds} s`,
  }),
} as const
