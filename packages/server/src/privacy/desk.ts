import { GatewayError } from '@stellwerk/contract/error'
import type { Json } from '@stellwerk/contract/json'
import {
  type DetectorFailure,
  type FoundInRequest,
  professionalSecret,
  type PseudonymScope,
  type UninspectedPart,
} from '@stellwerk/contract/personal-data'
import type { DetectionSettings, Segment } from '@stellwerk/privacy/detect'
import type { RequestTexts, TextPlace, TextsOf } from '@stellwerk/privacy/fields/request-texts'
import type { Finding } from '@stellwerk/privacy/finding'
import { professionalSecrecyCues, type SecrecyField } from '@stellwerk/privacy/patterns/professional-secrecy'
import type { Mapping } from '@stellwerk/privacy/pseudonym/mapping'
import { foundIn } from '@stellwerk/privacy/found'
import { sequencesOf, type Stops, stopsFor } from '@stellwerk/privacy/restore/stops'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

import { type Detected, type Detecting, detected, type DetectionWish } from './detecting.ts'
import { FindingsCache } from './findings-cache.ts'
import { type ExternalModel, looked, versionOf } from './external-model.ts'
import { type Masked, maskedTexts, type MaskingWish } from './masking.ts'
import { scopeKey, type ScopeFacts } from './scope.ts'

/** What a use case wants, as the configuration says. */
export interface UseCasePrivacy {
  readonly policy: PrivacyPolicy
  /** For texts that become vectors. */
  readonly embeddingPolicy: PrivacyPolicy
  readonly scope: PseudonymScope
  /** Whether the vault keeps what pseudonyms stood for. */
  readonly keepsMapping: boolean
  /** Whether the built-in detectors are enough where the external model fails. */
  readonly onDetectorFailure: DetectorFailure
}

/** One request to look at. It was rebuilt, and is written into when it is protected. */
export interface ReadWish extends Omit<ScopeFacts, 'scope'> {
  readonly request: Record<string, Json>
  readonly textsOf: TextsOf
}

/** What was found in a request, and the way to protect it. */
export interface ReadRequest {
  readonly found: FoundHere
  /**
   * Puts pseudonyms into the request, once.
   *
   * @returns what is needed to restore; undefined where nothing was put that could come back
   * @throws GatewayError detection_failed, detection_timeout
   */
  readonly protect: () => Promise<Protected | undefined>
  /** Whether the vault keeps what that says. */
  readonly keepsMapping: boolean
}

/** For the decision and for the journal. No value stands in it. */
export interface FoundHere extends FoundInRequest {
  /** Version of what looked. */
  readonly detector: string
  /** Id of the policy. */
  readonly policy: string
  /** Kinds of parts that nobody could look into. */
  readonly notInspected: readonly UninspectedPart[]
}

/** What a request needs back. */
export interface Protected {
  readonly mapping: Mapping
  /** Where the restored answer has to end. */
  readonly stops: Stops | undefined
}

export interface DeskSettings {
  readonly detection: Detecting & { readonly version: string }
  /** Looks elsewhere, where a request is long, and masks elsewhere, where much was found. */
  readonly elsewhere: {
    readonly detect: (wish: DetectionWish, deadlineMs: number) => Promise<Detected>
    readonly mask: (wish: MaskingWish, deadlineMs: number) => Promise<Masked>
  }
  /** Of the operator. */
  readonly model?: ExternalModel | undefined
  readonly useCases: ReadonlyMap<string, UseCasePrivacy>
  /** 32 bytes. */
  readonly installationKey: Uint8Array
  /** Characters from which on it is done elsewhere. Of those that are known already an eighth counts. */
  readonly threadFromCharacters: number
  readonly deadlineMs: number
}

/**
 * Finds personal data in requests and protects them. Detection comes before the decision; what cannot be looked at is refused
 * (docs/laws.md, law 1).
 */
export class PrivacyDesk {
  readonly #settings: DeskSettings
  readonly #cache = new FindingsCache()

  constructor(settings: DeskSettings) {
    this.#settings = settings
  }

  /** @throws GatewayError detection_failed, detection_timeout */
  async read(wish: ReadWish): Promise<ReadRequest> {
    const useCase = this.#settings.useCases.get(wish.useCaseId)
    // A use case that nobody knows has no policy, and so no text of it can be judged.
    if (useCase === undefined) throw new GatewayError('detection_failed', { details: { detector: 'policy' } })
    const policy = wish.endpoint === 'embeddings' ? useCase.embeddingPolicy : useCase.policy
    try {
      const texts = wish.textsOf(wish.request)
      const { together, detector } = await this.#detected(texts.places, policy, useCase.onDetectorFailure)
      return {
        found: foundHere(together, texts, { policy: policy.id, detector }),
        keepsMapping: useCase.keepsMapping,
        protect: async () => {
          const said = sequencesOf(wish.request)
          const key = scopeKey(this.#settings.installationKey, { ...wish, scope: useCase.scope })
          const mapping = await this.#protected(texts, together, policy, key).catch(refuse)
          return mapping && { mapping, stops: stopsFor(wish.request, said, mapping) }
        },
      }
    } catch (error) {
      return refuse(error)
    }
  }

  async #protected(
    { places, finish }: RequestTexts,
    together: Detected['together'],
    policy: PrivacyPolicy,
    key: Uint8Array,
  ): Promise<Mapping | undefined> {
    const texts = places.map(({ text, form }, index): MaskingWish['texts'][number] => {
      return { text, findings: together[index] ?? [], form: form === 'text' ? 'text' : 'code' }
    })
    const wish: MaskingWish = { texts, policy, scopeKey: key }
    const count = together.reduce((sum, { length }) => sum + length, 0)
    const { elsewhere, deadlineMs } = this.#settings
    const masked = count >= threadFromFindings ? await elsewhere.mask(wish, deadlineMs) : maskedTexts(wish)
    for (const [index, place] of places.entries()) {
      const text = masked.texts[index]
      if (text === undefined) throw new Error('a text came back without its pseudonyms')
      if (text !== place.text) place.put(text)
    }
    finish()
    return masked.mapping.live.length === 0 ? undefined : masked.mapping
  }

