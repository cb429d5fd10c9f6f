// Goal: CC BY-NC-SA grants every use but commerce and binds what is adapted and shared.
import { entryCases } from '../entry-cases.ts'
import { free, nonCommercialRows, sameLicenceRows } from './cc-rows.ts'

entryCases('CC-BY-NC-SA-4.0', [...nonCommercialRows, ...sameLicenceRows(free)])
