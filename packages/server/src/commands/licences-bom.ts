import { createHash } from 'node:crypto'
import { resolve } from 'node:path'

import { cycloneDx } from '@stellwerk/licences/bom/cyclonedx'
import type { BomInput, EvaluatedUse } from '@stellwerk/licences/bom/input'
import { jsonText } from '@stellwerk/licences/bom/json'
import { BomRefused } from '@stellwerk/licences/bom/refused'
import { spdx } from '@stellwerk/licences/bom/spdx'
import type { Gap } from '@stellwerk/licences/bom/spdx-profiles'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { judgePair, type PortfolioUse } from '@stellwerk/licences/matrix/portfolio'

import { replaceDurably } from '../durable-file.ts'
import { type CommandCall, type CommandSpec, type ExitCode, note, optionText, say, UsageError } from './command.ts'
import type { NamedBomComponent } from './licences-bom-facts.ts'
import { type BomSource, bomSource } from './licences-bom-source.ts'
import { chosenUseCase, knownCatalogue, stdinOption } from './licences-source.ts'

export const bomCommand: CommandSpec = {
  words: 'licences bom',
  summary: {
    de: 'AI-Stückliste: Komponenten, Herkunft, angegebene und festgestellte Lizenzen',
    en: 'AI bill of materials: components, lineage, declared and concluded licences',
  },
  details: {
    de: 'Liest components und useCases aus stellwerk.yaml oder mit --stdin {"components":[…],"useCases":[{"id","profile"}…]}; neben einer Komponente dürfen claim, conclusion, artefact und release stehen. Was niemand angegeben hat, steht als unbekannt darin. Rückgabewert: 0 ausgegeben, 1 ausgegeben, aber in der Eingabe war etwas nicht zu gebrauchen, 2 nicht ausgegeben.',
    en: 'Reads components and useCases from stellwerk.yaml, or with --stdin {"components":[…],"useCases":[{"id","profile"}…]}; beside a component may stand claim, conclusion, artefact and release. What nobody stated is in it as unknown. Exit status: 0 written, 1 written but something in the input was of no use, 2 not written.',
  },
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      help: {
        de: 'cyclonedx (1.7, sonst) oder spdx (3.0.1)',
        en: 'cyclonedx (1.7, the default) or spdx (3.0.1)',
      },
    },
    { name: 'out', value: 'FILE', help: { de: 'Datei statt Standardausgabe', en: 'File instead of standard output' } },
    {
      name: 'use-case',
      value: 'ID',
      help: { de: 'Nur das Ergebnis für diesen Anwendungsfall', en: 'Only the verdict for this use case' },
    },
    {
      name: 'without-verdicts',
      help: {
        de: 'Ohne Anwendungsfälle und Ergebnisse, zum Weitergeben',
        en: 'Without use cases and verdicts, for passing on',
      },
    },
    {
      name: 'no-digests',
      help: {
        de: 'Prüfsummen der Gewichte in den Ordnern auslassen',
        en: 'Leave out the digests of the weights in the folders',
      },
    },
    {
      name: 'at',
      value: 'MOMENT',
      help: {
        de: 'Zeitpunkt der Stückliste wie 2026-11-23T08:30:00Z (sonst jetzt); derselbe gibt dieselben Bytes',
        en: 'Moment of the bill such as 2026-11-23T08:30:00Z (otherwise now); the same gives the same bytes',
      },
    },
    stdinOption,
  ],
  run: writeBill,
}

const formats = ['cyclonedx', 'spdx'] as const
type Format = (typeof formats)[number]

async function writeBill(call: CommandCall): Promise<ExitCode> {
  const format = formatOf(call)
  const createdAt = momentOf(call)
  const catalogue = await knownCatalogue(call)
  const source = await bomSource(call, { catalogue, at: createdAt, withDigests: !call.options.has('no-digests') })
  for (const { path, text } of source.problems) note(call, `${path}: ${text[call.language]}`)
  const input = inputOf(call, source, { createdAt, catalogue })
  const bill = billIn(format, input, catalogue)
  const out = optionText(call, 'out')
  if (out === undefined) call.io.stdout.write(bill.text)
  else {
    replaceDurably(resolve(call.io.cwd, out), new TextEncoder().encode(bill.text))
    tellOf(call, { file: out, format, components: input.components.length, gaps: bill.gaps })
  }
  if (bill.gaps.length > 0 && !call.isJson) note(call, gapsText(bill.gaps)[call.language])
  return source.problems.length === 0 ? 0 : 1
}

