// Goal: CC BY-SA grants every use and binds what is adapted and shared.
import { entryCases } from '../entry-cases.ts'
import { openRows, sameLicenceRows } from './cc-rows.ts'

entryCases('CC-BY-SA-4.0', [...openRows, ...sameLicenceRows({})])
