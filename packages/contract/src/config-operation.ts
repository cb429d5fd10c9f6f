import { z } from 'zod'
import { useCaseGroups } from './config-front-ends.ts'
import { componentOf, use } from './config-licences.ts'
import { limits } from './config-limits.ts'
import { personalData } from './config-personal-data.ts'
import { record } from './config-record.ts'
import { choices, id, list, modelName } from './config-shapes.ts'
import { endpoints, mediaKinds } from './endpoint.ts'
import { languages } from './language.ts'

// What a deployment and a use case are to the request path, whether the configuration states it or the register.

export const deploymentOperation = {
  model: modelName.describe('Public model name that clients ask for. Several deployments may share one.'),
  upstream: id.describe('Id of the upstream that serves it.'),
  component: componentOf(
    'Id of the component that it serves. Without one its licence is unknown, and only a statement of an office lets it pass.',
  ),
  servedAs: modelName.exactOptional().describe('Name of the model at the engine, when it differs from the public one.'),
  endpoints: choices(endpoints)
    .prefault([...endpoints])
    .describe('Endpoints under /v1 that this model serves.'),
  media: choices(mediaKinds)
    .prefault([])
    .describe('Parts that no text filter can read and that this model may get. What is not named is refused.'),
}

export const useCaseOperation = {
  deployments: list(id).prefault([]).describe('Ids of the deployments that this use case may use.'),
  groups: useCaseGroups,
  language: z
    .enum(languages)
    .exactOptional()
    .describe('Language of messages to its clients, unless the key says otherwise.'),
  media: choices(mediaKinds)
    .prefault([])
    .describe('Opaque parts that it may send; the deployment must allow them as well.'),
  retryAfterTimeout: z
    .boolean()
    .default(false)
    .describe('Whether another deployment may be tried after a timeout, although the first may still be computing.'),
  strict: z
    .boolean()
    .default(false)
    .describe('Whether the end of an answer waits until its outcome is recorded; otherwise the outcome follows.'),
  record,
  personalData,
  limits,
  use,
}
