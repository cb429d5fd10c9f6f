// What a verification is asked: the command line, and what it names beside the thing itself.
import { existsSync, readFileSync } from 'node:fs'

import type { Clock } from '@stellwerk/tlog/verify/signed-checkpoint'

import type { CommandCall, CommandWiring, OptionSpec } from './command.ts'
import { optionText, UsageError } from './command.ts'
import { keptCheckpoint } from './journal-checkpoint.ts'
import { checkpointBeside, type Stamp, stampOptions } from './journal-stamps.ts'
import { policyOption, vkeyOption } from './journal-trust.ts'

/** The installation that verifies its own journal. */
export interface OwnInstallation {
  readonly data: string
  readonly isRunning: boolean
  /** Certificates that it trusts for time-stamps, a path. */
  readonly timestampRoots: string | undefined
  readonly logVkey: (origin: string) => string
}

/** A command line, with an installation around it or without. */
export interface VerifyCall extends Pick<CommandCall, 'argument' | 'options' | 'language' | 'isJson' | 'io'> {
  readonly wiring: Pick<CommandWiring, 'now' | 'checkTimestamp'>
  /** Only asked where it matters: a bundle can be verified while the configuration is broken. */
  readonly installation: () => OwnInstallation | undefined
}

export const verifyOptions: readonly OptionSpec[] = [
  vkeyOption,
  policyOption,
  {
    name: 'against',
    value: 'FILE',
    help: {
      de: 'Älterer Checkpoint, der gedruckt oder per Post aufgehoben wurde',
      en: 'Older checkpoint that was kept on paper or by mail',
    },
  },
  {
    name: 'entry',
    value: 'FILE',
    help: {
      de: 'Eintrag zu einem Beweis (.tlog-proof); sonst der, der im Bündel daneben liegt',
      en: 'Entry of a proof (.tlog-proof); otherwise the one beside it in a bundle',
    },
  },
  ...stampOptions,
  {
    name: 'auditor-token',
    value: 'env:NAME|file:PATH',
    help: {
      de: 'Woher das Token eines Prüfers kommt, für die Einträge an einer Adresse',
      en: 'Where the token of an auditor comes from, for the entries at an address',
    },
  },
]

/** What is given beside the thing itself. */
export function beside(call: VerifyCall): { readonly older: readonly Uint8Array[]; readonly stamps: readonly Stamp[] } {
  const [against, timestamp] = [optionText(call, 'against'), optionText(call, 'timestamp')]
  const older = against === undefined ? [] : [keptCheckpoint(fileBytes(against))]
  if (timestamp === undefined) return { older, stamps: [] }
  const path = checkpointBeside(timestamp)
  if (!existsSync(path)) {
    throw new UsageError({
      de: `zu ${timestamp} gehört der gestempelte Checkpoint in ${path}`,
      en: `${timestamp} belongs with the checkpoint that was stamped, in ${path}`,
    })
  }
  const note = fileBytes(path)
  // That a checkpoint was stamped says something about this log only if it is one of its own.
  return { older: [...older, note], stamps: [{ path: timestamp, token: fileBytes(timestamp), note }] }
}

export function fileBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path))
}

export function clockOf(call: Pick<VerifyCall, 'wiring'>): Clock {
  return { nowSeconds: Math.floor(call.wiring.now() / 1_000) }
}
