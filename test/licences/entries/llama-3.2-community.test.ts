// Goal: Llama 3.2 leaves out the EU where the model is multimodal, and bars removing safeguards.
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

entryCases('LicenseRef-llama-3.2-community', [
  ...grantRows,
  ...thresholdRows,
  ...policyRows,
  ...outputsNamedRows,
  ...namingRows({ right: 'Llama-Acme-8B', wrong: ['Acme-8B', 'Acme-Llama-8B', 'llama-acme'] }),
  ...safeguardsRows,
  ...europeRows('AUP, unnumbered paragraph after item 5'),
])
