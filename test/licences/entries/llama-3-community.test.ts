// Goal: Llama 3 brings its own badge and name, still bars outputs as training data, and knows no exclusion of the EU.
import { entryCases } from '../entry-cases.ts'
import {
  grantRows,
  namingRows,
  noEuropeRow,
  noSafeguardsRow,
  outputsBarredRows,
  policyRows,
  thresholdRows,
} from './llama-rows.ts'

entryCases('LicenseRef-llama-3-community', [
  ...grantRows,
  ...thresholdRows,
  ...policyRows,
  ...outputsBarredRows,
  ...namingRows({ right: 'Llama 3 Acme', wrong: ['Acme-8B', 'Llama-Acme-8B', 'Acme-Llama-3-8B', 'llama-3-acme'] }),
  noSafeguardsRow,
  noEuropeRow,
  [
    'names of repositories hold no spaces',
    { changes: ['fine-tuned'], redistributes: true, publishedModelName: 'acme/Llama-3-Acme-8B' },
    'allowed-with-obligations',
    { duties: ['name-prefix'] },
  ],
])