/** @throws UsageError */
function formatOf(call: CommandCall): Format {
  const wanted = optionText(call, 'format') ?? 'cyclonedx'
  const format = formats.find((known) => known === wanted.toLowerCase())
  if (format !== undefined) return format
  throw new UsageError({
    de: `--format kann ${formats.join(' oder ')} sein`,
    en: `--format is ${formats.join(' or ')}`,
  })
}

/** @throws UsageError */
function momentOf(call: CommandCall): string {
  const given = optionText(call, 'at')
  if (given === undefined) return new Date(call.wiring.now()).toISOString().replace(/\.\d+Z$/, 'Z')
  // Written like this it is a moment only if it comes back as it was: 30 February does not.
  const read = new Date(given)
  if (!Number.isNaN(read.getTime()) && read.toISOString().replace('.000Z', 'Z') === given) return given
  throw new UsageError({
    de: '--at verlangt einen Zeitpunkt wie 2026-11-23T08:30:00Z',
    en: '--at wants a moment such as 2026-11-23T08:30:00Z',
  })
}

interface Making {
  readonly createdAt: string
  readonly catalogue: Catalogue
}

function inputOf(call: CommandCall, source: BomSource, making: Making): BomInput {
  const { subject, components } = source
  const useCases = chosenUseCases(call, source)
  return {
    subject,
    createdAt: making.createdAt,
    tool: { name: 'Stellwerk', version: call.wiring.version },
    components: components.map((one) => ({
      id: one.id,
      component: one.component,
      ...one.facts,
      uses: useCases.map((useCase) => judged(one, source.useOf(useCase, one.id), making)),
    })),
  }
}

/** @throws UsageError */
function chosenUseCases(call: CommandCall, source: BomSource): readonly string[] {
  const wanted = optionText(call, 'use-case')
  const all = wanted === undefined ? source.useCases.map(({ id }) => id) : [chosenUseCase(source, wanted)]
  return call.options.has('without-verdicts') ? [] : all
}

function judged(
  { component, facts }: NamedBomComponent,
  use: PortfolioUse,
  { createdAt, catalogue }: Making,
): EvaluatedUse {
  // What an office concluded stands in the configuration as an opinion on the use; on standard input it stands beside the component.
  const licence = component.licence ?? (use.opinions === undefined ? facts.conclusion?.licence : undefined)
  const { evaluation } = judgePair(licence === undefined ? component : { ...component, licence }, use, {
    catalogue,
    onDay: createdAt.slice(0, 10),
  })
  return { useCase: use.id, evaluation }
}

/** @throws UsageError where no bill can be made from it */
function billIn(
  format: Format,
  input: BomInput,
  catalogue: Catalogue,
): { readonly text: string; readonly gaps: readonly Gap[] } {
  try {
    if (format === 'cyclonedx') return { text: jsonText(cycloneDx(input, catalogue, digestOf)), gaps: [] }
    const { document, gaps } = spdx(input, catalogue, digestOf)
    return { text: jsonText(document), gaps }
  } catch (error) {
    if (error instanceof BomRefused) throw new UsageError(error.text)
    throw error
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function tellOf(
  call: CommandCall,
  what: {
    readonly file: string
    readonly format: Format
    readonly components: number
    readonly gaps: readonly Gap[]
  },
): void {
  if (call.isJson) say(call, JSON.stringify(what))
  else
    note(
      call,
      { de: `${what.file}: ${what.components} Komponenten`, en: `${what.file}: ${what.components} components` }[
        call.language
      ],
    )
}

/** Longer lists are in the document itself. */
const gapsShownMax = 5

function gapsText(gaps: readonly Gap[]): { readonly de: string; readonly en: string } {
  const profiles = [...new Set(gaps.map(({ profile }) => profile))].join(', ')
  const shown = gaps.slice(0, gapsShownMax).map((gap) => `${gap.package}: ${gap.fields.join(', ')}`)
  const rest = gaps.length - shown.length
  const list = [...shown, ...(rest > 0 ? [`+${rest}`] : [])].join('; ')
  return {
    de: `Die Profile ${profiles} von SPDX beansprucht das Dokument nicht, weil Angaben fehlen, die sie verlangen. ${list}`,
    en: `The document does not claim the SPDX profiles ${profiles}, because facts that they demand were not stated. ${list}`,
  }
}
