import {
  base64,
  type CharacterSet,
  decimal,
  hexadecimal,
  letterOrDigit,
  setOf,
  upperOrDigit,
  urlSafe,
  wordCharacter,
} from './character-sets.ts'

/**
 * Tokens that say by their beginning who issued them. Facts only: prefix, alphabet and length, gathered from
 * gitleaks/gitleaks config/gitleaks.toml@b58d3f102cf3a2c84cb7f923d05c25c9b1aed84b (MIT), read 2026-11-23; no rule text. Lengths are
 * taken somewhat wider where the prefix is unmistakable, because vendors lengthen their tokens and a longer one is still a secret.
 * Our own keys (`swk_live_`) are those of the key store of the server.
 */
export interface PrefixedForm {
  readonly kind: string
  readonly prefixes: readonly string[]
  readonly alphabet: CharacterSet
  /** Characters behind the prefix. */
  readonly min: number
  readonly max: number
  /** Bits per character below which it is a placeholder. */
  readonly entropyMin?: number
}

/** Tokens with the sign that tells them in their middle. */
export interface MiddleForm {
  readonly kind: string
  readonly sign: string
  readonly before: { readonly alphabet: CharacterSet; readonly min: number; readonly max: number }
  readonly after: { readonly alphabet: CharacterSet; readonly min: number; readonly max: number }
}

/** Below it a text of this length repeats itself too much to be random. */
export const entropyFloor = 2.7

const bech32 = setOf('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')
const pointed = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.=')
const hexAndHyphen = setOf('0123456789abcdefABCDEF-')
const slack = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-')
const capitalsAndHyphen = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-')
const pathCharacter = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/@+')

type Row = readonly [kind: string, prefixes: string, alphabet: CharacterSet, min: number, max: number]

