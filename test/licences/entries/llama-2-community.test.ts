// Goal: Llama 2 asks for a copy of the licence and a notice, knows neither badge nor name, and bars outputs as training data.
import { entryCases } from '../entry-cases.ts'
import { grantRows, noEuropeRow, noSafeguardsRow, outputsBarredRows, policyRows, thresholdRows } from './llama-rows.ts'

entryCases('LicenseRef-llama-2-community', [
  ...grantRows,
  ...thresholdRows,
  ...policyRows,
  ...outputsBarredRows,
  noSafeguardsRow,
  noEuropeRow,
  [
    'a chat for customers needs no badge',
    { audience: 'customers', exposure: 'hosted-service' },
    'allowed-with-obligations',
    { noDuties: ['badge', 'name-prefix'] },
  ],
  [
    'a fine-tune may be published under any name',
    { changes: ['fine-tuned'], redistributes: true, publishedModelName: 'Acme-7B' },
    'allowed-with-obligations',
    {
      cites: ['1.b.i', '1.b.iii'],
      duties: ['provide-licence-copy', 'notice-file'],
      noDuties: ['badge', 'name-prefix'],
    },
  ],
])
