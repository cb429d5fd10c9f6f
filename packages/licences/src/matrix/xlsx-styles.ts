import type { Cell, Tone } from './document.ts'

/** Number of a style in the list below (`cellXfs`); Excel wants the first one to be plain. */
export const headingStyle = 1
const styleOf = { plain: 0, link: 2, date: 3, rowHeading: 4 } as const

/** Fill and text of each tone; text on fill has a contrast of 7:1 and more. */
const tones: Readonly<Record<Tone, { readonly fill: string; readonly text: string }>> = {
  stop: { fill: 'F9D6D5', text: '6B0F0F' },
  ask: { fill: 'FCE8B8', text: '4F3A00' },
  duty: { fill: 'DCE9F9', text: '12335E' },
  go: { fill: 'D9F0DC', text: '0F4A1B' },
}
const toneNames = ['stop', 'ask', 'duty', 'go'] as const satisfies readonly Tone[]

/** Styles of the tones follow the fixed ones, each plain and as a link. */
const firstToneStyle = 5

export function styleNumber(cell: Cell, isRowHeading: boolean): number {
  const isLink = cell.to !== undefined
  if (cell.tone !== undefined) return firstToneStyle + 2 * toneNames.indexOf(cell.tone) + (isLink ? 1 : 0)
  if (cell.isDate === true) return styleOf.date
  if (isLink) return styleOf.link
  return isRowHeading ? styleOf.rowHeading : styleOf.plain
}

/** xl/styles.xml (ECMA-376 part 1, § 18.8). Fonts, fills and borders are named by their number. */
export function stylesXml(): string {
  const toned = toneNames.map((name) => tones[name])
  const fonts = [
    font('1A1A1A'),
    font('FFFFFF', '<b/>'),
    font('0B4F8A', '<u/>'),
    font('1A1A1A', '<b/>'),
    ...toned.flatMap(({ text }) => [font(text), font(text, '<u/>')]),
  ]
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>', // Excel keeps the first two for itself.
    fill('23374D'),
    ...toned.map((tone) => fill(tone.fill)),
  ]
  const formats = [
    format({ font: 0, fill: 0 }),
    format({ font: 1, fill: 2 }),
    format({ font: 2, fill: 0 }),
    format({ font: 0, fill: 0, number: dateFormat }),
    format({ font: 3, fill: 0 }),
    ...toned.flatMap((_, index) => [
      format({ font: 4 + 2 * index, fill: 3 + index }),
      format({ font: 5 + 2 * index, fill: 3 + index }),
    ]),
  ]
  return [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="1"><numFmt numFmtId="${dateFormat}" formatCode="yyyy\\-mm\\-dd"/></numFmts>`,
    counted('fonts', fonts),
    counted('fills', fills),
    counted('borders', ['<border><left/><right/><top/><bottom/><diagonal/></border>']),
    counted('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    counted('cellXfs', formats),
    counted('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
    '</styleSheet>',
  ].join('')
}

/** The first number for formats of one's own. ISO dates, because a document is read in more than one country. */
const dateFormat = 164

function font(colour: string, marks = ''): string {
  return `<font>${marks}<sz val="11"/><color rgb="FF${colour}"/><name val="Calibri"/><family val="2"/></font>`
}

function fill(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`
}

function format(what: { readonly font: number; readonly fill: number; readonly number?: number }): string {
  const number = what.number ?? 0
  return (
    `<xf numFmtId="${number}" fontId="${what.font}" fillId="${what.fill}" borderId="0" xfId="0" applyNumberFormat="1" ` +
    'applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
  )
}

function counted(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`
}
