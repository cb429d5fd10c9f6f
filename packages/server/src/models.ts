import { GatewayError } from '@stellwerk/contract/error'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import type { Language } from '@stellwerk/contract/language'

import type { Caller, House } from './house.ts'
import { showNotices, showTerms } from './model-licences.ts'
import { asCaller } from './request.ts'
import type { Knock } from './visit.ts'

/** `GET /v1/models`: what the key may use, with the lamps of each model. Asks no engine, so it answers at once. */
export function listModels(knock: Knock, house: House): Promise<Response> {
  return asCaller(knock, 'models', house, async (caller, language) => {
    const data = house.registry.modelsFor(caller).map((listing) => modelBody(listing, caller, language, house))
    return house.door.whole(JSON.stringify({ object: 'list', data }), knock.requestId, 'models')
  })
}

/**
 * `GET /v1/models/{model}`: one of them, and with `/notices` and `/terms` what its licences say. Names of models may contain
 * slashes, so a model that is called like a page of another one goes before it.
 */
export function showModel(path: string, knock: Knock, house: House): Promise<Response> {
  return asCaller(knock, 'models', house, async (caller, language) => {
    const listings = house.registry.modelsFor(caller)
    const named = (model: string): Listing | undefined => listings.find((one) => one.model === model)
    const listing = named(path)
    if (listing !== undefined) {
      const body = JSON.stringify(modelBody(listing, caller, language, house))
      return house.door.whole(body, knock.requestId, 'models')
    }
    const slash = path.lastIndexOf('/')
    const [model, page] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)]
    if (named(model) !== undefined) {
      if (page === 'notices') return showNotices(model, caller, knock, language, house)
      if (page === 'terms') return showTerms(model, caller, knock, house)
    }
    throw new GatewayError('model_unknown', { param: 'model', details: { model: path } })
  })
}

interface Listing {
  readonly model: string
  readonly deploymentIds: readonly string[]
}

function modelBody(listing: Listing, caller: Caller, language: Language, house: House): JsonObject {
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
