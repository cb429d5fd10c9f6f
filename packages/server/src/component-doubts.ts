// What may not be relied on in the folder of a component, in words for whoever keeps it.
import type { MissingFact } from '@stellwerk/contract/lamp'

const operator = { de: 'Betrieb', en: 'operator' }

function doubt(id: string, name: string, de: string, en: string): MissingFact {
  return {
    name: `licence.components.${id}.${name}`,
    text: { de: `${id}: ${de}`, en: `${id}: ${en}` },
    suppliedBy: operator,
  }
}

export function unreadableFolder(id: string): MissingFact {
  return doubt(
    id,
    'folder',
    'der Ordner lässt sich nicht lesen oder hat zu viele Dateien (components[].folder)',
    'its folder cannot be read, or has too many files (components[].folder)',
  )
}

export function unreadableText(id: string): MissingFact {
  return doubt(
    id,
    'text',
    'ein Lizenztext im Ordner lässt sich nicht lesen',
    'a licence text in its folder cannot be read',
  )
}

export function unreadableCard(id: string): MissingFact {
  return doubt(
    id,
    'card',
    'die Modellkarte im Ordner (README.md) lässt sich nicht lesen',
    'the model card in its folder (README.md) cannot be read',
  )
}

/** What the files of a component say it was made from, and its entry does not. */
export function unstatedBase(id: string, base: string): MissingFact {
  return doubt(
    id,
    'madeFrom',
    `Modellkarte oder Gewichte nennen „${base}“ als Grundlage, components[].madeFrom nicht: Deren Lizenz bindet mit`,
    `card or weights name “${base}” as its base, and components[].madeFrom does not: its licence binds as well`,
  )
}

export function weightsMissing(id: string): MissingFact {
  return doubt(
    id,
    'weights',
    'eine Prüfsumme ist angegeben (components[].digest), im Ordner liegen aber keine Gewichte',
    'a digest is stated (components[].digest), and there are no weights in its folder',
  )
}

export function weightsUnmeasured(id: string): MissingFact {
  return doubt(
    id,
    'digest',
    'die Prüfsumme der Gewichte wird noch gebildet',
    'the digest of its weights is being computed',
  )
}

export function weightsDiffer(id: string): MissingFact {
  return doubt(
    id,
    'digest',
    'die Gewichte im Ordner sind andere als angegeben (components[].digest)',
    'the weights in its folder are others than stated (components[].digest)',
  )
}
