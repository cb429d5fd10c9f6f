import { unread } from './unread.ts'

export const nvidiaCudaEula = unread({
  id: 'LicenseRef-nvidia-cuda-eula',
  name: 'NVIDIA CUDA Toolkit EULA',
  class: 'proprietary',
  osaid: 'excluded',
  appliesTo: ['CUDA runtime'],
  note: {
    de: 'Laufzeit und Basisabbilder stehen unter proprietären oder gemischten Bedingungen, die nicht gelesen sind. Sie gehören trotzdem in jede Aufstellung.',
    en: 'Runtime and base images come under proprietary or mixed terms that have not been read. They belong in every list all the same.',
  },
})
