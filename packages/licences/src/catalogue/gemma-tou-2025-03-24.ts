import type { LicenceTerms } from '../terms.ts'
import { gemmaNotes, gemmaPolicy, gemmaTerms } from './gemma-family.ts'

export const gemmaTou20250324: LicenceTerms = {
  ...gemmaTerms,
  id: 'LicenseRef-gemma-tou-2025-03-24',
  version: '2025-03-24',
  date: '2025-03-24',
  spdxExpression: 'LicenseRef-gemma-tou-2025-03-24',
  appliesTo: ['Gemma 1', 'Gemma 2', 'Gemma 3'],
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-gemma-tou-2025-03-24',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/gemma-tou-2025-03-24.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'cfee1c5edb3978cd3a420eabd86303186c07957601c8852862ce223688076023',
      wordSha256: 'c47b89037277d4c59c0f0c3db5abeb1a653a7a804ea39b6f3087443144c3ac80',
      proseSha256: 'c54f495ec2a34ed9952a1382f1c56bcac315817652b254e6c43a8ef002585e8d',
      isHashUsable: true,
    },
    gemmaPolicy,
  ],
  notes: [
    {
      de: 'Gemma sind die Modelle, die ein Anhang nennt (1.1(c)); die Fassung vom 1. April 2024 verwies auf die Website. Sonst sind beide Texte gleich. Der Anhang selbst fehlt in der gelesenen Kopie.',
      en: 'Gemma means the models that an appendix names (1.1(c)); the version of 1 April 2024 referred to the website. Otherwise the two texts are the same. The appendix itself is missing from the copy that was read.',
    },
    ...gemmaNotes,
  ],
}
