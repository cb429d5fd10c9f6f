import { unread } from './unread.ts'

export const mpl20 = unread({
  id: 'MPL-2.0',
  name: 'Mozilla Public License',
  version: '2.0',
  class: 'osi-open-source',
  osaid: 'possible',
  hubTags: ['mpl-2.0'],
  note: {
    de: 'Der Text ist nicht gelesen.',
    en: 'The text has not been read.',
  },
})
