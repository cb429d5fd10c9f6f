/** Languages in which Stellwerk speaks to people. */
export type Language = 'de' | 'en'

export const languages = ['de', 'en'] as const satisfies readonly Language[]

/** The same sentence in each language. A missing one does not compile. */
export interface Text {
  readonly de: string
  readonly en: string
}

/** No browser sends more than a handful; the rest of a longer header is not read. */
const acceptLanguageItemsMax = 16

/**
 * The first language of an `Accept-Language` header that we speak (RFC 9110 § 12.5.4), or undefined.
 *
 * @example preferredLanguage('fr, de-AT;q=0.8, en;q=0.5') // 'de'
 */
export function preferredLanguage(acceptLanguage: string | null | undefined): Language | undefined {
  if (!acceptLanguage) return undefined
  let best: { language: Language; weight: number } | undefined
  for (const item of acceptLanguage.split(',', acceptLanguageItemsMax)) {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const language = languages.find((known) => range === known || range.startsWith(`${known}-`))
    if (language === undefined) continue
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = q === undefined ? 1 : Number(q.slice(2))
    if (!(weight > 0)) continue // RFC 9110: a weight of 0 means "not acceptable"; NaN is no weight.
    if (best === undefined || weight > best.weight) best = { language, weight }
  }
  return best?.language
}
