import { unread } from './unread.ts'

export const jambaOpenModel = unread({
  id: 'LicenseRef-jamba-open-model',
  name: 'Jamba Open Model License',
  date: '2024-08',
  steward: 'AI21 Labs',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  note: {
    de: 'Berichte Dritter widersprechen einander: Die einen nennen eine Umsatzschwelle, die anderen eine freie Lizenz. Eine Person muss den Text lesen.',
    en: 'Reports of third parties contradict each other: some name a revenue threshold, others a permissive licence. A person has to read the text.',
  },
})
