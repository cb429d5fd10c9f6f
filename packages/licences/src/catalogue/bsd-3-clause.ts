import { unread } from './unread.ts'

export const bsd3Clause = unread({
  id: 'BSD-3-Clause',
  name: 'BSD 3-Clause License',
  class: 'osi-open-source',
  osaid: 'possible',
  hubTags: ['bsd-3-clause'],
  appliesTo: ['Open WebUI up to 0.6.5'],
  note: {
    de: 'Der Text ist hier nicht gelesen. Nach Ziffer 6 der Open WebUI License steht darunter der Code von Open WebUI bis 0.6.5.',
    en: 'The text has not been read here. By clause 6 of the Open WebUI License the code of Open WebUI up to 0.6.5 is under it.',
  },
})
