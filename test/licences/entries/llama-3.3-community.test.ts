// Goal: Llama 3.3 is a text model, and its policy leaves out the EU all the same where a model is multimodal.
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

entryCases('LicenseRef-llama-3.3-community', [
  ...grantRows,
  ...thresholdRows,
  ...policyRows,
  ...outputsNamedRows,
  ...namingRows({ right: 'Llama-Acme-8B', wrong: ['Acme-8B', 'Acme-Llama-8B', 'llama-acme'] }),
  ...safeguardsRows,
  ...europeRows('AUP, unnumbered paragraph after item 5'),
])
