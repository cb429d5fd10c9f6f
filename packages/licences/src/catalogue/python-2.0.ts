import { unread } from './unread.ts'

export const python20 = unread({
  id: 'Python-2.0',
  name: 'Python License',
  version: '2.0',
  class: 'osi-open-source',
  osaid: 'possible',
  appliesTo: ['CPython'],
  note: {
    de: 'Als Lizenz der Laufzeit von Python genannt; der Text ist nicht gelesen.',
    en: 'Named as the licence of the Python runtime; the text has not been read.',
  },
})
