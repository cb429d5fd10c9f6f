/** A page for people, before anybody has decided how it looks: as text, or in a browser. */
export interface Sheet {
  readonly title: string
  readonly sections: readonly SheetSection[]
}

export interface SheetSection {
  readonly heading: string
  readonly lines: readonly SheetLine[]
  /** A text that is shown as it stands. */
  readonly verbatim?: string | undefined
}

export interface SheetLine {
  readonly text: string
  readonly link?: string | undefined
}

/** @example sheetText({ title: 'T', sections: [{ heading: 'H', lines: [{ text: 'a' }] }] }) // 'T\n\nH\n\na\n' */
export function sheetText({ title, sections }: Sheet): string {
  const parts = sections.map(({ heading, lines, verbatim }) => {
    const shown = lines.map(({ text, link }) => (link === undefined ? text : `${text}\n  ${link}`))
    return [heading, shown.join('\n'), ...(verbatim === undefined ? [] : [verbatim])].join('\n\n')
  })
  return `${[title, ...parts].join('\n\n')}\n`
}
