import type { ErrorDetails, ErrorMeaning } from './error-meaning.ts'
import { controlMeanings } from './error-control.ts'
import { signInMeanings } from './error-sign-in.ts'
import type { Language, Text } from './language.ts'
import { registerMeanings } from './register/problem.ts'

const fixRequest: Text = { de: 'Anfrage berichtigen und neu senden.', en: 'Correct the request and send it again.' }
const askOperator: Text = {
  de: 'Bitte an den Betrieb wenden.',
  en: 'Please contact the operator.',
}
const newKey: Text = {
  de: 'Neuen Schlüssel beim Betrieb anfordern (stellwerk keys create).',
  en: 'Ask the operator for a new key (stellwerk keys create).',
}
const retryLater: Text = { de: 'Später erneut versuchen.', en: 'Try again later.' }
const slowDown: Text = {
  de: 'Danach erneut versuchen; über höhere Grenzen entscheidet der Betrieb (useCases[].limits).',
  en: 'Try again after that; higher limits are up to the operator (useCases[].limits).',
}
const waitForOne: Text = {
  de: 'Erneut versuchen, wenn eine davon zu Ende ist; über höhere Grenzen entscheidet der Betrieb (useCases[].limits).',
  en: 'Try again when one of them has ended; higher limits are up to the operator (useCases[].limits).',
}

/**
 * Every error code that a client can see, in one list. Codes are promises; the sentences may improve.
 *
 * The status is chosen by what the client does next (docs/laws.md, law 6): common clients retry 408, 409, 429 and 5xx, so a
 * denial is 403 and everything but a short 429 carries `x-should-retry: false`.
 */
