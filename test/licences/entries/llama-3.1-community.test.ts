// Goal: Llama 3.1 allows outputs as training data and asks for the name; still no exclusion of the EU.
import { entryCases } from '../entry-cases.ts'
import {
  grantRows,
  namingRows,
  noEuropeRow,
  noSafeguardsRow,
  outputsNamedRows,
  policyRows,
  thresholdRows,
} from './llama-rows.ts'

entryCases('LicenseRef-llama-3.1-community', [
  ...grantRows,
  ...thresholdRows,
  ...policyRows,
  ...outputsNamedRows,
  ...namingRows({ right: 'Llama-Acme-8B', wrong: ['Acme-8B', 'Acme-Llama-8B', 'llama-acme'] }),
  noSafeguardsRow,
  noEuropeRow,
])
