// Goal: CC BY grants every use and asks for attribution where copies are shared.
import { entryCases } from '../entry-cases.ts'
import { anyLicenceRows, openRows } from './cc-rows.ts'

entryCases('CC-BY-4.0', [...openRows, ...anyLicenceRows({})])