export const errorMeanings = {
  ...signInMeanings,

  // 401: not identified
  key_missing: {
    status: 401,
    type: 'authentication_error',
    says: () => ({ de: 'Es fehlt ein Schlüssel.', en: 'No key was sent.' }),
    next: {
      de: 'Im Kopf „Authorization: Bearer swk_live_…“ mitsenden.',
      en: 'Send it in the header "Authorization: Bearer swk_live_…".',
    },
  },
  key_malformed: {
    status: 401,
    type: 'authentication_error',
    says: (d) =>
      d['reason'] === 'two'
        ? {
            de: 'In „Authorization“ und „x-api-key“ stehen zwei verschiedene Schlüssel; nur einer darf es sein.',
            en: 'There are two different keys in "Authorization" and "x-api-key"; only one is taken.',
          }
        : {
            de: 'Das ist kein Stellwerk-Schlüssel, oder er wurde falsch abgeschrieben (Prüfsumme).',
            en: 'This is no Stellwerk key, or it was copied wrongly (checksum).',
          },
    next: { de: 'Schlüssel vollständig kopieren.', en: 'Copy the whole key.' },
  },
  key_unknown: {
    status: 401,
    type: 'authentication_error',
    says: () => ({ de: 'Dieser Schlüssel ist hier nicht bekannt.', en: 'This key is not known here.' }),
    next: newKey,
  },
  key_expired: {
    status: 401,
    type: 'authentication_error',
    says: (d) => ({
      de: `Dieser Schlüssel ist am ${d['expiredOn']} abgelaufen.`,
      en: `This key expired on ${d['expiredOn']}.`,
    }),
    next: newKey,
  },
  key_revoked: {
    status: 401,
    type: 'authentication_error',
    says: () => ({ de: 'Dieser Schlüssel wurde widerrufen.', en: 'This key has been revoked.' }),
    next: newKey,
  },

  // 400: malformed, or a field that has no place here
  host_malformed: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({ de: 'Der Host-Kopf ist kein gültiger Name.', en: 'The Host header is not a valid name.' }),
    next: fixRequest,
  },
  body_missing: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({ de: 'Die Anfrage hat keinen Körper.', en: 'The request has no body.' }),
    next: { de: 'Ein JSON-Objekt senden.', en: 'Send a JSON object.' },
  },
  body_timeout: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Der Körper der Anfrage kam nicht innerhalb von ${d['timeoutMs']} ms an.`,
      en: `The body of the request did not arrive within ${d['timeoutMs']} ms.`,
    }),
    next: fixRequest,
  },
  content_type_unsupported: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Nur application/json ohne Inhaltskodierung wird gelesen.',
      en: 'Only application/json without content coding is read.',
    }),
    next: {
      de: 'Den Kopf „Content-Type: application/json“ mitsenden, und kein Content-Encoding.',
      en: 'Send the header "Content-Type: application/json", and no Content-Encoding.',
    },
  },
  body_not_utf8: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({ de: 'Der Körper ist kein gültiges UTF-8.', en: 'The body is not valid UTF-8.' }),
    next: fixRequest,
  },
  body_not_json: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({ de: 'Der Körper ist kein gültiges JSON-Objekt.', en: 'The body is not a valid JSON object.' }),
    next: fixRequest,
  },
  json_duplicate_key: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Ein Schlüssel steht doppelt im selben JSON-Objekt (Zeichen ${d['offset']}).`,
      en: `A key stands twice in the same JSON object (character ${d['offset']}).`,
    }),
    next: fixRequest,
  },
  json_too_deep: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das JSON ist tiefer als ${d['depthMax']} Ebenen.`,
      en: `The JSON is deeper than ${d['depthMax']} levels.`,
    }),
    next: fixRequest,
  },
  json_too_large: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das JSON hat mehr als ${d['max']} Einträge in einer Liste oder einem Objekt.`,
      en: `The JSON has more than ${d['max']} entries in one array or object.`,
    }),
    next: fixRequest,
  },
  json_text_malformed: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Das JSON enthält einen Text, der kein gültiges Unicode ist, oder eine Zahl ohne Wert.',
      en: 'The JSON contains a text that is not well-formed Unicode, or a number without a value.',
    }),
    next: fixRequest,
  },
  field_unknown: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das Feld „${d['field']}“ ist an diesem Endpunkt nicht bekannt.${d['nearest'] ? ` Gemeint: „${d['nearest']}“?` : ''}`,
      en: `The field "${d['field']}" is not known at this endpoint.${d['nearest'] ? ` Did you mean "${d['nearest']}"?` : ''}`,
    }),
    next: {
      de: 'Weglassen, oder vom Betrieb für die Maschine freigeben lassen (allowFields).',
      en: 'Leave it out, or have the operator allow it for the engine (allowFields).',
    },
  },
  field_not_allowed: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das Feld „${d['field']}“ ist hier gesperrt: ${d['whyDe'] ?? 'nicht freigegeben'}${allowAs(d)}.`,
      en: `The field "${d['field']}" is barred here: ${d['why'] ?? 'not allowed'}${allowAs(d)}.`,
    }),
    next: {
      de: 'Weglassen, oder den Betrieb um Freigabe bitten.',
      en: 'Leave it out, or ask the operator to allow it.',
    },
  },
  field_invalid: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das Feld „${d['field']}“ ${d['missing'] ? 'fehlt. Erwartet' : 'hat nicht den erwarteten Wert'}: ${d['expected']}.`,
      en: `The field "${d['field']}" ${d['missing'] ? 'is missing. Expected' : 'does not have the expected value'}: ${d['expected']}.`,
    }),
    next: fixRequest,
  },
  field_untranslatable: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das Feld „${d['field']}“ lässt sich für diese Maschine nicht übersetzen: ${d['whyDe']}.`,
      en: `The field "${d['field']}" cannot be translated for this engine: ${d['why']}.`,
    }),
    next: {
      de: 'Feld weglassen oder eine Maschine nutzen, die diese Schnittstelle selbst bedient.',
      en: 'Leave the field out, or use an engine that serves this endpoint itself.',
    },
  },
  media_not_allowed: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `„${d['field']}“: Teile der Art ${d['media']} sind für diesen Anwendungsfall nicht freigegeben.`,
      en: `"${d['field']}": parts of the kind ${d['media']} are not allowed for this use case.`,
    }),
    next: {
      de: 'Ohne diesen Teil senden, oder den Betrieb um Freigabe bitten (media).',
      en: 'Send it without this part, or ask the operator to allow it (media).',
    },
  },
  media_remote: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `„${d['field']}“: entfernte Adressen werden nicht geladen.`,
      en: `"${d['field']}": remote addresses are not fetched.`,
    }),
    next: { de: 'Den Inhalt als data:-Adresse senden.', en: 'Send the content as a data: URL.' },
  },
  engine_refused: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Die Maschine hat die Anfrage abgelehnt: ${sentence(d['engineMessage'])}`,
      en: `The engine refused the request: ${sentence(d['engineMessage'])}`,
    }),
    next: fixRequest,
  },

  terms_changed: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das sind nicht die geltenden Nutzungsbeschränkungen von „${d['model']}“; sie haben jetzt den Fingerabdruck ${d['termsShort']}….`,
      en: `These are not the use restrictions of "${d['model']}" in force; their digest is ${d['termsShort']}… now.`,
    }),
    next: {
      de: 'GET /v1/models/{model}/terms neu lesen und dessen „digest“ angeben.',
      en: 'Read GET /v1/models/{model}/terms again, and give its "digest".',
    },
  },

  // 403: denied
  use_case_inactive: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Der Anwendungsfall „${d['useCase']}“ ist nicht in Kraft (Zustand: ${d['state']}).`,
      en: `The use case "${d['useCase']}" is not in force (state: ${d['state']}).`,
    }),
    next: askOperator,
  },
  model_not_permitted: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Das Modell „${d['model']}“ gehört nicht zum Anwendungsfall „${d['useCase']}“.`,
      en: `The model "${d['model']}" does not belong to the use case "${d['useCase']}".`,
    }),
    next: {
      de: 'Zugelassene Modelle: GET /v1/models.',
      en: 'Permitted models: GET /v1/models.',
    },
  },
  front_end_unknown: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Dieser Schlüssel gehört zur Oberfläche „${d['frontEnd']}“, die hier nicht mehr eingerichtet ist.`,
      en: `This key belongs to the front end "${d['frontEnd']}", which is no longer configured here.`,
    }),
    next: askOperator,
  },
  network_not_permitted: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Von ${d['address']} aus darf „${d['frontEnd']}“ nicht anfragen; sein Schlüssel gilt nur in seinen Netzen.`,
      en: `"${d['frontEnd']}" may not call from ${d['address']}; its key holds only in its networks.`,
    }),
    next: {
      de: 'Betrieb: frontEnds[].networks und listen.trustedProxies prüfen.',
      en: 'Operator: check frontEnds[].networks and listen.trustedProxies.',
    },
  },
  identity_missing: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `„${d['frontEnd']}“ hat nicht nachgewiesen, wer fragt (${d['header']}: ${d['whyDe']}).`,
      en: `"${d['frontEnd']}" did not prove who is asking (${d['header']}: ${d['why']}).`,
    }),
    next: {
      de: 'Neu anmelden; hilft das nicht, bitte an den Betrieb wenden.',
      en: 'Sign in again; if that does not help, please contact the operator.',
    },
  },
  token_audience: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Das Token von „${d['frontEnd']}“ ist für ${d['found'] === '' ? 'niemanden' : `„${d['found']}“`} ausgestellt, nicht für „${d['expected']}“.`,
      en: `The token of "${d['frontEnd']}" is issued for ${d['found'] === '' ? 'nobody' : `"${d['found']}"`}, not for "${d['expected']}".`,
    }),
    next: {
      de: 'Betrieb: beim Identitätsanbieter diese Zielgruppe (aud) ins Token aufnehmen lassen.',
      en: 'Operator: have the identity provider put this audience (aud) into the token.',
    },
  },
  group_unknown: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `„${d['useCase']}“ ist nur für bestimmte Gruppen, und Ihre Gruppen wurden nicht mitgeteilt.`,
      en: `"${d['useCase']}" is for certain groups only, and your groups were not told.`,
    }),
    next: {
      de: 'Bitte an den Betrieb wenden: Gruppen ins Token oder an den Schlüssel.',
      en: 'Please contact the operator: groups belong into the token or to the key.',
    },
  },
  group_not_permitted: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `„${d['useCase']}“ ist nur für bestimmte Gruppen, und Sie sind in keiner davon.`,
      en: `"${d['useCase']}" is for certain groups only, and you are in none of them.`,
    }),
    next: {
      de: 'Zugang bei der Stelle beantragen, die für diesen Anwendungsfall verantwortlich ist.',
      en: 'Ask for access where this use case is answered for.',
    },
  },
  lamps_shut: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Kein freies Signal: ${d['missingDe'] ?? d['missing']}.`,
      en: `No clear signal: ${d['missing']}.`,
    }),
    next: { de: 'Wer es klären kann, steht in Klammern.', en: 'Who can clear it stands in brackets.' },
  },
  personal_data_blocked: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Mit diesen Angaben nicht zugelassen: ${d['missingDe'] ?? d['missing']}.`,
      en: `Not permitted with these data: ${d['missing']}.`,
    }),
    next: {
      de: 'Ohne diese Angaben senden; wer sie freigeben kann, steht in Klammern.',
      en: 'Send it without them; who can permit them stands in brackets.',
    },
  },
  terms_not_accepted: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Für „${d['model']}“ gelten Nutzungsbeschränkungen (${d['termsShort']}…), denen dieser Schlüssel noch nicht zugestimmt hat.`,
      en: `"${d['model']}" has use restrictions (${d['termsShort']}…) that this key has not accepted yet.`,
    }),
    next: {
      de: 'GET /v1/models/{model}/terms lesen, dann mit POST zustimmen (oder stellwerk terms accept).',
      en: 'Read GET /v1/models/{model}/terms, then accept with POST (or stellwerk terms accept).',
    },
  },
  permit_ended: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Die Zulassung ist während der Antwort entfallen; der Strom wurde beendet.',
      en: 'The permit ended while the answer was running; the stream was cut.',
    }),
    next: askOperator,
  },

  // 404: path or model
  path_unknown: {
    status: 404,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `${d['method']} ${d['path']} wird nicht bedient. Bedient werden: ${d['served']}.`,
      en: `${d['method']} ${d['path']} is not served. Served: ${d['served']}.`,
    }),
    next: { de: 'Adresse prüfen.', en: 'Check the address.' },
  },
  response_not_stored: {
    status: 404,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Antworten werden hier nicht gespeichert, also lässt sich keine abrufen, fortsetzen oder löschen.',
      en: 'Responses are not stored here, so none can be retrieved, continued or deleted.',
    }),
    next: {
      de: 'Das ganze Gespräch in „input“ mitsenden und „store“ auf false setzen.',
      en: 'Send the whole conversation in "input", and set "store" to false.',
    },
  },
  model_unknown: {
    status: 404,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Ein Modell „${d['model']}“ gibt es hier nicht.`,
      en: `There is no model "${d['model']}" here.`,
    }),
    next: { de: 'Zugelassene Modelle: GET /v1/models.', en: 'Permitted models: GET /v1/models.' },
  },
  terms_none: {
    status: 404,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Für „${d['model']}“ ist hier keinen Nutzungsbeschränkungen zuzustimmen.`,
      en: `There are no use restrictions of "${d['model']}" to be accepted here.`,
    }),
    next: { de: 'Das Modell lässt sich so aufrufen.', en: 'The model can be called as it is.' },
  },
  endpoint_unsupported: {
    status: 404,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das Modell „${d['model']}“ bedient /v1/${d['endpoint']} nicht.`,
      en: `The model "${d['model']}" does not serve /v1/${d['endpoint']}.`,
    }),
    next: { de: 'Anderes Modell wählen.', en: 'Choose another model.' },
  },

  // 413: size
  body_too_large: {
    status: 413,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Die Anfrage ist größer als ${d['bytesMax']} Byte.`,
      en: `The request is larger than ${d['bytesMax']} bytes.`,
    }),
    next: { de: 'Anfrage kürzen.', en: 'Shorten the request.' },
  },

  // 429: rate, short
  rate_limited: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `Zu viele Anfragen; in ${d['retryAfterSeconds']} s erneut versuchen.`,
      en: `Too many requests; try again in ${d['retryAfterSeconds']} s.`,
    }),
    next: retryLater,
  },
  requests_per_minute: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `${whose(d).de} darf höchstens ${d['max']} Anfragen pro Minute stellen; wieder möglich in ${d['retryAfterSeconds']} s.`,
      en: `${whose(d).en} may make at most ${d['max']} requests a minute; possible again in ${d['retryAfterSeconds']} s.`,
    }),
    next: slowDown,
  },
  tokens_per_minute: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `${whose(d).de} darf höchstens ${d['max']} Token pro Minute verbrauchen; diese Anfrage passt${d['opensAt'] ? ` ab ${d['opensAt']}` : ` in ${d['retryAfterSeconds']} s`}.`,
      en: `${whose(d).en} may use at most ${d['max']} tokens a minute; this request fits ${d['opensAt'] ? `from ${d['opensAt']}` : `in ${d['retryAfterSeconds']} s`}.`,
    }),
    next: {
      de: 'Dann erneut versuchen; ein kleineres max_tokens passt eher.',
      en: 'Try again then; a smaller max_tokens fits sooner.',
    },
  },
  concurrent_requests: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `${whose(d).de} hat schon ${d['max']} Anfragen zugleich laufen, mehr sind nicht erlaubt.`,
      en: `${whose(d).en} has ${d['max']} requests running already, which is the most it may have.`,
    }),
    next: waitForOne,
  },
  concurrent_streams: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `${whose(d).de} hat schon ${d['max']} gestreamte Antworten zugleich laufen, mehr sind nicht erlaubt.`,
      en: `${whose(d).en} has ${d['max']} streamed answers running already, which is the most it may have.`,
    }),
    next: waitForOne,
  },
  queue_full: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `Vor „${d['model']}“ warten schon ${d['max']} Anfragen, mehr dürfen nicht warten.`,
      en: `${d['max']} requests are waiting for "${d['model']}" already, no more may wait.`,
    }),
    next: retryLater,
  },
  queue_timeout: {
    status: 429,
    type: 'rate_limit_error',
    says: (d) => ({
      de: `Bei „${d['model']}“ wurde innerhalb von ${d['timeoutMs']} ms kein Platz frei.`,
      en: `No place at "${d['model']}" became free within ${d['timeoutMs']} ms.`,
    }),
    next: retryLater,
  },

  // 499: nobody is left to read it; for records and counts only
  client_gone: {
    status: 499,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Der Empfänger hat die Verbindung vor der Antwort geschlossen.',
      en: 'The client closed the connection before the answer.',
    }),
    next: retryLater,
  },

  // 5xx
  internal: {
    status: 500,
    type: 'server_error',
    says: () => ({
      de: 'In Stellwerk ist ein Fehler aufgetreten; die Anfrage wurde nicht bedient.',
      en: 'An error occurred inside Stellwerk; the request was not served.',
    }),
    next: {
      de: 'Bitte mit der Kennung der Anfrage an den Betrieb wenden.',
      en: 'Please contact the operator with the id of the request.',
    },
  },
  engine_unreachable: {
    status: 502,
    type: 'server_error',
    says: (d) => ({
      de: `Die Maschine hinter „${d['model']}“ ist nicht erreichbar.`,
      en: `The engine behind "${d['model']}" cannot be reached.`,
    }),
    next: retryLater,
  },
  engine_error: {
    status: 502,
    type: 'server_error',
    says: (d) => ({
      de: `Die Maschine hinter „${d['model']}“ meldet einen Fehler (Status ${d['status']}).`,
      en: `The engine behind "${d['model']}" reports an error (status ${d['status']}).`,
    }),
    next: askOperator,
  },
  engine_answer_malformed: {
    status: 502,
    type: 'server_error',
    says: (d) => ({
      de: `Die Antwort der Maschine hinter „${d['model']}“ ist nicht lesbar.`,
      en: `The answer of the engine behind "${d['model']}" cannot be read.`,
    }),
    next: askOperator,
  },
  engine_answer_too_large: {
    status: 502,
    type: 'server_error',
    says: (d) => ({
      de: `Die Antwort der Maschine ist größer als ${d['bytesMax']} Byte.`,
      en: `The answer of the engine is larger than ${d['bytesMax']} bytes.`,
    }),
    next: askOperator,
  },
  engine_stream_cut: {
    status: 502,
    type: 'server_error',
    says: (d) => ({
      de: `Die Maschine hinter „${d['model']}“ hat die Antwort mitten im Strom abgebrochen.`,
      en: `The engine behind "${d['model']}" broke off the answer in the middle of the stream.`,
    }),
    next: retryLater,
  },
  engine_stream_error: {
    status: 502,
    type: 'server_error',
    says: (d) => ({
      de: `Die Maschine hinter „${d['model']}“ meldet mitten in der Antwort einen Fehler: ${sentence(d['engineMessage'])}`,
      en: `The engine behind "${d['model']}" reports an error in the middle of the answer: ${sentence(d['engineMessage'])}`,
    }),
    next: retryLater,
  },
  identity_provider_silent: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Wer über „${d['frontEnd']}“ fragt, lässt sich gerade nicht prüfen: Der Identitätsanbieter nennt seine Schlüssel nicht.`,
      en: `Who asks through "${d['frontEnd']}" cannot be checked now: the identity provider does not tell its keys.`,
    }),
    next: retryLater,
  },
  not_ready: {
    status: 503,
    type: 'server_error',
    says: () => ({ de: 'Stellwerk ist noch nicht bereit.', en: 'Stellwerk is not ready yet.' }),
    next: retryLater,
  },
  draining: {
    status: 503,
    type: 'server_error',
    says: () => ({ de: 'Stellwerk wird gerade beendet.', en: 'Stellwerk is shutting down.' }),
    next: retryLater,
  },
  overloaded: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Es laufen bereits ${d['max']} Anfragen, mehr nimmt diese Einrichtung nicht an.`,
      en: `${d['max']} requests are running already; this installation takes no more.`,
    }),
    next: retryLater,
  },
  record_failed: {
    status: 503,
    type: 'server_error',
    says: () => ({
      de: 'Die Anfrage konnte nicht aufgezeichnet werden und wurde deshalb nicht weitergegeben.',
      en: 'The request could not be recorded and was therefore not passed on.',
    }),
    next: askOperator,
  },
  detection_failed: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Die Suche nach personenbezogenen Daten ist gescheitert (${d['detector']}); die Anfrage wurde deshalb nicht weitergegeben.`,
      en: `The search for personal data failed (${d['detector']}), so the request was not passed on.`,
    }),
    next: {
      de: 'Bitte mit der Kennung der Anfrage an den Betrieb wenden.',
      en: 'Please contact the operator with the id of the request.',
    },
  },
  detection_timeout: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Die Suche nach personenbezogenen Daten (${d['detector']}) war nach ${d['timeoutMs']} ms nicht fertig; die Anfrage wurde deshalb nicht weitergegeben.`,
      en: `The search for personal data (${d['detector']}) was not done after ${d['timeoutMs']} ms, so the request was not passed on.`,
    }),
    next: {
      de: 'Kürzer fassen, oder den Betrieb um mehr Zeit bitten (privacy.deadlineMs, privacy.model.deadlineMs).',
      en: 'Make it shorter, or ask the operator for more time (privacy.deadlineMs, privacy.model.deadlineMs).',
    },
  },
  answer_unrecorded: {
    status: 503,
    type: 'server_error',
    says: () => ({
      de: 'Das Ende der Antwort konnte nicht aufgezeichnet werden. Dieser Anwendungsfall verlangt das (strict), also gilt die Antwort nicht als gegeben.',
      en: 'The end of the answer could not be recorded. This use case requires that (strict), so the answer does not count as given.',
    }),
    next: askOperator,
  },
  no_deployment_available: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Keine Maschine hinter „${d['model']}“ ist derzeit gesund.`,
      en: `No engine behind "${d['model']}" is healthy at the moment.`,
    }),
    next: retryLater,
  },
  engine_timeout: {
    status: 504,
    type: 'server_error',
    says: (d) => ({
      de: `Die Maschine hinter „${d['model']}“ hat nicht innerhalb von ${d['timeoutMs']} ms geantwortet.`,
      en: `The engine behind "${d['model']}" did not answer within ${d['timeoutMs']} ms.`,
    }),
    next: askOperator,
  },
  reader_too_slow: {
    status: 504,
    type: 'server_error',
    says: (d) => ({
      de: `Der Empfänger hat ${d['timeoutMs']} ms lang nichts gelesen; der Strom wurde beendet.`,
      en: `The reader took nothing for ${d['timeoutMs']} ms; the stream was cut.`,
    }),
    next: fixRequest,
  },

  // control API
  request_invalid: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({ de: `Ungültige Angabe: ${d['what']}.`, en: `Invalid input: ${d['what']}.` }),
    next: { de: 'Angabe berichtigen.', en: 'Correct it.' },
  },
  not_found: {
    status: 404,
    type: 'invalid_request_error',
    says: (d) => ({ de: `Nicht gefunden: ${d['what']}.`, en: `Not found: ${d['what']}.` }),
    next: { de: 'Schreibweise prüfen.', en: 'Check the spelling.' },
  },
  vault_unavailable: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Der Tresor kann das gerade nicht (${d['why']}). Gelöscht wurde nichts.`,
      en: `The vault cannot do that now (${d['why']}). Nothing was erased.`,
    }),
    next: {
      de: 'Platz auf der Platte und stellwerk journal verify ansehen, dann erneut versuchen.',
      en: 'Look at the space on the disk and at stellwerk journal verify, then try again.',
    },
  },
  erasure_untold: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Es ist gelöscht, aber noch nicht im Beweisprotokoll vermerkt (${d['why']}).`,
      en: `It is erased, but not in the journal yet (${d['why']}).`,
    }),
    next: {
      de: 'Langes Lesen des Tresors beenden, etwa einen Export, und Platz auf der Platte schaffen. Der Eintrag folgt dann von selbst innerhalb von zehn Minuten.',
      en: 'End long reads of the vault such as an export, and make room on the disk. The entry then follows by itself within ten minutes.',
    },
  },
  hold_untold: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Die Sperre gilt, steht aber nicht im Beweisprotokoll (${d['why']}).`,
      en: `The hold is in force, but not in the journal (${d['why']}).`,
    }),
    next: {
      de: 'Ursache beheben, dann die Sperre noch einmal setzen und die erste aufheben (stellwerk journal hold list).',
      en: 'Remove the cause, then set the hold again and lift the first one (stellwerk journal hold list).',
    },
  },
  duty_untold: {
    status: 503,
    type: 'server_error',
    says: () => ({
      de: 'Der Nachweis steht nicht im Beweisprotokoll; die Pflicht gilt weiter als offen.',
      en: 'The evidence is not in the journal; the duty still counts as open.',
    }),
    next: {
      de: 'Ursache beheben (stellwerk doctor), dann noch einmal melden.',
      en: 'Remove the cause (stellwerk doctor), then report it again.',
    },
  },

  ...registerMeanings,
  ...controlMeanings,
} as const satisfies Record<string, ErrorMeaning>

