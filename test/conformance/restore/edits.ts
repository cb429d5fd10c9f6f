const alphabet = '2346789cdfghjkmpqrtvwxy'

/** What models do to pseudonyms, by the names that README.md gives. Works on any pseudonym of the form `⟦LABEL_code⟧`. */
export function edited(pseudonym: string, edit: string): string {
  const bare = pseudonym.slice(1, -1)
  const [name = '', number] = edit.split(/-(?=\d+$)/u)
  const at = Number(number ?? 0)
  if (name === 'damaged') return `⟦${damaged(bare, at)}⟧`
  if (name === 'bare-damaged') return damaged(bare, at)
  if (name === 'swapped') return `⟦${swapped(bare, at)}⟧`
  if (name === 'cut') return pseudonym.slice(0, at)
  if (name.startsWith('label-')) return `⟦${name.slice('label-'.length)}${bare.slice(bare.indexOf('_'))}⟧`
  const change = changes[edit]
  if (change === undefined) throw new Error(`the corpus names no edit ${edit}`)
  return change(bare)
}

function codeStart(bare: string): number {
  return bare.lastIndexOf('_') + 1
}

function damaged(bare: string, place: number): string {
  const at = codeStart(bare) + place
  const next = alphabet[(alphabet.indexOf(bare.charAt(at)) + 1) % alphabet.length] ?? ''
  return bare.slice(0, at) + next + bare.slice(at + 1)
}

function swapped(bare: string, place: number): string {
  const at = codeStart(bare) + place
  const [one, other] = [bare.charAt(at), bare.charAt(at + 1)]
  // Two equal characters cannot change places; then the first is damaged.
  return one === other ? damaged(bare, place) : bare.slice(0, at) + other + one + bare.slice(at + 2)
}

function within(bare: string, piece: string): string {
  const at = codeStart(bare) + 5
  return bare.slice(0, at) + piece + bare.slice(at)
}

function divided(bare: string, divider: string): string {
  return bare.slice(0, codeStart(bare) - 1) + divider + bare.slice(codeStart(bare))
}

const changes: Readonly<Record<string, (bare: string) => string>> = {
  'as-issued': (bare) => `⟦${bare}⟧`,
  lower: (bare) => `⟦${bare.toLowerCase()}⟧`,
  upper: (bare) => `⟦${bare.toUpperCase()}⟧`,
  'space-inside': (bare) => `⟦ ${bare} ⟧`,
  'space-code': (bare) => `⟦${within(bare, ' ')}⟧`,
  'space-divider': (bare) => `⟦${divided(bare, ' ')}⟧`,
  'newline-inside': (bare) => `⟦${divided(bare, '_\n')}⟧`,
  'newline-code': (bare) => `⟦${within(bare, '\n')}⟧`,
  'newline-json': (bare) => `⟦${within(bare, '\\n')}⟧`,
  'zero-width': (bare) => `⟦${within(bare, '\u200B')}⟧`,
  'soft-hyphen': (bare) => `⟦${within(bare, '\u00AD')}⟧`,
  backslash: (bare) => `⟦${bare.replaceAll('_', '\\_')}⟧`,
  'backslash-json': (bare) => `⟦${bare.replaceAll('_', '\\\\_')}⟧`,
  entities: (bare) => `&#10214;${bare}&#10215;`,
  'entities-hex': (bare) => `&#x27E6;${bare}&#x27E7;`,
  'entities-named': (bare) => `&lobrk;${bare}&robrk;`,
  percent: (bare) => `%E2%9F%A6${bare}%E2%9F%A7`,
  'percent-lower': (bare) => `%e2%9f%a6${bare}%e2%9f%a7`,
  'json-escape': (bare) => `\\u27e6${bare}\\u27e7`,
  'json-escape-upper': (bare) => `\\u27E6${bare}\\u27E7`,
  'no-close': (bare) => `⟦${bare}`,
  'no-open': (bare) => `${bare}⟧`,
  bare: (bare) => bare,
  'bare-lower': (bare) => bare.toLowerCase(),
  'bare-backslash': (bare) => bare.replaceAll('_', '\\_'),
  'bare-hyphen': (bare) => divided(bare, '-'),
  'bare-space': (bare) => divided(bare, ' '),
  code: (bare) => bare.slice(codeStart(bare)),
}
