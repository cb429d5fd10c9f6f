// Goal: each thing has exactly one spelling. One defect a row; rows at both sides of each bound.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { refusedPart } from '../../../../test/conformance/tlog/refused.ts'
import { sha256, testLog } from '../../../../test/conformance/tlog/written-log.ts'
import { concatBytes, encodeBase64, encodeUtf8 } from './bytes.ts'
import {
  formatNote,
  formatVerifierKey,
  MalformedNote,
  MalformedVerifierKey,
  noteBytesMax,
  parseNote,
  parseVerifierKey,
  signatureLinesMax,
  signatureTypes,
} from './note.ts'

const line = `— name ${encodeBase64(Uint8Array.of(0, 0, 0, 1, 2))}\n`

const ascii = (count: number): string => 'a'.repeat(count)

describe('note', () => {
  const rows: readonly [why: string, text: string | Uint8Array, part: string | undefined][] = [
    ['as specified', `text\n\n${line}`, undefined],
    ['empty lines in the text', `one\n\n\ntwo\n\n${line}`, undefined],
    ['the most lines', `text\n\n${line.repeat(signatureLinesMax)}`, undefined],
    ['a line more', `text\n\n${line.repeat(signatureLinesMax + 1)}`, 'signature lines'],
    ['as long as allowed', `${ascii(noteBytesMax - encodeUtf8(line).length - 2)}\n\n${line}`, undefined],
    ['a byte longer', `${ascii(noteBytesMax - encodeUtf8(line).length - 1)}\n\n${line}`, 'length'],
    ['nothing', '', 'text'],
    ['no signatures', 'text\n\n', 'signature lines'],
    ['no empty line', `text\n${line}`, 'text'],
    ['no last newline', `text\n\n${line.slice(0, -1)}`, 'signature lines'],
    ['empty line behind', `text\n\n${line}\n`, 'signature lines'],
    ['hyphen for dash', `text\n\n- name AAAAAQI=\n`, 'signature line'],
    ['en dash', `text\n\n– name AAAAAQI=\n`, 'signature line'],
    ['no blank behind the dash', `text\n\n—name AAAAAQI=\n`, 'signature line'],
    ['no name', `text\n\n— AAAAAQI=\n`, 'signature line'],
    ['empty name', `text\n\n—  AAAAAQI=\n`, 'signature line'],
    ['plus in the name', `text\n\n— a+b AAAAAQI=\n`, 'signature line'],
    ['wide blank in the name', `text\n\n— a\u3000b AAAAAQI=\n`, 'signature line'],
    ['blank behind', `text\n\n— name AAAAAQI= \n`, 'signature line'],
    ['no padding', `text\n\n— name AAAAAQI\n`, 'signature line'],
    ['key id alone', `text\n\n— name AAAAAQ==\n`, 'signature line'],
    ['CR LF', `text\r\n\r\n${line}`, 'control character'],
    ['tab', `te\txt\n\n${line}`, 'control character'],
    ['zero byte', `te\0xt\n\n${line}`, 'control character'],
    ['delete is none', `te\u007fxt\n\n${line}`, undefined],
    ['cut character', concatBytes(Uint8Array.of(0xe2, 0x80), encodeUtf8(`\n\n${line}`)), 'encoding'],
    ['overlong character', concatBytes(Uint8Array.of(0xc1, 0x81), encodeUtf8(`\n\n${line}`)), 'encoding'],
  ]
  for (const [why, text, part] of rows) {
    test(`${why}: ${part ?? 'read and written again'}`, () => {
      const bytes = typeof text === 'string' ? encodeUtf8(text) : text
      assert.equal(
        refusedPart(() => parseNote(bytes), MalformedNote),
        part,
      )
      if (part === undefined) assert.deepEqual(formatNote(parseNote(bytes)), bytes)
    })
  }

  test('a byte order mark is part of the text', () => {
    assert.equal(parseNote(encodeUtf8(`\ufefftext\n\n${line}`)).text, '\ufefftext\n')
  })

  for (const text of ['no newline', 'tab\t\n', 'lone \ud800\n']) {
    test(`${JSON.stringify(text)} cannot be signed`, () => {
      const signatures = [{ name: 'name', keyId: 1, signature: Uint8Array.of(2) }]
      assert.throws(() => formatNote({ text, signatures }), MalformedNote)
    })
  }
})

describe('verifier key', () => {
  const vkey = formatVerifierKey(testLog.key)
  const [name, id, material] = vkey.split('+')
  const typed = (type: number, bytes = 32): string => encodeBase64(Uint8Array.of(type, ...new Uint8Array(bytes)))
  const rows: readonly [why: string, text: string, part: string | undefined][] = [
    ['as written', vkey, undefined],
    ['two parts', `${name}+${id}`, 'form'],
    ['upper case', `${name}+${id?.toUpperCase()}+${material}`, 'form'],
    ['nine digits', `${name}+0${id}+${material}`, 'form'],
    ['no name', `+${id}+${material}`, 'name'],
    ['another name', `x${vkey}`, 'key id'],
    ['another id', `${name}+00000000+${material}`, 'key id'],
    ['newline behind', `${vkey}\n`, 'public key'],
    ['no material', `${name}+${id}+`, 'type'],
    ['ECDSA', `${name}+${id}+${typed(0x02)}`, 'type'],
    ['ML-DSA', `${name}+${id}+${typed(0x06, 1312)}`, 'type'],
    ['a byte less', `${name}+${id}+${typed(signatureTypes.ed25519, 31)}`, 'public key'],
    ['a byte more', `${name}+${id}+${typed(signatureTypes['cosignature/v1'], 33)}`, 'public key'],
  ]
  for (const [why, text, part] of rows) {
    test(`${why}: ${part ?? 'read'}`, () => {
      assert.equal(
        refusedPart(() => parseVerifierKey(text, sha256), MalformedVerifierKey),
        part,
      )
    })
  }
})
