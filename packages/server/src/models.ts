import { GatewayError } from '@stellwerk/contract/error'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import type { Language } from '@stellwerk/contract/language'

import type { Caller, House } from './house.ts'
import { asCaller } from './request.ts'
import type { Knock } from './visit.ts'

/** `GET /v1/models`: what the key may use, with the lamps of each model. Asks no engine, so it answers at once. */
export function listModels(knock: Knock, house: House): Promise<Response> {
  return asCaller(knock, 'models', house, async (caller, language) => {
    const data = house.registry.modelsFor(caller).map((listing) => modelBody(listing, caller, language, house))
    return house.door.whole(JSON.stringify({ object: 'list', data }), knock.requestId, 'models')
  })
}

/** `GET /v1/models/{model}`: one of them. */
export function showModel(model: string, knock: Knock, house: House): Promise<Response> {
  return asCaller(knock, 'models', house, async (caller, language) => {
    const listing = house.registry.modelsFor(caller).find((one) => one.model === model)
    if (listing === undefined) throw new GatewayError('model_unknown', { param: 'model', details: { model } })
    return house.door.whole(JSON.stringify(modelBody(listing, caller, language, house)), knock.requestId, 'models')
  })
}

function modelBody(
  listing: { readonly model: string; readonly deploymentIds: readonly string[] },
  caller: Caller,
  language: Language,
  house: House,
): JsonObject {
  const routes: Json[] = listing.deploymentIds.map((deploymentId) => ({
    deployment: deploymentId,
    lamps: house.door.lamps(house.gate.lampsOf({ useCaseId: caller.useCaseId, deploymentId }), language),
  }))
  // Clients want a date. When the model was made is a matter of its record; this is when it was first offered here.
  return {
    id: listing.model,
    object: 'model',
    created: Math.floor(house.settings.openedAt / 1000),
    owned_by: 'stellwerk',
    stellwerk: { routes },
  }
}