export type ErrorCode = keyof typeof errorMeanings

/** What a caller hears that asks for more than it may, or comes when no place is free: true again in a moment. */
const limitCodes: readonly ErrorCode[] = [
  'requests_per_minute',
  'tokens_per_minute',
  'concurrent_requests',
  'concurrent_streams',
  'queue_full',
  'queue_timeout',
]

/** Whether a limit refused, and nothing about the request itself. A client that does not slow down hears it again and again. */
export function isLimit(code: ErrorCode): boolean {
  return limitCodes.includes(code)
}

/** Room for one sentence, the next step and a link; a chat window shows nothing else. */
const messageCharactersMax = 300

/**
 * The one error that rooms throw for what is expected to go wrong. Only the front door knows how it looks on the wire.
 *
 * @example throw new GatewayError('body_too_large', { details: { bytesMax: 10_485_760 } })
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  /** Path of the field that is meant, as in `messages[0].content`, for `error.param`. */
  readonly param: string | undefined

  constructor(
    code: ErrorCode,
    what: { readonly details?: ErrorDetails; readonly param?: string } = {},
    options?: ErrorOptions,
  ) {
    const details = what.details ?? {}
    super(`${code}: ${meaningOf(code).says(details).en}`, options)
    this.code = code
    this.details = details
    this.param = what.param
  }
}

