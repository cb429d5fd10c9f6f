import type { Text } from '@stellwerk/contract/language'

import type { CompiledTerms } from './compiled.ts'
import { type FactNeeded, factNames } from './facts-needed.ts'
import type { BoundLayer } from './layers.ts'
import { inOrder } from './reason-order.ts'
import type { Duty } from './terms.ts'
import { type Verdict, verdicts, type VerdictReason } from './verdict.ts'
import type { Trigger } from './vocabulary.ts'

/** A duty that a use sets off, with the layer that asks for it. */
export interface DueDuty {
  readonly layer: BoundLayer
  readonly duty: Pick<Duty, 'kind' | 'sections' | 'fixedWords' | 'note'>
  readonly trigger: Trigger | 'condition'
}

/** What was found so far about a component: rules add to it, and none takes anything back. */
export class Findings {
  #reasons: VerdictReason[] = []
  readonly duties: DueDuty[] = []
  readonly missing = new Set<FactNeeded>()
  #worst = 0

  get reasons(): readonly VerdictReason[] {
    return this.#reasons
  }

  /** How strict everything together is. */
  get verdict(): Verdict {
    return verdicts[this.#worst] ?? 'forbidden'
  }

  /** One reason for each section. */
  say(
    layer: BoundLayer,
    what: {
      readonly code: VerdictReason['code']
      readonly verdict: Verdict
      readonly sections: readonly string[]
      readonly text: Text
      readonly fact?: string | undefined
      readonly isOverridable?: boolean
    },
  ): void {
    this.#worst = Math.max(this.#worst, verdicts.indexOf(what.verdict))
    const { code, verdict, text, fact } = what
    const { name: component, licence } = layer
    const isOverridable = what.isOverridable ?? verdict === 'needs-review'
    for (const section of what.sections) {
      const reason = { code, verdict, component, licence, section, text, isOverridable }
      this.#reasons.push(fact === undefined ? reason : { ...reason, fact })
    }
  }

  /** Everything that was found about a layer, under the name that the layer has here. */
  adopt(layer: BoundLayer, judged: Findings): void {
    this.#worst = Math.max(this.#worst, judged.#worst)
    const component = layer.name
    for (const reason of judged.#reasons) this.#reasons.push(named(reason, component))
    for (const { duty, trigger } of judged.duties) this.duties.push({ layer, duty, trigger })
    for (const needs of judged.missing) this.missing.add(needs)
  }

  /** What was found elsewhere about layers with their names. */
  join(other: Findings): void {
    this.#worst = Math.max(this.#worst, other.#worst)
    this.#reasons.push(...other.reasons)
  }

  /** Puts the reasons into their order, each passage once. */
  settle(): this {
    this.#reasons = inOrder(this.#reasons)
    return this
  }

  /** A rule of the layer needs a fact that nobody has stated. */
  lack(layer: BoundLayer, needs: FactNeeded, sections: readonly string[]): void {
    this.missing.add(needs)
    this.say(layer, { code: 'fact_missing', verdict: 'needs-review', sections, text: lacking(needs), fact: needs })
  }

  /** A duty of the layer; it is shown as a reason as well, so that its section can be found. */
  owe(
    layer: BoundLayer,
    terms: CompiledTerms,
    duty: DueDuty['duty'],
    trigger: DueDuty['trigger'],
    fact?: string,
  ): void {
    this.duties.push({ layer, duty, trigger })
    const text = terms.dutyText(duty)
    this.say(layer, { code: 'duty', verdict: 'allowed-with-obligations', sections: duty.sections, text, fact })
  }
}

/** Written out member by member: a portfolio does this a million times, and a spread takes four times as long. */
function named(reason: VerdictReason, component: string): VerdictReason {
  const { code, verdict, licence, section, text, isOverridable, fact } = reason
  if (fact === undefined) return { code, verdict, component, licence, section, text, isOverridable }
  return { code, verdict, component, licence, section, text, isOverridable, fact }
}

const lackingTexts = new Map<FactNeeded, Text>()

function lacking(needs: FactNeeded): Text {
  const known = lackingTexts.get(needs)
  if (known !== undefined) return known
  const name = factNames[needs]
  const text = {
    de: `Diese Stelle hängt an einer Tatsache, die niemand angegeben hat: ${name.de} (${needs}).`,
    en: `This passage depends on a fact that nobody has stated: ${name.en} (${needs}).`,
  }
  lackingTexts.set(needs, text)
  return text
}
