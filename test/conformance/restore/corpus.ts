import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Category } from '@stellwerk/privacy/finding'
import type { Mapping } from '@stellwerk/privacy/pseudonym/mapping'
import { pseudonymise } from '@stellwerk/privacy/pseudonym/pseudonymise'

import { edited } from './edits.ts'
import { mannerOf } from './manner.ts'

/** One line of the corpus; README.md says what each field means. */
export interface Case {
  readonly id: string
  readonly why: string
  readonly language?: 'de' | 'en'
  readonly form: 'text' | 'json' | 'url'
  readonly values: readonly {
    readonly name: string
    readonly category: Category
    readonly written: string
    readonly scope?: 'other'
  }[]
  readonly output: string
  readonly text: string
  readonly isJson?: true
  readonly restored?: number
  readonly unknown?: number
  readonly cited?: { readonly output: string; readonly text: string }
}

/** A case with the pseudonyms of a scope in place. */
export interface Scene {
  readonly mapping: Mapping
  readonly output: string
  readonly text: string
  readonly cited: Case['cited']
}

const folder = import.meta.dirname

/** All cases, by file. */
export function corpus(): { file: string; cases: Case[] }[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
  return files.map((file) => ({ file, cases: casesIn(file) }))
}

function casesIn(file: string): Case[] {
  const lines = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  // Our own files; what is wrong in them fails the test that reads it.
  return lines.map((line) => JSON.parse(line) as Case)
}

/** Puts the pseudonyms of a scope in the place of `{{A}}` and `{{A:edit}}`. */
export function sceneOf(one: Case): Scene {
  const own = issued(
    one.values.filter(({ scope }) => scope !== 'other'),
    'own',
  )
  const others = issued(
    one.values.filter(({ scope }) => scope === 'other'),
    'other',
  )
  const pseudonyms = new Map([...own.pseudonyms, ...others.pseudonyms])
  const filled = (template: string) =>
    template.replace(/\{\{([A-Z])(?::([a-zA-Z0-9-]+))?\}\}/gu, (_, name: string, edit = 'as-issued') =>
      edited(pseudonyms.get(name) ?? '', edit),
    )
  const { cited } = one
  return {
    mapping: own.mapping,
    output: filled(one.output),
    text: filled(one.text),
    cited: cited === undefined ? undefined : { output: filled(cited.output), text: filled(cited.text) },
  }
}

function issued(values: Case['values'], scope: string) {
  const texts = values.map(({ written, category }) => ({
    text: written,
    findings: [
      {
        start: 0,
        end: written.length,
        category,
        kind: category,
        score: 1,
        evidence: 'certain' as const,
        detector: 'corpus',
      },
    ],
    form: 'text' as const,
  }))
  const { masked, mapping } = pseudonymise(texts, mannerOf(scope))
  return { mapping, pseudonyms: values.map(({ name }, index): [string, string] => [name, masked[index] ?? '']) }
}
