import { unread } from './unread.ts'

export const postgresql = unread({
  id: 'PostgreSQL',
  name: 'PostgreSQL License',
  class: 'osi-open-source',
  osaid: 'possible',
  hubTags: ['postgresql'],
  appliesTo: ['PostgreSQL', 'pgvector'],
  note: {
    de: 'Als Lizenz von Datenbank und Erweiterung genannt; der Text ist für den Katalog nicht gelesen.',
    en: 'Named as the licence of database and extension; the text has not been read for the catalogue.',
  },
})
