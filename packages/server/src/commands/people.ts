import type { SetUpLink } from '@stellwerk/contract/people-office'
import { roleNames, type Role, roles } from '@stellwerk/contract/register/role'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { optionTexts, say, UsageError } from './command.ts'
import { askControl, controlSocketPath, NoServer } from './control-client.ts'

export const peopleCommands: readonly CommandSpec[] = [
  {
    words: 'people link',
    summary: {
      de: 'Beim Einrichten jemanden zum ersten Mal hereinlassen',
      en: 'Let somebody in for the first time, at set-up',
    },
    details: {
      de: 'Druckt einen Link, der einmal und 30 Minuten lang gilt. Nur für Rollen, die noch nie jemand hatte: danach vergeben sie die, die sie haben, oder zwei Personen der Administration.',
      en: 'Prints a link that counts once and for 30 minutes. Only for roles that nobody ever held: after that those who hold them give them, or two administrators.',
    },
    options: [
      {
        name: 'role',
        value: 'ROLE',
        isRepeatable: true,
        help: {
          de: `Rolle, die mit dem Link kommt (sonst administrator): ${roles.join(', ')}`,
          en: `Role that comes with the link (otherwise administrator): ${roles.join(', ')}`,
        },
      },
    ],
    run: link,
  },
]

async function link(call: CommandCall): Promise<ExitCode> {
  const wanted = optionTexts(call, 'role').map(roleOf)
  const made = await ask(call, wanted.length === 0 ? ['administrator'] : wanted)
  if (call.isJson) say(call, JSON.stringify(made))
  else say(call, made.url)
  return 0
}

function roleOf(name: string): Role {
  const found = roles.find((role) => role === name)
  if (found !== undefined) return found
  const known = roles.map((role) => `${role} (${roleNames[role].en})`).join(', ')
  throw new UsageError({
    de: `unbekannte Rolle ${name}; es gibt: ${known}`,
    en: `unknown role ${name}; there are: ${known}`,
  })
}

async function ask(call: CommandCall, wanted: readonly Role[]): Promise<SetUpLink> {
  const socketPath = controlSocketPath(call.loadConfig().config.data)
  const wish = {
    socketPath,
    language: call.language,
    method: 'POST',
    path: '/api/set-up-link',
    body: { roles: wanted },
  } as const
  try {
    return (await askControl(wish)) as SetUpLink // From our own program.
  } catch (error) {
    if (!(error instanceof NoServer)) throw error
    throw new UsageError({
      de: 'der Server läuft nicht; zuerst stellwerk serve',
      en: 'the server does not run; first stellwerk serve',
    })
  }
}
