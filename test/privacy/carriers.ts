import type { Random } from './random.ts'

/** A text around values, and where each of them stands in it. */
export interface Carried {
  readonly text: string
  readonly places: readonly { readonly start: number; readonly end: number }[]
}

export interface Value {
  readonly label: string
  readonly key: string
  readonly value: string
}

/** Every carrier takes one to three values that have a name. «0» stands for the first value. */
const carriers: Readonly<Record<string, (values: readonly Value[], random: Random) => string>> = {
  letter: (values) =>
    `Sehr geehrte Damen und Herren,\n\nwie besprochen sende ich Ihnen meine Unterlagen.\n${values.map(({ label }, index) => `${label}: «${index}»`).join('\n')}\nMit freundlichen Grüßen`,
  sentence: (values) =>
    values.map(({ label }, index) => `Im Formular steht als ${label} nun «${index}», das stimmt.`).join(' '),
  english: (values) =>
    values.map(({ label }, index) => `Could you please correct my ${label}? It should read «${index}».`).join(' '),
  brackets: (values) => `Betroffen: ${values.map(({ label }, index) => `«${index}» (${label})`).join('; ')}`,
  record: (values) =>
    `{\n  "status": 200,\n${values.map(({ key }, index) => `  "${key}": "«${index}»"`).join(',\n')}\n}`,
  nested: (values) =>
    JSON.stringify({
      tool: 'lookup',
      arguments: JSON.stringify(Object.fromEntries(values.map(({ key }, index) => [key, `«${index}»`]))),
    }),
  csv: (values, random) =>
    `datum;${values.map(({ label }) => label).join(';')};menge\n2026-03-01;${values.map((_, index) => `«${index}»`).join(';')};${random.below(90)}`,
  tabs: (values) =>
    `Nr\t${values.map(({ label }) => label).join('\t')}\n7\t${values.map((_, index) => `«${index}»`).join('\t')}`,
  markdown: (values) =>
    `| Feld | Wert |\n|---|---|\n${values.map(({ label }, index) => `| ${label} | «${index}» |`).join('\n')}`,
  log: (values) =>
    `2026-02-01 10:11:12.345 WARN [worker-3] ${values.map(({ key }, index) => `${key}=«${index}»`).join(' ')} retry=2`,
  yaml: (values) => `kunde:\n${values.map(({ key }, index) => `  ${key}: «${index}»`).join('\n')}\n  aktiv: true`,
  xml: (values) => `<antrag>${values.map(({ key }, index) => `<${key}>«${index}»</${key}>`).join('')}</antrag>`,
  link: (values) => `https://portal.example/suche?${values.map(({ key }, index) => `${key}=«${index}»`).join('&')}`,
  code: (values) =>
    `Hier der Test:\n\n\`\`\`ts\nconst antrag = {\n${values.map(({ key }, index) => `  ${key}: '«${index}»',`).join('\n')}\n}\n\`\`\``,
}

export const carrierNames: readonly string[] = Object.keys(carriers)

/** Puts values into a carrier of this name. */
export function carried(name: string, values: readonly Value[], random: Random): Carried {
  const template = carriers[name]?.(values, random)
  if (template === undefined) throw new Error(`no carrier is called ${name}`)
  const places: { start: number; end: number }[] = []
  let text = ''
  for (const [index, piece] of template.split(/«(\d)»/).entries()) {
    const value = index % 2 === 1 ? (values[Number(piece)]?.value ?? '') : piece
    if (index % 2 === 1) places[Number(piece)] = { start: text.length, end: text.length + value.length }
    text += value
  }
  return { text, places }
}

/** Texts with numbers that are nobody's: what must not be touched. */
export function harmless(random: Random): string {
  const digits = (count: number): string => String(random.between(1, 9)) + random.digits(count - 1)
  const hex = (count: number): string => random.from('0123456789abcdef', count)
  return random.pick<() => string>([
    () => `Ihre Bestellung ${digits(10)} wurde heute versandt, Sendungsnummer ${digits(12)}.`,
    () => `Artikel ${digits(8)} ist im Lager ${random.below(9)} nicht mehr vorrätig.`,
    () => `Rechnungsbetrag: ${random.below(900)}.${digits(3)},${digits(2)} EUR, Rechnung Nr. ${digits(9)}`,
    () => `Fixed in ${hex(40)}, see #${digits(4)}`,
    () => `npm i left-pad@${random.below(20)}.${random.below(20)}.${random.below(20)} # sha1 ${hex(8)}`,
    () => `trace_id=${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    () => `const limits = [${digits(9)}, ${digits(10)}, ${digits(11)}]`,
    () => `SELECT name FROM t WHERE rowid = ${digits(9)} LIMIT ${digits(2)}`,
    () => `digest: sha256:${hex(64)}`,
    () => `Die Messung ergab 0,${digits(11)} bei ${random.below(40)}.${digits(4)} Grad.`,
    () => `ISBN 978-3-${digits(2)}-${digits(6)}-${random.below(10)}`,
    () => `ts=${digits(13)} build ${digits(8)} offset ${digits(11)}`,
    () =>
      `Einwohner: ${random.between(1, 9)} ${random.digits(3)} ${random.digits(3)}; Fläche ${random.digits(3)} ${random.digits(3)} km²`,
    () => `data:image/png;base64,${random.from('ABCDEFGHabcdefgh0123456789+/', 60)}==`,
  ])()
}
