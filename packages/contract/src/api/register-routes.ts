// Calls about objects of the register, the same for each kind.
import type { z } from 'zod'
import type { Text } from '../language.ts'
import { type ObjectKind, objectKindNames, objectKinds } from '../register/kind.ts'
import { collections } from './collection.ts'
import { type Admission, type ObjectOperation, operatorMay, rolesThatMay } from './permission.ts'
import {
  acted,
  commented,
  objectView,
  proposed,
  summaryPage,
  versionDetail,
  versionPage,
  versionView,
  withdrawn,
} from './register-answers.ts'
import { act, comment, numberPage, objectPage, proposal, withdrawal } from './register-wishes.ts'
import type { ApiRoute } from './route.ts'

/** Bytes: an artefact of five thousand files with their digests. */
const proposalBytesMax = 2_097_152

/** Bytes: a comment, or an act with its conditions. */
const saidBytesMax = 131_072

/** Schemas are made once for each kind, so that the document names each of them once. */
export const versionViews: ReadonlyMap<ObjectKind, z.ZodType> = new Map(
  objectKinds.map((kind) => [kind, versionView(kind)]),
)

export const registerRoutes: readonly ApiRoute[] = objectKinds.flatMap(routesOf)

function routesOf(kind: ObjectKind): readonly ApiRoute[] {
  const version = versionViews.get(kind) ?? versionView(kind)
  return [...reading(kind, version), ...changing(kind, version)]
}

function reading(kind: ObjectKind, version: z.ZodType): readonly ApiRoute[] {
  const path = `/api/${collections[kind]}`
  const who = admission('read', kind)
  const common = { method: 'GET', kind, who, status: 200 } as const
  return [
    {
      ...common,
      id: 'objectList',
      path,
      summary: said(kind, { de: 'alle', en: 'all of them' }),
      query: objectPage,
      answer: summaryPage,
      answerName: 'objectPage',
    },
    {
      ...common,
      id: 'objectRead',
      path: `${path}/{id}`,
      summary: said(kind, { de: 'neueste Fassung und die in Kraft', en: 'newest version and the one in force' }),
      answer: objectView(kind, version),
      answerName: `${kind}Object`,
      hasEtag: true,
    },
    {
      ...common,
      id: 'versionList',
      path: `${path}/{id}/versions`,
      summary: said(kind, { de: 'Fassungen, die erste zuerst', en: 'versions, the first one first' }),
      query: numberPage,
      answer: versionPage(version),
      answerName: `${kind}VersionPage`,
    },
    {
      ...common,
      id: 'versionRead',
      path: `${path}/{id}/versions/{number}`,
      summary: said(kind, {
        de: 'eine Fassung mit Handlungen und Kommentaren',
        en: 'a version with acts and comments',
      }),
      answer: versionDetail(version),
      answerName: `${kind}VersionDetail`,
    },
  ]
}

function changing(kind: ObjectKind, version: z.ZodType): readonly ApiRoute[] {
  const path = `/api/${collections[kind]}/{id}`
  return [
    {
      id: 'propose',
      method: 'POST',
      path: `${path}/proposals`,
      kind,
      summary: said(kind, { de: 'eine Fassung vorschlagen', en: 'propose a version' }),
      who: admission('propose', kind),
      body: proposal(kind),
      bodyBytesMax: proposalBytesMax,
      status: 201,
      answer: proposed(version),
      answerName: `${kind}Proposed`,
      hasEtag: true,
      needsIfMatch: true,
    },
    {
      id: 'act',
      method: 'POST',
      path: `${path}/acts`,
      kind,
      summary: said(kind, { de: 'in einer Rolle etwas zu einer Fassung sagen', en: 'say something about a version' }),
      who: { ...admission('act', kind), isFresh: true },
      body: act,
      bodyBytesMax: saidBytesMax,
      status: 201,
      answer: acted,
      answerName: 'acted',
    },
    {
      id: 'withdraw',
      method: 'POST',
      path: `${path}/withdrawals`,
      kind,
      summary: said(kind, { de: 'eine Fassung oder Handlung zurücknehmen', en: 'withdraw a version or an act' }),
      who: admission('withdraw', kind),
      body: withdrawal,
      bodyBytesMax: saidBytesMax,
      status: 200,
      answer: withdrawn,
      answerName: 'withdrawn',
    },
    {
      id: 'comment',
      method: 'POST',
      path: `${path}/comments`,
      kind,
      summary: said(kind, { de: 'eine Fassung kommentieren', en: 'comment on a version' }),
      who: admission('comment', kind),
      body: comment,
      bodyBytesMax: saidBytesMax,
      status: 201,
      answer: commented,
      answerName: 'commented',
    },
  ]
}

function admission(operation: ObjectOperation, kind: ObjectKind): Admission {
  return { people: rolesThatMay(operation, kind), operator: operatorMay[operation] }
}

function said(kind: ObjectKind, what: Text): Text {
  const { de, en } = objectKindNames[kind]
  return { de: `${de}: ${what.de}`, en: `${en}: ${what.en}` }
}