export function meaningOf(code: ErrorCode): ErrorMeaning {
  return errorMeanings[code]
}

/** One sentence, the next step and, when given, a link; at most 300 characters. */
export function messageOf(error: GatewayError, language: Language, link?: string): string {
  const meaning = meaningOf(error.code)
  const tail = [meaning.next[language], ...(link === undefined ? [] : [link])].join(' ')
  const room = messageCharactersMax - tail.length - 1
  return `${shorten(meaning.says(error.details)[language], room)} ${tail}`
}

/** Whose bound it is. */
function whose(details: ErrorDetails): Text {
  if (details['scope'] === 'key') return { de: 'Dieser Schlüssel', en: 'This key' }
  return {
    de: `Der Anwendungsfall „${details['useCase']}“`,
    en: `The use case "${details['useCase']}"`,
  }
}

/** The words of an engine, closed with a full stop, because the next step follows them. */
function sentence(words: string | number | undefined): string {
  const text = String(words).trimEnd()
  return /[.!?…–]$/u.test(text) ? text : `${text}.`
}

/** The name under which an operator can open a closed field, where there is one. */
function allowAs(details: ErrorDetails): string {
  return details['allowField'] === undefined ? '' : ` (allowFields: ${details['allowField']})`
}

function shorten(text: string, max: number): string {
  const characters = [...text]
  return characters.length <= max ? text : `${characters.slice(0, Math.max(0, max - 1)).join('')}…`
}
