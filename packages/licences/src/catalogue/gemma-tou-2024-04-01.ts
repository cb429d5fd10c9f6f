import type { LicenceTerms } from '../terms.ts'
import { gemmaNotes, gemmaPolicy, gemmaTerms } from './gemma-family.ts'

export const gemmaTou20240401: LicenceTerms = {
  ...gemmaTerms,
  id: 'LicenseRef-gemma-tou-2024-04-01',
  version: '2024-04-01',
  date: '2024-04-01',
  spdxExpression: 'LicenseRef-gemma-tou-2024-04-01',
  appliesTo: ['Gemma 1', 'Gemma 2', 'Gemma 3'],
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-gemma-tou-2024-04-01',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/gemma-tou-2024-04-01.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'c5f18d2bfae2c4bf584b8179ce7884981369cea9c3f2794065d437c13d47b227',
      wordSha256: '27eaae7bd27ebe67137515004f7fe0b992432108b765bcfa94e1cf1c2b93c128',
      proseSha256: '64aaf31d54cdb996564b6ba01151d8aaeec76655f87f08e4519fb637fffeb94b',
      isHashUsable: true,
    },
    gemmaPolicy,
  ],
  notes: [
    {
      de: 'Gemma sind die Modelle, die auf der Website von Google unter ai.google.dev/gemma genannt sind (1.1(c)); die Fassung vom 24. März 2025 verweist stattdessen auf einen Anhang. Sonst sind beide Texte gleich.',
      en: "Gemma means the models named on Google's website at ai.google.dev/gemma (1.1(c)); the version of 24 March 2025 refers to an appendix instead. Otherwise the two texts are the same.",
    },
    ...gemmaNotes,
  ],
}
