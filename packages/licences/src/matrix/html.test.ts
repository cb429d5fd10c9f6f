// Goal: one page that stands alone, that a screen reader can walk through, and that nobody's name can break out of.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { test } from 'bun:test'

import { catalogue } from '../catalogue/catalogue.ts'
import { indexCatalogue } from '../catalogue-index.ts'
import { catalogueDocument } from './catalogue-document.ts'
import type { MatrixDocument } from './document.ts'
import { htmlOf } from './html.ts'
import { htmlStyle, htmlStyleHash } from './html-style.ts'
import { judgePair, portfolioLines } from './portfolio.ts'
import { portfolioDocument } from './portfolio-document.ts'

const known = indexCatalogue(catalogue)
const onDay = '2026-11-23'
const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

function documents(language: 'de' | 'en'): readonly MatrixDocument[] {
  const use = { id: `letters ${hostile}`, profile: { exposure: 'internal', audience: 'staff' } as const }
  const pairs = ['MIT', 'LicenseRef-gemma-tou-2024-04-01', undefined].map((licence) =>
    judgePair({ kind: 'model', name: hostile, declaredLicence: hostile, ...(licence && { licence }) }, use, {
      catalogue: known,
      onDay,
    }),
  )
  return [
    portfolioDocument(portfolioLines(pairs, { catalogue: known, onDay }), { catalogue: known, language, onDay }),
    catalogueDocument(known, { language, onDay }),
  ]
}

/** All elements of a page, with their attributes and text, as an independent parser sees them. */
async function elementsOf(html: string) {
  const found: { readonly tag: string; readonly attributes: Readonly<Record<string, string>>; text: string }[] = []
  const rewriter = new HTMLRewriter().on('*', {
    element(element) {
      found.push({ tag: element.tagName, attributes: Object.fromEntries(element.attributes), text: '' })
    },
    text(chunk) {
      const last = found.at(-1)
      if (last !== undefined) last.text += chunk.text
    },
  })
  await rewriter.transform(new Response(html)).text()
  return found
}

for (const language of ['de', 'en'] as const) {
  for (const [index, document] of documents(language).entries()) {
    const name = `${language}, ${['portfolio', 'catalogue'][index]}`

    test(`${name}: language, title, one main, one first heading`, async () => {
      const elements = await elementsOf(htmlOf(document))
      const only = (tag: string) => {
        const [first, ...others] = elements.filter((element) => element.tag === tag)
        assert.deepEqual(others, [])
        return first
      }
      assert.equal(only('html')?.attributes['lang'], language)
      assert.match(only('title')?.text.trim() ?? '', /^Li.*, 2026-11-23$/)
      assert.ok(only('main') && only('h1'))
    })

    test(`${name}: nothing runs and nothing comes from elsewhere`, async () => {
      const elements = await elementsOf(htmlOf(document))
      const allowed = new Set(
        'html head meta title style body a header h1 dl dt dd nav ul li main section h2 div table caption thead tr th tbody td'.split(
          ' ',
        ),
      )
      assert.deepEqual(
        elements.filter(({ tag }) => !allowed.has(tag)),
        [],
      )
      for (const { attributes } of elements) {
        for (const [attribute, value] of Object.entries(attributes)) {
          assert.doesNotMatch(attribute, /^(on|src|style)/)
          if (attribute === 'href') assert.match(value, /^#[a-z]+(-\d+)?$/)
        }
      }
      const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
      const hash = createHash('sha256').update(htmlStyle).digest('base64')
      assert.equal(htmlStyleHash, `sha256-${hash}`)
      assert.equal(
        policy?.attributes['content'],
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
      )
      // The hash is of exactly what stands between the tags.
      assert.ok(htmlOf(document).includes(`<style>${htmlStyle}</style>`))
      assert.doesNotMatch(htmlStyle, /url\(|@import/)
    })

    test(`${name}: tables have captions, each cell a heading of its column, each row one of its own`, async () => {
      const elements = await elementsOf(htmlOf(document))
      const tags = elements.map(({ tag }) => tag)
      assert.equal(tags.filter((tag) => tag === 'caption').length, document.sheets.length)
      const headings = elements.filter(({ tag }) => tag === 'th')
      assert.ok(headings.every(({ attributes }) => ['col', 'row'].includes(attributes['scope'] ?? '')))
      const rows = document.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
      assert.equal(headings.filter(({ attributes }) => attributes['scope'] === 'row').length, rows)
      const columns = document.sheets.reduce((sum, sheet) => sum + sheet.columns.length, 0)
      assert.equal(headings.filter(({ attributes }) => attributes['scope'] === 'col').length, columns)
      const cells = document.sheets.reduce((sum, sheet) => sum + sheet.rows.length * (sheet.columns.length - 1), 0)
      assert.equal(tags.filter((tag) => tag === 'td').length, cells)
    })

    test(`${name}: every link leads to a row that is there, and no id stands twice`, async () => {
      const elements = await elementsOf(htmlOf(document))
      const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? [])
      assert.equal(new Set(ids).size, ids.length)
      const targets = elements.flatMap(({ attributes }) => attributes['href']?.slice(1) ?? [])
      assert.deepEqual(
        targets.filter((target) => !ids.includes(target)),
        [],
      )
      assert.ok(targets.length > document.sheets.length)
    })

    test(`${name}: says how old the catalogue is; the same input gives the same bytes`, () => {
      const html = htmlOf(document)
      assert.ok(html.includes(`<dd>${known.asOf}</dd>`))
      assert.equal(htmlOf(documents(language)[index]!), html)
    })
  }
}

test('a hostile name is text', () => {
  const [portfolio] = documents('en')
  const html = htmlOf(portfolio!)
  assert.ok(!html.includes('<script'))
  assert.ok(html.includes('&lt;script&gt;'))
})

// WCAG 2.2, 1.4.6: 7:1. Every colour of text of the style with the ground that it stands on.
const pairs: readonly [what: string, text: string, ground: string][] = [
  ['text', '1a1a1a', 'ffffff'],
  ['link', '0b4f8a', 'ffffff'],
  ['heading of a column', 'ffffff', '23374d'],
  ['stop', '6b0f0f', 'f9d6d5'],
  ['ask', '4f3a00', 'fce8b8'],
  ['duty', '12335e', 'dce9f9'],
  ['go', '0f4a1b', 'd9f0dc'],
]
for (const [what, text, ground] of pairs) {
  test(`contrast: ${what}`, () => {
    const [light, dark] = [luminance(text), luminance(ground)].toSorted((a, b) => b - a) as [number, number]
    assert.ok((light + 0.05) / (dark + 0.05) >= 7)
  })
}

test('contrast: the pairs above are all the colours of the style', () => {
  const used = [...htmlStyle.matchAll(/(?<!-)(?:color|background):#([0-9a-f]{3,6})\b/g)].map(([, colour = '']) =>
    colour.length === 3 ? [...colour].map((digit) => digit + digit).join('') : colour,
  )
  const checked = new Set([...pairs.flatMap(([, text, ground]) => [text, ground]), '000000'])
  assert.deepEqual(
    used.filter((colour) => !checked.has(colour)),
    [],
  )
})

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
