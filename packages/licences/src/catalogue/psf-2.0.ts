import { unread } from './unread.ts'

export const psf20 = unread({
  id: 'PSF-2.0',
  name: 'Python Software Foundation License',
  version: '2',
  class: 'osi-open-source',
  osaid: 'possible',
  note: {
    de: 'Als Lizenz von Python-Bibliotheken genannt; der Text ist nicht gelesen.',
    en: 'Named as the licence of Python libraries; the text has not been read.',
  },
})
