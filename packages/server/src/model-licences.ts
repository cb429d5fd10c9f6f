import { GatewayError } from '@stellwerk/contract/error'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import type { Language } from '@stellwerk/contract/language'
import { acceptOwnTermsSchema } from '@stellwerk/contract/terms-office'

import type { Caller, House, ModelNotices, ModelTerms } from './house.ts'
import { noticesSheet, textMissing } from './notices-sheet.ts'
import { preferredFormat } from './preferred-format.ts'
import { asCaller } from './request.ts'
import type { Knock, ReadBody } from './visit.ts'

/** Bytes. A digest and the name of an office are a few hundred. */
const bodyBytesMax = 4_096

/** Who accepts terms, with what they say. */
export interface Signing extends Knock {
  readonly readBody: (bytesMax: number) => Promise<ReadBody>
}

/** `GET /v1/models/{model}/notices`: for programs, as text or as a page, as the client asks for it. */
export function showNotices(model: string, caller: Caller, knock: Knock, language: Language, house: House): Response {
  const shown = house.licences.noticesOf(caller, model)
  const format = preferredFormat(knock.header('accept'))
  if (format === 'json') return jsonOf(noticesBody(shown, language), knock, house)
  return house.door.sheet(noticesSheet(shown, language), { format, requestId: knock.requestId, language })
}

/** `GET /v1/models/{model}/terms`. As text it is exactly what the digest is of. */
export function showTerms(model: string, caller: Caller, knock: Knock, house: House): Response {
  const terms = house.licences.termsOf(caller, model)
  const format = preferredFormat(knock.header('accept'))
  if (format !== 'json' && terms !== undefined) {
    return house.door.plainText(terms.text, { requestId: knock.requestId })
  }
  const body = terms === undefined ? { required: false } : { required: true, ...termsBody(terms), text: terms.text }
  return jsonOf({ object: 'model.terms', model, ...body }, knock, house)
}

/** `POST /v1/models/{model}/terms`: whoever holds the key accepts for an office what it has read. */
export function acceptTerms(path: string, signing: Signing, house: House): Promise<Response> {
  return asCaller(signing, 'models', house, async (caller) => {
    const model = path.endsWith('/terms') ? path.slice(0, -'/terms'.length) : undefined
    const isKnown = house.registry.modelsFor(caller).some((one) => one.model === model)
    if (model === undefined || !isKnown) {
      throw new GatewayError('model_unknown', { param: 'model', details: { model: model ?? path } })
    }
    const { digest, by } = signed((await signing.readBody(bodyBytesMax)).object)
    const { acceptedAt } = await house.licences.accept(caller, { model, digest, by })
    const body = { object: 'model.terms.acceptance', model, digest, accepted: true, accepted_at: acceptedAt, by }
    return jsonOf(body, signing, house)
  })
}

function signed(body: JsonObject): { readonly digest: string; readonly by: string } {
  const parsed = acceptOwnTermsSchema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue?.code === 'unrecognized_keys') {
    const field = issue.keys[0] ?? ''
    throw new GatewayError('field_unknown', { param: field.slice(0, 80), details: { field: field.slice(0, 80) } })
  }
  const field = issue?.path.map(String).join('.') ?? 'digest'
  const expected = field === 'by' ? 'name of an office, up to 100 characters' : 'digest of GET /v1/models/{model}/terms'
  throw new GatewayError('field_invalid', { param: field, details: { field, expected } })
}

function jsonOf(body: JsonObject, { requestId }: Knock, house: House): Response {
  return house.door.whole(JSON.stringify(body), requestId, 'models')
}

function termsBody({ digest, licences, isAccepted }: ModelTerms): JsonObject {
  return { digest, accepted: isAccepted, licences: [...licences] }
}

function noticesBody(shown: ModelNotices, language: Language): JsonObject {
  const { model, catalogue, notices, terms, copies, missing } = shown
  return {
    object: 'model.notices',
    model,
    language,
    catalogue,
    attributions: notices.attributions.map(({ kind, components, licence, section, words, isDictated }) => ({
      kind,
      text: words[language],
      dictated: isDictated,
      components: [...components],
      licence,
      section,
    })),
    badges: notices.badges.map(({ kind, licence, section, words, isRequired }) => ({
      kind,
      any_of: words.map((one) => one[language]),
      required: isRequired,
      licence,
      section,
    })),
    terms: terms === undefined ? null : { ...termsBody(terms), text: terms.text },
    licences: notices.licences.map(licenceBody),
    copies: copies.map(({ file, component, sha256, bytes, text }) => ({ file, component, sha256, bytes, text })),
    missing_copies: missing.map(({ licence, text, link, sha256, wantedBy }) => ({
      licence,
      text,
      link: link ?? null,
      sha256: sha256 ?? null,
      wanted_by: [...wantedBy],
      note: textMissing[language],
    })),
  }
}

function licenceBody(licence: ModelNotices['notices']['licences'][number]): Json {
  const { id, name, version, steward, components, reading, texts, copyWantedBy } = licence
  return {
    id,
    name,
    version: version ?? null,
    steward: steward ?? null,
    components: [...components],
    read_on: reading.on,
    texts: texts.map(({ id: text, role, found, link, sha256, wordSha256 }) => ({
      id: text,
      role,
      repository: found?.repository ?? null,
      path: found?.path ?? null,
      commit: found?.commit ?? null,
      link: link ?? null,
      sha256: sha256 ?? null,
      words_sha256: wordSha256 ?? null,
    })),
    copy_wanted_by: [...copyWantedBy],
  }
}