  async #detected(
    places: readonly TextPlace[],
    policy: PrivacyPolicy,
    onFailure: DetectorFailure,
  ): Promise<Detected & { readonly detector: string }> {
    const settings: DetectionSettings = policy
    const segments = places.map(segmentOf)
    const { detection, model } = this.#settings
    const whole = this.#recalled(places, policy, `${detection.version}${versionOf(model, policy)}`)
    const { beside, failed } = await looked(segments, whole.known, settings, model, onFailure)
    // Without the model less was found, so that is kept apart, and the journal says so.
    const { detector, digests, known } = failed
      ? this.#recalled(places, policy, `${whole.detector}:failed`, whole.known)
      : whole
    const result = await this.#look({ segments, known, settings, beside })
    result.own.forEach((findings, index) => {
      const digest = digests[index]
      if (digest !== undefined && known[index] === undefined) this.#cache.keep(digest, findings)
    })
    return { ...result, detector }
  }

  #look(wish: DetectionWish): Promise<Detected> | Detected {
    const { detection, elsewhere, threadFromCharacters, deadlineMs } = this.#settings
    const characters = wish.segments.reduce(
      (sum, { text }, index) => sum + (wish.known[index] === undefined ? text.length : text.length / knownShare),
      0,
    )
    return characters >= threadFromCharacters ? elsewhere.detect(wish, deadlineMs) : detected(detection, wish)
  }

  /** What is known already of what this detector finds. */
  #recalled(
    places: readonly TextPlace[],
    policy: PrivacyPolicy,
    detector: string,
    more: readonly (readonly Finding[] | undefined)[] = [],
  ) {
    const digests = places.map((place) => this.#digestOf(place, policy, detector))
    return { detector, digests, known: digests.map((digest, index) => more[index] ?? this.#cache.get(digest)) }
  }

  /** Of a text and of everything that decides what is found in it. Keyed, so that nobody can guess a text from it. */
  #digestOf({ text, label, form, isName }: TextPlace, { id }: PrivacyPolicy, detector: string): string {
    const about = JSON.stringify([detector, id, label ?? null, form, isName])
    return new Bun.CryptoHasher('sha256', this.#settings.installationKey)
      .update(`${about}\n`)
      .update(text)
      .digest('base64')
  }
}

function foundHere(
  together: Detected['together'],
  { places, notInspected }: RequestTexts,
  by: Pick<FoundHere, 'detector' | 'policy'>,
): FoundHere {
  return { ...foundIn([...together.flat(), ...secrecySigns(places)]), ...by, notInspected }
}

/** A text that is known costs about an eighth: what it says together with the others is asked every time. */
const knownShare = 8

/** Words of one kind of professional secret from which on a text is taken for one; secrecy that is named is enough by itself. */
const secrecyWordsMin = 2

/** Whether texts look as if they were under a professional secret (§ 203 StGB). The lamp judges it by the place. */
function secrecySigns(places: readonly TextPlace[]): readonly Pick<Finding, 'category' | 'kind'>[] {
  const counts: Partial<Record<SecrecyField, number>> = {}
  for (const { text } of places) {
    // The keys are those of the table of words.
    for (const [field, count] of Object.entries(professionalSecrecyCues(text)) as [SecrecyField, number][])
      counts[field] = (counts[field] ?? 0) + count
  }
  const { named = 0, ...fields } = counts
  const isSecret = named > 0 || Object.values(fields).some((count) => count >= secrecyWordsMin)
  return isSecret ? [{ category: 'NRP', kind: professionalSecret }] : []
}

function segmentOf({ text, form, label, isName }: TextPlace): Segment {
  return { text, form, label, isName }
}

/** Findings from which on pseudonyms are made elsewhere. Each takes a few microseconds. */
const threadFromFindings = 500

/** Whatever breaks refuses the request, and says in which part. */
function refuse(error: unknown): never {
  if (error instanceof GatewayError) throw error
  throw new GatewayError('detection_failed', { details: { detector: nameOf(error) } }, { cause: error })
}

/** Only the name of an error is told: its message may quote a text. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
