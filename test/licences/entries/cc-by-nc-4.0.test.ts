// Goal: CC BY-NC grants every use but commerce.
import { entryCases } from '../entry-cases.ts'
import { anyLicenceRows, free, nonCommercialRows } from './cc-rows.ts'

entryCases('CC-BY-NC-4.0', [...nonCommercialRows, ...anyLicenceRows(free)])
