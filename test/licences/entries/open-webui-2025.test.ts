// Goal: from 0.6.6 on the branding of Open WebUI stays wherever more than 50 people use it, staff included.
import { entryCases, type Use } from '../entry-cases.ts'

const ui = (version?: string): NonNullable<Use['component']> => ({
  kind: 'ui',
  name: 'Open WebUI',
  ...(version === undefined ? {} : { version }),
})
const replaced: Use = { changes: ['branding-replaced'] }

entryCases('LicenseRef-open-webui-2025', [
  [
    '0.6.10, 50 users, logo replaced',
    { ...replaced, endUsers30Days: 50, component: ui('0.6.10') },
    'allowed',
    { cites: ['5(i)'] },
  ],
  [
    '0.6.10, 51 users, logo replaced',
    { ...replaced, endUsers30Days: 51, component: ui('0.6.10') },
    'forbidden',
    { cites: ['4', '5(i)'] },
  ],
  ['0.6.5, 51 users, logo replaced', { ...replaced, endUsers30Days: 51, component: ui('0.6.5') }, 'allowed'],
  [
    '0.6.6, 51 users, logo replaced',
    { ...replaced, endUsers30Days: 51, component: ui('0.6.6') },
    'forbidden',
    { cites: ['4', '5(i)'] },
  ],
  ['v0.6.6 is 0.6.6', { ...replaced, endUsers30Days: 51, component: ui('v0.6.6') }, 'forbidden'],
  ['0.10.0 comes after 0.6.6', { ...replaced, endUsers30Days: 51, component: ui('0.10.0') }, 'forbidden'],
  ['a version nobody states is a new one', { ...replaced, endUsers30Days: 51, component: ui() }, 'forbidden'],
  [
    'nobody counted the users, logo replaced',
    { ...replaced, component: ui('0.6.10') },
    'needs-review',
    { cites: ['5(i)'] },
  ],
  [
    'nobody counted the users, logo kept',
    { component: ui('0.6.10') },
    'allowed-with-obligations',
    { cites: ['4'], duties: ['keep-branding'] },
  ],
  ['50 users, logo kept', { endUsers30Days: 50, component: ui('0.6.10') }, 'allowed', { noDuties: ['keep-branding'] }],
  [
    '51 users, logo kept',
    { endUsers30Days: 51, component: ui('0.6.10') },
    'allowed-with-obligations',
    { cites: ['BSD part', '4'], duties: ['keep-branding'] },
  ],
  ['0.6.5, 51 users, logo kept', { endUsers30Days: 51, component: ui('0.6.5') }, 'allowed'],
  [
    'for customers, 51 of them, logo replaced',
    { ...replaced, endUsers30Days: 51, exposure: 'hosted-service', audience: 'customers', component: ui('0.6.10') },
    'forbidden',
    { cites: ['4', '5(i)'] },
  ],
  [
    '51 users without commerce, logo replaced',
    { ...replaced, endUsers30Days: 51, commercial: false, component: ui('0.6.10') },
    'forbidden',
  ],
  [
    'passed on',
    { redistributes: true, endUsers30Days: 50, component: ui('0.6.10') },
    'allowed-with-obligations',
    { cites: ['1', '2'], duties: ['keep-notices'], noDuties: ['no-endorsement-claim'] },
  ],
  [
    'passed on changed',
    { redistributes: true, changes: ['source-modified'], endUsers30Days: 50, component: ui('0.6.10') },
    'allowed-with-obligations',
    { cites: ['3'], duties: ['no-endorsement-claim'] },
  ],
  [
    'beside a model, 51 users, logo replaced',
    {
      ...replaced,
      endUsers30Days: 51,
      component: {
        licence: 'Apache-2.0',
        lineage: [
          { relation: 'shown-in', parent: 'Open WebUI', version: '0.6.6', licence: 'LicenseRef-open-webui-2025' },
        ],
      },
    },
    'forbidden',
    { cites: ['4'] },
  ],
])
