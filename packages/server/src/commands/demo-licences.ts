// Chapter of the demo about licences: what the text behind a model permits decides, and not its name or tag.
import type { ConfigInput } from '@stellwerk/contract/config'
import type { Language, Text } from '@stellwerk/contract/language'

import type { Chapter, Shown, Stage } from './demo-stage.ts'
import { ask, chatOf, lampWord, question } from './demo-stage.ts'

const upstream = 'mirror'

/** A German company whose staff writes letters, and three models that it might use for that. The mirror plays all of them. */
export const licencesOfDemo = {
  operator: {
    country: 'DE',
    principalPlaceOfBusiness: 'DE',
    legalForm: 'company',
    groupAnnualRevenueUSD: 40_000_000,
    groupMAUAtModelRelease: 0,
  },
  components: [
    {
      id: 'multimodal',
      kind: 'model',
      name: 'Llama-4-Scout-17B-16E-Instruct',
      modality: 'multimodal',
      declaredLicence: 'llama4',
      licence: 'LicenseRef-llama-4-community',
    },
    {
      id: 'free',
      kind: 'model',
      name: 'open-model-8b',
      modality: 'text',
      declaredLicence: 'apache-2.0',
      licence: 'Apache-2.0',
    },
    {
      id: 'research',
      kind: 'model',
      name: 'Mistral-Large-Instruct-2411',
      modality: 'text',
      declaredLicence: 'other:mrl',
      licence: 'LicenseRef-mistral-research-0.1',
    },
    {
      id: 'false-tag',
      kind: 'model',
      name: 'letters-tuned',
      modality: 'text',
      declaredLicence: 'apache-2.0',
      licence: 'Apache-2.0',
      madeFrom: [{ relation: 'finetune', component: 'research' }],
    },
  ],
  deployments: ['multimodal', 'free', 'false-tag'].map((id) => ({ id, model: id, upstream, component: id })),
  use: {
    audience: 'staff',
    exposure: 'internal',
    commercial: true,
    purposes: ['general-office'],
    decisionMode: 'human-decides',
    placeOfUse: ['DE'],
    trainsOtherModelOnOutputs: false,
    redistributes: false,
    modelAsAService: false,
    productMAU: 0,
  },
} as const satisfies Pick<ConfigInput, 'operator' | 'components' | 'deployments'> & {
  use: NonNullable<ConfigInput['useCases']>[number]['use']
}

interface Answer {
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly lamps?: Readonly<
      Record<
        string,
        { readonly state: string; readonly reasons?: readonly { readonly source: string; readonly text: string }[] }
      >
    >
  }
  readonly stellwerk?: { readonly seen?: string }
}

export const licencesChapter: Chapter = {
  id: 'licences',
  title: { de: 'Was die Lizenz erlaubt', en: 'What the licence permits' },
  async play(stage, show) {
    await show({ id: 'multimodal', title: titles.multimodal }, () =>
      refused(stage, 'multimodal', { section: 'AUP', licence: 'LicenseRef-llama-4-community' }),
    )
    await show({ id: 'free', title: titles.free }, () => granted(stage, 'free'))
    await show({ id: 'falseTag', title: titles.falseTag }, () =>
      refused(stage, 'false-tag', {
        section: '3.2',
        licence: 'LicenseRef-mistral-research-0.1',
        claimed: 'apache-2.0',
      }),
    )
  },
}

const titles = {
  multimodal: {
    de: 'Ein multimodales Llama 4 wird einem deutschen Unternehmen verweigert, mit der Klausel',
    en: 'A multimodal Llama 4 is refused to a German company, with the clause',
  },
  free: { de: 'Ein Modell unter Apache-2.0 geht durch', en: 'A model under Apache-2.0 passes' },
  falseTag: {
    de: 'Ein Feintuning mit falscher Angabe fliegt auf: angegeben apache-2.0, gebaut auf einem Forschungsmodell',
    en: 'A fine-tune with a false tag is found out: declared apache-2.0, built on a model for research',
  },
} as const satisfies Readonly<Record<string, Text>>

async function asked(stage: Stage, model: string) {
  const answer = await ask(stage, stage.keys.office, chatOf(question[stage.language], { model }))
  // Our own answer; a wrong shape fails the checks of the steps.
  return { status: answer.status, body: (await answer.json()) as Answer }
}

async function refused(
  stage: Stage,
  model: string,
  expected: { readonly licence: string; readonly section: string; readonly claimed?: string },
): Promise<Shown> {
  const { status, body } = await asked(stage, model)
  const lamp = body.error?.lamps?.['licence']
  const clause = lamp?.reasons?.find(({ source }) => source.startsWith(`${expected.licence} ${expected.section}`))
  const isRight =
    status === 403 && body.error?.code === 'lamps_shut' && lamp?.state === 'blocked' && clause !== undefined
  const claim = expected.claimed === undefined ? [] : [claimText(expected.claimed, expected.licence, stage.language)]
  return {
    isRight,
    lines: [
      `HTTP ${status} ${body.error?.code ?? '–'}`,
      ...claim,
      `${lampWord('licence', stage.language)}: ${lampWord(lamp?.state ?? 'unknown', stage.language)}`,
      ...(clause === undefined ? [] : [`${clause.source}: ${clause.text}`]),
    ],
  }
}

function claimText(claimed: string, found: string, language: Language): string {
  return { de: `angegeben: ${claimed}; gefunden: ${found}`, en: `declared: ${claimed}; found: ${found}` }[language]
}

async function granted(stage: Stage, model: string): Promise<Shown> {
  const { status, body } = await asked(stage, model)
  const seen = body.stellwerk?.seen
  return {
    isRight: status === 200 && seen === question[stage.language],
    lines: [`HTTP ${status}`, `stellwerk.seen: ${seen ?? '–'}`],
  }
}