const rows: readonly Row[] = [
  ['STELLWERK_KEY', 'swk_live_', letterOrDigit, 38, 38],
  ['ADOBE_CLIENT_SECRET', 'p8e-', letterOrDigit, 32, 32],
  ['AGE_SECRET_KEY', 'AGE-SECRET-KEY-1', bech32, 58, 58],
  ['AIRTABLE_TOKEN', 'pat', pointed, 79, 79],
  ['ALIBABA_ACCESS_KEY', 'LTAI', letterOrDigit, 20, 20],
  ['ANTHROPIC_KEY', 'sk-ant-', urlSafe, 40, 200],
  ['ARTIFACTORY_KEY', 'AKCp', letterOrDigit, 69, 69],
  ['ARTIFACTORY_KEY', 'cmVmd', letterOrDigit, 59, 59],
  ['AWS_ACCESS_KEY', 'AKIA ASIA ABIA ACCA', upperOrDigit, 16, 16],
  ['AWS_BEDROCK_KEY', 'ABSK', base64, 109, 271],
  ['AWS_BEDROCK_KEY', 'bedrock-api-key-', base64, 30, 2000],
  ['CLICKHOUSE_KEY', '4b1d', letterOrDigit, 38, 38],
  ['CLOJARS_TOKEN', 'CLOJARS_', letterOrDigit, 60, 60],
  ['CLOUDFLARE_KEY', 'v1.0-', hexAndHyphen, 171, 171],
  ['DATABRICKS_TOKEN', 'dapi', hexAndHyphen, 32, 34],
  ['DEFINED_NETWORKING_TOKEN', 'dnkey-', urlSafe, 79, 79],
  ['DIGITALOCEAN_TOKEN', 'dop_v1_ doo_v1_ dor_v1_', hexadecimal, 64, 64],
  ['DOPPLER_TOKEN', 'dp.pt.', letterOrDigit, 40, 60],
  ['DROPBOX_TOKEN', 'sl.', pointed, 130, 1500],
  ['DUFFEL_TOKEN', 'duffel_test_ duffel_live_', pointed, 43, 43],
  ['DYNATRACE_TOKEN', 'dt0c01.', pointed, 89, 89],
  ['EASYPOST_KEY', 'EZAK EZTK', letterOrDigit, 54, 54],
  ['FACEBOOK_TOKEN', 'EAAM EAAC', letterOrDigit, 100, 400],
  ['FLUTTERWAVE_KEY', 'FLWSECK_TEST- FLWSECK-', capitalsAndHyphen, 12, 40],
  ['FLYIO_TOKEN', 'fo1_', urlSafe, 43, 43],
  ['FLYIO_TOKEN', 'fm1a_ fm1r_ fm2_', base64, 100, 2000],
  ['FRAMEIO_TOKEN', 'fio-u-', pointed, 64, 64],
  ['GITHUB_TOKEN', 'ghp_ gho_ ghu_ ghs_ ghr_', letterOrDigit, 36, 255],
  ['GITHUB_TOKEN', 'github_pat_', wordCharacter, 60, 255],
  [
    'GITLAB_TOKEN',
    'glpat- gldt- glft- glsoat- glrt- gloas- glptt- glagent- glimt- glffct- glcbt- GR1348941',
    pointed,
    20,
    320,
  ],
  ['GOCARDLESS_TOKEN', 'live_', urlSafe, 40, 41],
  ['GOOGLE_API_KEY', 'AIza', urlSafe, 35, 35],
  ['GRAFANA_TOKEN', 'glc_', base64, 32, 400],
  ['GRAFANA_TOKEN', 'glsa_', wordCharacter, 41, 41],
  ['GRAFANA_TOKEN', 'eyJrIjoi', base64, 70, 403],
  ['HARNESS_KEY', 'pat. sat.', pointed, 68, 68],
  ['HEROKU_KEY', 'HRKU-AA', urlSafe, 58, 58],
  ['HUGGINGFACE_TOKEN', 'hf_ api_org_', letterOrDigit, 30, 64],
  ['INFRACOST_TOKEN', 'ico-', letterOrDigit, 32, 32],
  ['INTRA42_SECRET', 's-s4t2ud- s-s4t2af-', hexadecimal, 64, 64],
  ['LINEAR_KEY', 'lin_api_', letterOrDigit, 40, 40],
  ['MAILGUN_KEY', 'key-', hexadecimal, 32, 32],
  ['NEW_RELIC_KEY', 'NRAK-', letterOrDigit, 27, 27],
  ['NEW_RELIC_KEY', 'NRII-', urlSafe, 32, 32],
  ['NEW_RELIC_KEY', 'NRJS-', hexadecimal, 19, 19],
  ['NOTION_TOKEN', 'ntn_', letterOrDigit, 46, 46],
  ['NPM_TOKEN', 'npm_', letterOrDigit, 36, 36],
  ['OCTOPUS_KEY', 'API-', upperOrDigit, 26, 26],
  ['ONEPASSWORD_KEY', 'A3-', capitalsAndHyphen, 36, 38],
  ['ONEPASSWORD_KEY', 'ops_eyJ', base64, 250, 2000],
  ['OPENAI_KEY', 'sk-proj- sk-svcacct- sk-admin-', urlSafe, 40, 300],
  ['OPENAI_KEY', 'sk-', letterOrDigit, 32, 100],
  ['OPENROUTER_KEY', 'sk-or-v1-', hexadecimal, 64, 64],
  ['OPENSHIFT_TOKEN', 'sha256~', urlSafe, 43, 43],
  ['PERPLEXITY_KEY', 'pplx-', letterOrDigit, 48, 48],
  ['PLAID_TOKEN', 'access-sandbox- access-development- access-production-', hexAndHyphen, 36, 36],
  ['PLANETSCALE_SECRET', 'pscale_tkn_ pscale_oauth_ pscale_pw_', pointed, 32, 64],
  ['POSTMAN_KEY', 'PMAK-', hexAndHyphen, 59, 59],
  ['PREFECT_TOKEN', 'pnu_', letterOrDigit, 36, 36],
  ['PULUMI_TOKEN', 'pul-', hexadecimal, 40, 40],
  ['PYPI_TOKEN', 'pypi-AgEIcHlwaS5vcmc', urlSafe, 50, 1000],
  ['README_KEY', 'rdme_', letterOrDigit, 70, 70],
  ['RUBYGEMS_KEY', 'rubygems_', hexadecimal, 48, 48],
  ['SCALINGO_TOKEN', 'tk-us-', urlSafe, 48, 48],
  ['SENDGRID_KEY', 'SG.', pointed, 66, 66],
  ['SENDINBLUE_KEY', 'xkeysib-', slack, 81, 81],
  ['SENTRY_TOKEN', 'sntrys_', setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_'), 80, 500],
  ['SENTRY_TOKEN', 'sntryu_', hexadecimal, 64, 64],
  ['SETTLEMINT_TOKEN', 'sm_aat_ sm_pat_ sm_sat_', letterOrDigit, 16, 16],
  ['SHIPPO_TOKEN', 'shippo_live_ shippo_test_', hexadecimal, 40, 40],
  ['SHOPIFY_TOKEN', 'shpat_ shpca_ shppa_ shpss_', hexadecimal, 32, 32],
  ['SLACK_TOKEN', 'xoxb- xoxp- xoxa- xoxr- xoxo- xoxs- xoxe- xoxe.xoxb- xoxe.xoxp- xapp-', slack, 16, 250],
  [
    'SLACK_WEBHOOK',
    'hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/',
    pathCharacter,
    40,
    100,
  ],
  ['SOURCEGRAPH_TOKEN', 'sgp_', wordCharacter, 40, 57],
  ['SQUARE_TOKEN', 'sq0atp-', urlSafe, 22, 60],
  ['STRIPE_KEY', 'sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_', letterOrDigit, 16, 250],
  ['TEAMS_WEBHOOK', 'webhook.office.com/webhookb2/', pathCharacter, 80, 300],
  ['TWILIO_KEY', 'SK', hexadecimal, 32, 32],
  ['TYPEFORM_TOKEN', 'tfp_', pointed, 59, 59],
  ['VAULT_TOKEN', 'hvs. hvb.', urlSafe, 60, 320],
  ['YANDEX_KEY', 'AQVN', urlSafe, 35, 38],
]

export const prefixedForms: readonly PrefixedForm[] = rows.map(([kind, prefixes, alphabet, min, max]) => ({
  kind,
  prefixes: prefixes.split(' '),
  alphabet,
  min,
  max,
}))

export const middleForms: readonly MiddleForm[] = [
  {
    kind: 'TELEGRAM_TOKEN',
    sign: ':A',
    before: { alphabet: decimal, min: 7, max: 12 },
    after: { alphabet: urlSafe, min: 34, max: 34 },
  },
  {
    kind: 'AZURE_CLIENT_SECRET',
    sign: 'Q~',
    before: { alphabet: setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.'), min: 4, max: 4 },
    after: { alphabet: setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.-'), min: 31, max: 34 },
  },
  {
    kind: 'TERRAFORM_TOKEN',
    sign: '.atlasv1.',
    before: { alphabet: letterOrDigit, min: 14, max: 14 },
    after: { alphabet: urlSafe, min: 60, max: 70 },
  },
  {
    kind: 'MAILCHIMP_KEY',
    sign: '-us',
    before: { alphabet: hexadecimal, min: 32, max: 32 },
    after: { alphabet: decimal, min: 1, max: 2 },
  },
  {
    kind: 'MAXMIND_KEY',
    sign: '_mmk',
    before: { alphabet: wordCharacter, min: 36, max: 36 },
    after: { alphabet: letterOrDigit, min: 0, max: 0 },
  },
]
