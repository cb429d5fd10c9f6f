import { unread } from './unread.ts'

export const openmdw11 = unread({
  id: 'LicenseRef-openmdw-1.1',
  name: 'Open Model, Data & Weights License',
  version: '1.1',
  class: 'permissive-model-licence',
  osaid: 'undecided',
  hubTags: ['openmdw-1.1'],
  appliesTo: ['NVIDIA Nemotron 3.x/Cosmos3 (secondary)'],
  note: {
    de: 'Der Text ist nicht gelesen; ob er von OpenMDW-1.0 abweicht, ist offen. Die SPDX-Liste 3.28.0 führt ihn nicht.',
    en: 'The text has not been read; whether it differs from OpenMDW-1.0 is open. The SPDX list 3.28.0 does not have it.',
  },
})
