import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dir, '../..')

/** A page of the repository, cut into what tests look at. */
export interface Page {
  readonly path: string
  /** As it is written. */
  readonly text: string
  readonly headings: readonly string[]
  readonly blocks: readonly { readonly language: string; readonly text: string }[]
  /** Targets of links outside of code. */
  readonly links: readonly string[]
  /** Everything between backticks in running text. */
  readonly quoted: readonly string[]
}

export function readPage(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8')
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    text: code,
  }))
  const prose = text.replaceAll(/^```\w*\n[\s\S]*?^```$/gm, '')
  const plain = prose.replaceAll(/`[^`\n]*`/g, '')
  return {
    path,
    text,
    headings: [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading),
    blocks,
    links: [...plain.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
    quoted: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
  }
}

/** The fragment that a heading gets where pages are shown. */
export function fragmentOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
