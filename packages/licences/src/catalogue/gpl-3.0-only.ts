import { unread } from './unread.ts'

export const gpl30Only = unread({
  id: 'GPL-3.0-only',
  name: 'GNU GPL',
  version: '3.0',
  class: 'osi-open-source',
  osaid: 'possible',
  hubTags: ['gpl-3.0'],
  note: {
    de: 'Der Text ist nicht gelesen. Er ist nicht der der AGPL-3.0, auch wenn er ihm weithin gleicht.',
    en: 'The text has not been read. It is not that of AGPL-3.0, even though it is much like it.',
  },
})
