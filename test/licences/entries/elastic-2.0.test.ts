// Goal: Elastic lets a service use the store inside and bars offering the store itself, paid or not.
import { entryCases, type Use } from '../entry-cases.ts'

const component = { kind: 'store', name: 'some-store' } as const
const service: Use = { exposure: 'hosted-service', audience: 'customers' }
const engine = { kind: 'engine', name: 'some-engine' } as const

entryCases('Elastic-2.0', [
  ['internal commercial use', { component }, 'allowed', { cites: ['Copyright License', 'Limitations'] }],
  ['the store itself before customers', { ...service, component }, 'needs-review', { cites: ['Limitations'] }],
  [
    'the store inside a service of another kind',
    {
      ...service,
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'embeds-component', kind: 'store', parent: 'some-store', licence: 'Elastic-2.0' }],
      },
    },
    'allowed',
    { cites: ['Limitations'] },
  ],
  ['an engine by itself behind a chat', { ...service, component: engine }, 'needs-review', { cites: ['Limitations'] }],
  [
    'an engine inside a chat',
    {
      ...service,
      component: {
        licence: 'Apache-2.0',
        lineage: [{ relation: 'served-by', parent: 'some-engine', licence: 'Elastic-2.0' }],
      },
    },
    'allowed',
  ],
  [
    'an engine whose functions are resold',
    { ...service, modelAsAService: true, component: engine },
    'forbidden',
    { cites: ['Limitations'] },
  ],
  [
    'free of charge makes no difference',
    { ...service, modelAsAService: true, commercial: false, component: engine },
    'forbidden',
    { cites: ['Limitations'] },
  ],
  [
    'passed on unchanged',
    { redistributes: true, component },
    'allowed-with-obligations',
    { cites: ['Notices'], duties: ['provide-licence-copy', 'keep-notices'], noDuties: ['mark-modified-files'] },
  ],
  [
    'passed on changed',
    { redistributes: true, changes: ['source-modified'], component },
    'allowed-with-obligations',
    { duties: ['mark-modified-files'] },
  ],
  ['outputs train another model', { trainsOtherModelOnOutputs: true, component }, 'allowed'],
])
