import { z } from 'zod'
import { componentShape } from '../config-licences.ts'
import { deploymentOperation } from '../config-operation.ts'
import { place } from '../config-place.ts'
import { groupName } from '../group.ts'
import { date, id, line, list, section } from '../config-shapes.ts'
import { engineKinds } from '../endpoint.ts'
import { componentRelations } from '../licence-words.ts'
import { citations, fact, sha256, shortLine, title } from './stated.ts'

// What runs: components with their licences, artefacts with their bytes, engines, and models that they serve. Addresses and secrets
// stay in the configuration of the machine.

/** Formats of weights. Those that run code when they are loaded are named so that they can be refused. */
export const artefactFormats = ['gguf', 'safetensors', 'onnx', 'pytorchPickle', 'other'] as const

/** Files of one artefact. The largest models that we know come in some hundred. */
const filesMax = 5_000

const { id: _id, folder: _folder, ...componentFacts } = componentShape

/** A component as in the configuration, without the folder: that is a place on a machine. */
export const component = section({ title, ...componentFacts, citations })

const lineage = section({
  relation: z.enum(componentRelations).describe('How it comes from it.'),
  artefact: id.exactOptional().describe('Id of an artefact of the register.'),
  name: shortLine.exactOptional().describe('Or else its name where it has no entry.'),
})

export const artefact = section({
  title,
  component: id.describe('Id of the component that it is, for its licence.'),
  digest: fact(sha256).describe('Digest of the weights (SHA-256, hexadecimal).'),
  format: fact(z.enum(artefactFormats)).describe('Format of the weights.'),
  files: z
    .array(section({ path: shortLine, sha256, bytes: z.int().min(0) }))
    .max(filesMax)
    .readonly()
    .prefault([])
    .describe('Files with their digests.'),
  chatTemplate: fact(sha256).exactOptional().describe('Digest of the chat template (SHA-256, hexadecimal).'),
  architecture: fact(shortLine).exactOptional().describe('Architecture as its header names it.'),
  parameters: fact(z.int().min(1)).exactOptional().describe('Number of parameters.'),
  contextTokens: fact(z.int().min(1)).exactOptional().describe('Tokens of context that it was trained for.'),
  quantisation: fact(shortLine).exactOptional().describe('Quantisation as its header names it.'),
  licenceFiles: list(section({ path: shortLine, sha256 }))
    .prefault([])
    .describe('Licence texts that lie beside it, with their digests.'),
  lineage: list(lineage).prefault([]).describe('What it was made from.'),
})

export const upstream = section({
  title,
  kind: z.enum(engineKinds).describe('Which inference server it is; the one of this id in the configuration.'),
  place,
  component: id.exactOptional().describe('Id of the component that the server is.'),
  processorContract: id.exactOptional().describe('Id of the contract with whoever runs it.'),
  engineVersion: fact(shortLine).exactOptional().describe('Version of the engine.'),
  isolated: fact(z.boolean())
    .exactOptional()
    .describe('Whether nobody reaches the engine around the gateway. Declared, it holds for 90 days at most.'),
  drilledOn: fact(date).exactOptional().describe('Day of the last drill of stopping it (ISO date).'),
  advisoriesCheckedOn: fact(date)
    .exactOptional()
    .describe('Day on which its version was last held against known exploited vulnerabilities (ISO date).'),
})

export const deployment = section({
  title,
  ...deploymentOperation,
  artefact: id.exactOptional().describe('Id of the artefact that it serves.'),
  citations,
})

export const group = section({
  title,
  name: groupName.describe('Name of the group as front ends and identity providers say it.'),
  purpose: line.describe('Who is in it, in words. No names of people.'),
  trainingRecord: id.exactOptional().describe('Id of the record that the group was trained.'),
})
