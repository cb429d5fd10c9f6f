// Goal: the header of real weights is read, and its numbers fill the file to the last byte.
import { strict as assert } from 'node:assert'
import { basename, dirname } from 'node:path'

import { test } from 'bun:test'

import { modelFactsFile } from '@stellwerk/contract/model-facts'

import { models } from '../inventory/inventory.ts'
import { modelOrSkip } from './embedded.ts'

const files = await modelOrSkip()

if (files !== undefined) {
  test('models scan: SmolLM2', async () => {
    const name = basename(files.weights)
    const { out } = await models(['models', 'scan', name, '--json'], dirname(files.weights))
    const [model] = modelFactsFile.parse(JSON.parse(out)).facts.models
    const [artefact] = model?.artefacts ?? []
    assert.ok(artefact !== undefined)
    const { digest, architecture, quantisation, parameters, contextTokens, chatTemplate } = artefact
    assert.deepEqual(
      { digest, architecture, quantisation, parameters, contextTokens, chatTemplate },
      {
        digest: files.sha256,
        architecture: 'llama',
        quantisation: 'Q4_1',
        parameters: 134_515_008,
        contextTokens: 8_192,
        chatTemplate: '872be49dbb638044ad01b60388f48d469ff2980e5f0dccdc22ec907db54d0788',
      },
    )
    assert.deepEqual(model?.refused, [])
  }, 30_000)
}
