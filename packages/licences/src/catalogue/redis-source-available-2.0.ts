import { unread } from './unread.ts'

export const redisSourceAvailable20 = unread({
  id: 'LicenseRef-redis-source-available-2.0',
  name: 'Redis Source Available License',
  version: '2.0',
  class: 'source-available',
  osaid: 'excluded',
  appliesTo: ['Redis from 7.4 (or SSPL-1.0)'],
  note: {
    de: 'Für den Katalog nicht umgesetzt. Redis lässt ab 7.4 die Wahl zwischen dieser Lizenz und der SSPL-1.0.',
    en: 'Not transcribed for the catalogue. From 7.4 on Redis leaves the choice between this licence and SSPL-1.0.',
  },
})
