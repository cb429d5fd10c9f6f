// What is said of embedded engines, in plain words.
import type { Text } from '@stellwerk/contract/language'

interface Failed {
  readonly code: 'missing' | 'not_gguf' | 'digest_differs' | 'load_failed'
  readonly file?: string | undefined
  readonly expected?: string | undefined
  readonly found?: string | undefined
  readonly message?: string | undefined
}

export const embeddedTexts = {
  failed: ({ code, file, expected, found, message }: Failed): Text => {
    switch (code) {
      case 'missing':
        return {
          de: `die Modelldatei ${file} fehlt oder ist nicht lesbar; stellwerk engine pull holt eine`,
          en: `the model file ${file} is missing or cannot be read; stellwerk engine pull gets one`,
        }
      case 'not_gguf':
        return { de: `${file} ist keine GGUF-Datei (Version 2 oder 3)`, en: `${file} is no GGUF file (version 2 or 3)` }
      case 'digest_differs':
        return {
          de: `${file} hat einen anderen SHA-256 als konfiguriert: erwartet ${expected}, gefunden ${found}`,
          en: `${file} has another SHA-256 than configured: expected ${expected}, found ${found}`,
        }
      case 'load_failed':
        return {
          de: `das Modell lässt sich nicht laden: ${message}`,
          en: `the model cannot be loaded: ${message}`,
        }
    }
  },
  packageMissing: (folders: readonly string[]): Text => ({
    de: `llama.cpp ist nicht installiert (gesucht in ${folders.join(' und ')}): stellwerk engine install`,
    en: `llama.cpp is not installed (looked in ${folders.join(' and ')}): stellwerk engine install`,
  }),
  sound: (id: string, file: string, sha256: string | undefined): Text => ({
    de: `${id}: ${file} ist ${sha256 === undefined ? 'eine GGUF-Datei; ihr SHA-256 ist nicht festgelegt' : 'die festgelegte Datei'}`,
    en: `${id}: ${file} is ${sha256 === undefined ? 'a GGUF file; its SHA-256 is not pinned' : 'the pinned file'}`,
  }),
  pin: {
    de: 'upstreams[].sha256 setzen; stellwerk engine list nennt die Prüfsumme',
    en: 'Set upstreams[].sha256; stellwerk engine list tells the digest',
  },
  pathTooLong: (socket: string): Text => ({
    de: `der Pfad ${socket} ist zu lang für einen Socket; ein kürzeres Datenverzeichnis oder eine kürzere Kennung wählen`,
    en: `the path ${socket} is too long for a socket; choose a shorter data directory or a shorter id`,
  }),
} as const
