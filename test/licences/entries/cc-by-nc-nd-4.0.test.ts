// Goal: CC BY-NC-ND grants every use but commerce and sharing of adaptations.
import { entryCases } from '../entry-cases.ts'
import { noDerivativesRows, nonCommercialRows } from './cc-rows.ts'

entryCases('CC-BY-NC-ND-4.0', [...nonCommercialRows, ...noDerivativesRows])
