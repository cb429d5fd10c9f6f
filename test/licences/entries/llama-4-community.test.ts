// Goal: Llama 4 leaves out the EU for the whole release, because all of its models are multimodal.
import { entryCases } from '../entry-cases.ts'
import {
  europeRows,
  grantRows,
  namingRows,
  outputsNamedRows,
  policyRows,
  safeguardsRows,
  thresholdRows,
} from './llama-rows.ts'

entryCases('LicenseRef-llama-4-community', [
  ...grantRows,
  ...thresholdRows,
  ...policyRows,
  ...outputsNamedRows,
  ...namingRows({ right: 'Llama-Acme-8B', wrong: ['Acme-8B', 'Acme-Llama-8B', 'llama-acme'] }),
  ...safeguardsRows,
  ...europeRows('AUP, unnumbered paragraph after the last numbered item'),
])
