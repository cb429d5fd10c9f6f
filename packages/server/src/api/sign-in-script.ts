// The one script of ours under /sign-in: a passkey cannot be asked for without one. It talks to its own origin alone, and writes no markup.
export const passkeyScript = `'use strict'
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '')
const ask = async (path, body) => {
  const headers = { 'content-type': 'application/json', 'x-stellwerk-request': '1' }
  const answer = await fetch('/sign-in/passkey/' + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const found = await answer.json()
  if (!answer.ok) throw new Error(found.detail)
  return found
}
const described = (credential) => {
  const { response } = credential
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const shown = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])]))
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: {}, response: shown }
}
const signIn = async () => {
  const options = await ask('request', {})
  const publicKey = { ...options, challenge: bytes(options.challenge) }
  await ask('sign-in', { response: described(await navigator.credentials.get({ publicKey })) })
  location.assign('/sign-in')
}
const register = async (form) => {
  const options = await ask('registration', {})
  const excludeCredentials = (options.excludeCredentials || []).map((one) => ({ ...one, id: bytes(one.id) }))
  const user = { ...options.user, id: bytes(options.user.id) }
  const publicKey = { ...options, challenge: bytes(options.challenge), user, excludeCredentials }
  const label = new FormData(form).get('label')
  await ask('register', { label, response: described(await navigator.credentials.create({ publicKey })) })
  location.assign('/sign-in')
}
const tell = (error) => {
  const place = document.getElementById('problem')
  place.textContent = error.message
  place.hidden = false
}
for (const [id, act] of [['passkey-sign-in', signIn], ['passkey-register', register]]) {
  const form = document.getElementById(id)
  if (!form) continue
  form.hidden = !window.PublicKeyCredential
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    act(form).catch(tell)
  })
}
`
