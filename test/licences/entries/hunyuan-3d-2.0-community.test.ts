// Goal: outside of the European Union, the United Kingdom and South Korea alone, and up to 1,000,000 users at release.
import { entryCases } from '../entry-cases.ts'
import { owed } from '../rows.ts'
import { grantRows, inAmerica, policyRows, territoryRows } from './hunyuan-rows.ts'

entryCases('LicenseRef-hunyuan-3d-2.0-community', [
  ...territoryRows,
  ...grantRows,
  ...policyRows,
  ['1,000,000 users at release', { ...inAmerica, groupMAUAtModelRelease: 1_000_000 }, owed],
  ['1,000,001 users at release', { ...inAmerica, groupMAUAtModelRelease: 1_000_001 }, 'forbidden', { cites: ['4'] }],
  ['1,000,001 users since release', { ...inAmerica, groupMAU: 1_000_001, productMAU: 1_000_001 }, owed],
  [
    '1,000,001 users at release, not for gain',
    { ...inAmerica, groupMAUAtModelRelease: 1_000_001, commercial: false },
    'forbidden',
    { cites: ['4'] },
  ],
  [
    'users at release that nobody has counted',
    { ...inAmerica, unstated: ['groupMAUAtModelRelease'] },
    'needs-review',
    { cites: ['4'] },
  ],
])
