// What a bill can say of a component because its folder was read: hashes of the weights, licence texts, and where the claim stands.
import type { Text } from '@stellwerk/contract/language'
import type { Artefact, BomComponent, Claim } from '@stellwerk/licences/bom/input'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import { indexTexts } from '@stellwerk/licences/identify/text-index'
import { noLicence } from '@stellwerk/licences/layers'
import { concludeFrom } from '@stellwerk/licences/scan/conclusion'
import type { ArtefactFolder } from '@stellwerk/licences/scan/folder'
import { claimedBases } from '@stellwerk/licences/scan/lineage'

import { readArtefactFolder } from '../artefact-folder.ts'

export interface ReadFolder extends Pick<BomComponent, 'component' | 'artefact' | 'claim'> {
  /** What could not be read. */
  readonly unread: readonly { readonly path: string; readonly text: Text }[]
}

const cannotRead: Text = {
  de: 'der Ordner ist nicht lesbar; nichts darin ist gemessen',
  en: 'the folder cannot be read; nothing in it was measured',
}

/**
 * The component with what its folder shows beside what was stated. A text adds its licence and takes none away; a base that the card names
 * and nobody has stated is there with no licence, so that nothing is concluded over its head.
 */
export async function readFolder(
  component: Component,
  folder: string,
  how: { readonly catalogue: Catalogue; readonly withDigests: boolean; readonly at: string },
): Promise<ReadFolder> {
  const found = await contentOf(component, folder, how)
  if (found === undefined) return { component, unread: [{ path: folder, text: cannotRead }] }
  const claims = claimsIn(found)
  const declaredLicence = component.declaredLicence ?? claims[0]?.licence
  const claim = claims.find(({ licence }) => licence.toLowerCase() === declaredLicence?.toLowerCase())
  const licence = licenceOf(component, concludeFrom(found, how.catalogue))
  const claimed = claimedBases(found).filter(({ name }) => !isStated(component, name))
  const textSha256 = found.texts.flatMap(({ identification }) => identification.wordSha256 ?? []).toSorted()
  return {
    component: {
      ...component,
      ...(declaredLicence === undefined ? {} : { declaredLicence }),
      ...(licence === undefined ? {} : { licence }),
      ...(textSha256.length === 0 ? {} : { textSha256 }),
      ...(claimed.length === 0
        ? {}
        : {
            lineage: [
              ...(component.lineage ?? []),
              ...claimed.map(({ relation, name }) => ({ relation, parent: name })),
            ],
          }),
    },
    artefact: artefactOf(found, how.at),
    ...(claim === undefined ? {} : { claim: { foundIn: claim.foundIn, at: how.at, source: claim.path } }),
    unread: found.unread.map(({ path, why }) => ({ path, text: why })),
  }
}

async function contentOf(
  { name }: Component,
  path: string,
  { catalogue, withDigests }: Parameters<typeof readFolder>[2],
): Promise<ArtefactFolder | undefined> {
  try {
    return await readArtefactFolder({ name, path }, { texts: indexTexts(catalogue), withDigests })
  } catch {
    return undefined // The one error that it throws: the folder itself cannot be read. Its parts are listed as unread.
  }
}

/** Names are compared as hubs do, without case; whoever left the organisation out means the same. */
function isStated({ lineage = [] }: Component, name: string): boolean {
  const wanted = name.toLowerCase()
  return lineage.some(({ parent }) => wanted === parent.toLowerCase() || wanted.endsWith(`/${parent.toLowerCase()}`))
}

interface FolderClaim {
  readonly licence: string
  readonly path: string
  readonly foundIn: Claim['foundIn']
}

function claimsIn({ sources }: ArtefactFolder): readonly FolderClaim[] {
  return sources.flatMap(({ path, claims }) =>
    claims.licences.map((licence): FolderClaim => ({
      licence,
      path,
      foundIn: /\.md$/i.test(path) ? 'card' : 'file-header',
    })),
  )
}

/** What was stated and what the texts show bind together: a text that says something else is not overruled by a line in a file. */
function licenceOf({ licence: stated }: Component, conclusion: ReturnType<typeof concludeFrom>): Component['licence'] {
  const shown = conclusion.licence === undefined ? [] : [conclusion.licence, ...conclusion.beside]
  const known = stated === undefined || stated === noLicence ? [] : stated.split(' AND ')
  const all = [...new Set([...known, ...shown])]
  return all.length === 0 ? stated : all.join(' AND ')
}

function artefactOf({ weights, texts }: ArtefactFolder, at: string): Artefact {
  const files = weights.flatMap(({ path, sha256 }) => (sha256 === undefined ? [] : [{ path, sha256 }]))
  return {
    known: { kind: 'measured', at },
    ...(files.length === 0 ? {} : { files }),
    ...(texts.length === 0
      ? {}
      : {
          texts: texts.map(({ path, identification: { licence, wordSha256 } }) => ({
            path,
            licence,
            ...(wordSha256 === undefined ? {} : { wordSha256 }),
          })),
        }),
  }
}
