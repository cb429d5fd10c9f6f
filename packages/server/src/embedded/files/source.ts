// Where a model file comes from, as somebody typed it. Pure.
import { EngineRefused } from '../../engine-office.ts'

/** A file to fetch, or one on this machine. */
export type Source =
  | { readonly kind: 'url'; readonly url: URL; readonly fileName: string; readonly isHuggingFace: boolean }
  | { readonly kind: 'file'; readonly path: string; readonly fileName: string }

const huggingFace = 'https://huggingface.co'

/** `hf:owner/repo/path/in/it.gguf@revision`. Names as Hugging Face allows them; the path has no empty or dotted parts. */
const huggingFaceForm =
  /^hf:(?<owner>[\w-][\w.-]*)\/(?<repo>[\w-][\w.-]*)\/(?<path>(?:[\w-][\w. -]*\/)*[\w-][\w. -]*)(?:@(?<revision>[\w-][\w./-]*))?$/

/**
 * @throws EngineRefused source_invalid
 * @example parseSource('hf:owner/repo/model.gguf').url.href // 'https://huggingface.co/owner/repo/resolve/main/model.gguf'
 */
export function parseSource(text: string): Source {
  if (text.startsWith('hf:')) return huggingFaceSource(text)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return { kind: 'file', path: text, fileName: fileNameIn(text) }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw invalid(text)
  if (!mayFetch(url) || url.username !== '' || url.password !== '') throw invalid(text)
  return { kind: 'url', url, fileName: fileNameIn(decoded(url.pathname)), isHuggingFace: url.origin === huggingFace }
}

function huggingFaceSource(text: string): Source {
  const { owner, repo, path, revision } = huggingFaceForm.exec(text)?.groups ?? {}
  if (owner === undefined || repo === undefined || path === undefined || /\.\./.test(text)) throw invalid(text)
  const parts = [owner, repo, 'resolve', revision ?? 'main', ...path.split('/')].map(encodeURIComponent)
  const url = new URL(`${huggingFace}/${parts.join('/')}`)
  return { kind: 'url', url, fileName: fileNameIn(path), isHuggingFace: true }
}

/** Encrypted, or to this machine itself: a file of code for our memory does not come over an open line. */
export function mayFetch(url: URL): boolean {
  if (url.protocol === 'https:') return true
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return url.protocol === 'http:' && (host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host))
}

/** Names that lie flat in one folder, on any system, and in a configuration. */
const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

/**
 * The name under which a file is kept: the one that was asked for, or that of the file without `.gguf`.
 *
 * @throws EngineRefused name_invalid
 */
export function modelName(wanted: string | undefined, fileName: string): string {
  const name = (wanted ?? fileName).replace(/\.gguf$/i, '')
  if (nameForm.test(name)) return name
  throw new EngineRefused('name_invalid', {
    de: `${name} geht nicht als Name: Buchstaben, Ziffern, . _ -, höchstens 128; --name NAME`,
    en: `${name} cannot be a name: letters, digits, . _ -, at most 128; --name NAME`,
  })
}

function fileNameIn(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? ''
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function invalid(text: string): EngineRefused {
  return new EngineRefused('source_invalid', {
    de: `${text} ist keine Quelle: https://…, hf:besitzer/repo/datei.gguf[@revision] oder ein Pfad; http:// nur zu diesem Rechner, keine Zugangsdaten in der Adresse`,
    en: `${text} is no source: https://…, hf:owner/repo/file.gguf[@revision] or a path; http:// to this machine only, no credentials in the address`,
  })
}
