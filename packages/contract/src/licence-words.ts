// The closed lists of the licence engine that a configuration may use. contract imports nothing of ours, so they stand here once
// more; test/licences/words.test.ts holds them against those of packages/licences.

/** What a use can be about: first what some licence bars, then what none speaks of. */
export const licencePurposes = [
  'military',
  'weapons',
  'nuclear',
  'espionage',
  'itar-bwc-cwc',
  'surveillance',
  'biometrics',
  'critical-infrastructure',
  'law-enforcement-justice',
  'migration-asylum',
  'medical',
  'legal-advice',
  'financial-advice',
  'unlicensed-profession',
  'automated-decision-individual',
  'employment-decision',
  'essential-services',
  'social-scoring',
  'discrimination-protected',
  'vulnerability-exploitation',
  'minors',
  'disinformation',
  'election-influence',
  'impersonation',
  'undisclosed-ai',
  'spam-fake-engagement',
  'malware-cyber',
  'safety-circumvention',
  'sexual-content',
  'sensitive-data',
  'pii-harm',
  'defamation-harassment',
  'drugs',
  'violence-terror',
  'illegal-generic',
  'ip-infringement',
  'trade-control',
  'end-user-disclosure',
  'public-authority-user',
  'competitor-user',
  'commercial',
  'production',
  'general-office',
  'citizen-information',
  'customer-support',
  'internal-search',
  'summarisation',
  'translation',
  'transcription',
  'drafting',
  'classification',
  'data-extraction',
  'software-development',
  'it-operations',
  'marketing',
  'education',
  'accessibility',
  'proof-of-concept',
  'research',
  'scientific-research',
  'evaluation',
  'testing',
] as const

export const legalForms = [
  'company',
  'public-authority',
  'university',
  'hospital',
  'association',
  'individual',
  'other',
] as const

export const useAudiences = ['staff', 'customers', 'public'] as const

export const useExposures = ['internal', 'hosted-service', 'shipped-product', 'consumes-third-party-product'] as const

export const decisionModes = ['human-decides', 'assists', 'fully-automated'] as const

export const componentChanges = [
  'fine-tuned',
  'quantised',
  'merged',
  'converted',
  'pruned',
  'guardrails-removed',
  'branding-replaced',
  'source-modified',
] as const

export const componentKinds = [
  'model',
  'adapter',
  'dataset',
  'engine',
  'ui',
  'container',
  'library',
  'store',
  'prompt-template',
] as const

export const componentModalities = ['text', 'multimodal', 'image', 'audio', 'video', 'embedding'] as const

/** How one work comes from another. */
export const componentRelations = [
  'finetune',
  'continued-pretraining',
  'adapter',
  'quantized',
  'format-conversion',
  'pruned',
  'merge',
  'distilled-on-outputs',
  'embeds-component',
  'trained-on',
  'served-by',
  'shown-in',
] as const
