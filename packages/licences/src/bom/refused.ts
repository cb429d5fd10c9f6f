import type { Text } from '@stellwerk/contract/language'

/** An installation has dozens of components; ten thousand are a mistake. */
export const componentsMax = 10_000
/** A model in many shards has hundreds of files. */
export const filesMax = 10_000
/** As in the evaluation: generations of models are few, and a merge of merges has dozens of parents. */
export const depthMax = 32
export const layersMax = 256

const sentences = {
  bom_time: (name) => ({
    de: `${name}: ein Zeitpunkt muss wie 2026-11-23T08:30:00Z geschrieben sein. Bitte berichtigen.`,
    en: `${name}: a moment has to be written like 2026-11-23T08:30:00Z. Please correct it.`,
  }),
  bom_id_twice: (name) => ({
    de: `Die Komponente „${name}“ steht zweimal in der Liste. Jede braucht eine eigene id.`,
    en: `The component "${name}" is listed twice. Each needs an id of its own.`,
  }),
  bom_path_twice: (name) => ({
    de: `Die Dateien von „${name}“ nennen einen Pfad zweimal. Bitte jeden einmal nennen.`,
    en: `The files of "${name}" name a path twice. Please name each once.`,
  }),
  bom_hash: (name) => ({
    de: `${name}: ein SHA-256 hat 64 Hexadezimalziffern. Bitte berichtigen oder weglassen.`,
    en: `${name}: a SHA-256 has 64 hexadecimal digits. Please correct it or leave it out.`,
  }),
  bom_expression: (name) => ({
    de: `${name}: die festgestellte Lizenz ist kein SPDX-Ausdruck wie „MIT AND LicenseRef-llama-3.1-community“. Bitte berichtigen.`,
    en: `${name}: the concluded licence is no SPDX expression like "MIT AND LicenseRef-llama-3.1-community". Please correct it.`,
  }),
  bom_address: (name) => ({
    de: `${name}: das ist keine Adresse wie https://example.org/pfad. Bitte berichtigen oder weglassen.`,
    en: `${name}: this is no address like https://example.org/path. Please correct it or leave it out.`,
  }),
  bom_too_many_components: (name) => ({
    de: `${name}: mehr als ${componentsMax} Komponenten. Bitte in mehreren Stücklisten ausgeben.`,
    en: `${name}: more than ${componentsMax} components. Please make several bills of materials.`,
  }),
  bom_too_many_files: (name) => ({
    de: `${name}: mehr als ${filesMax} Dateien. Bitte nur die Dateien nennen, die ausgeliefert werden.`,
    en: `${name}: more than ${filesMax} files. Please name only those that are delivered.`,
  }),
  bom_too_deep: (name) => ({
    de: `Die Abstammung von „${name}“ hat mehr als ${depthMax} Generationen. Bitte die bekannten angeben.`,
    en: `The lineage of "${name}" has more than ${depthMax} generations. Please give the ones that are known.`,
  }),
  bom_too_many_layers: (name) => ({
    de: `Die Abstammung von „${name}“ hat mehr als ${layersMax} Schichten. Bitte ihre Teile einzeln aufführen.`,
    en: `The lineage of "${name}" has more than ${layersMax} layers. Please list its parts one by one.`,
  }),
  bom_not_ours: (name) => ({
    de: `${name}: das ist keine Stückliste, die hier gelesen werden kann (CycloneDX 1.7 von Stellwerk).`,
    en: `${name}: this is no bill of materials that can be read here (CycloneDX 1.7 by Stellwerk).`,
  }),
} as const satisfies Readonly<Record<string, (name: string) => Text>>

export type BomRefusedCode = keyof typeof sentences

/** A bill of materials cannot be made from this, or read from that. Names the thing, the bound and the next step. */
export class BomRefused extends Error {
  override readonly name = 'BomRefused'
  readonly code: BomRefusedCode
  readonly text: Text

  constructor(code: BomRefusedCode, thing: string) {
    const text = sentences[code](thing)
    super(text.en)
    this.code = code
    this.text = text
  }
}
