import type { Config } from '@stellwerk/contract/config'
import { isPlainBeyondLoopback, publicUrlOf } from '@stellwerk/contract/config-listen'
import { plainBeyondLoopback, rollbackUnseen } from '@stellwerk/contract/doctor'
import type { Health } from '@stellwerk/contract/health'

import { backupOfficeOver } from './backup-wiring.ts'
import { openCatalogue } from './catalogue-wiring.ts'
import { openControlApi } from './control-wiring.ts'
import { keepCertificates, type KeptCertificates } from './certificate-wiring.ts'
import { systemClock } from './clock.ts'
import { openDataProtection } from './data-protection-wiring.ts'
import { officeOver } from './evidence-wiring.ts'
import { Gate } from './gate/gate.ts'
import type { House } from './house.ts'
import { clientAddresses } from './http/addresses.ts'
import { mustBeAlone, openControlSocket } from './http/control-socket.ts'
import { listen } from './http/listener.ts'
import { errorEvents, keepAliveOf } from './http/error-events.ts'
import { sheetPage } from './http/pages.ts'
import { errorResponse, errorShapeOf, eventResponse, jsonResponse, shownLamps, textResponse } from './http/render.ts'
import { frontEndsOf } from './identity-wiring.ts'
import { createIdentity } from './identity/identity.ts'
import { createEvidence } from './journal/evidence.ts'
import { keepingByUseCase } from './journal/keeping.ts'
import { giveReserveFree } from './journal/reserve.ts'
import { servedFile } from './journal/served.ts'
import { openDuties } from './duties-wiring.ts'
import { engineSocket } from './embedded/keeper.ts'
import { openEmbedded } from './embedded-wiring.ts'
import { type ConfigSource, openLicences } from './licence-wiring.ts'
import { configurationDigest, openJournal, type JournalSettings } from './journal-wiring.ts'
import { Knocks } from './knocks.ts'
import { openLimits, queueOf } from './limits-wiring.ts'
import { acceptTerms } from './model-licences.ts'
import { listModels, showModel } from './models.ts'
import type { Opened } from './opened.ts'
import { openPeople } from './people-wiring.ts'
import { openPrivacy } from './privacy-wiring.ts'
import { openRegister } from './register-wiring.ts'
import { Registry } from './registry/registry.ts'
import { answer } from './request.ts'
import { RunningCalls } from './running.ts'
import { mustHaveRoom } from './room-to-start.ts'
import { secretReader, tokenCheck } from './secret.ts'
import { sheetText } from './sheet.ts'
import { sqliteKeyStore } from './storage/sqlite/key-store.ts'
import { openStore } from './storage/sqlite/store.ts'
import { createLog, faultOf } from './telemetry/log.ts'
import { Metrics } from './telemetry/metrics.ts'
import { createRecords } from './telemetry/records.ts'
import { createTraces } from './telemetry/traces.ts'
import { openTerms } from './terms-wiring.ts'
import { systemResolve } from './upstream/address.ts'
import { engineMessageOf } from './upstream/engine-message.ts'
import { engineByKind } from './upstream/engines-by-kind.ts'
import { servesItself } from './upstream/engine.ts'
import { Engines } from './upstream/engines.ts'
import type { EngineServerSettings } from './upstream/server.ts'
import { SseReader } from './upstream/sse.ts'
import { translations } from './upstream/translate/translations.ts'
import { keepHouse, openVaultOffice } from './vault-wiring.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What differs between a server in the foreground, one of the demo and one of a test. */
export interface OpenSettings extends JournalSettings {
  readonly env: Environment
  /** Where the operational log goes. */
  readonly writeLog: (text: string) => void
  /** When the process began, on the clock of `performance.now()`. */
  readonly startedAt?: number
  /** Between two reconciliations, instead of the configured time. Only tests have it. */
  readonly reconcileEveryMs?: number
  /** Between two looks at the files of certificates, likewise. */
  readonly certificatesEveryMs?: number
  /** Between two looks at licence facts and folders, likewise. */
  readonly licencesEveryMs?: number
  /** Where licence facts are read again while the server runs. Without one they stay as they are. */
  readonly source?: ConfigSource | undefined
}

/** Milliseconds that readers get to take the last events of their streams at shutdown. */
const lastWordsMs = 500

/**
 * Opens the store, wires the rooms together and listens. The one place that knows every room.
 *
 * @throws AlreadyRunning, what the store throws, SecretUnavailable, CertificateUnusable, AddressUnavailable, SocketUnavailable. Nothing
 *   stays open then
 */
export async function openStellwerk(config: Config, settings: OpenSettings): Promise<Opened> {
  const closers: Closer[] = []
  try {
    return await open(config, settings, closers)
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

/** Ends one thing that was opened. The last one opened is closed first. */
type Closer = () => unknown

async function closeAll(closers: Closer[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers.toReversed()) {
    try {
      await close()
    } catch (error) {
      failures.push(error) // The rest is closed all the same.
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed')
}

async function open(config: Config, settings: OpenSettings, closers: Closer[]): Promise<Opened> {
  const clock = systemClock
  const startedAt = settings.startedAt ?? clock.elapsed()
  const log = createLog({ ...config.log, now: () => clock.now(), write: settings.writeLog })
  closers.push(() => log.close())
  const fault = (error: unknown): void => log.event('fault', faultOf(error))
  // Secrets that cannot be had stop the start before anything is opened.
  const certificates = keepCertificates(config, {
    env: settings.env,
    log,
    now: () => clock.now(),
    everyMs: settings.certificatesEveryMs,
  })
  const serverSettings = engineSettings(config, settings.env, certificates, () => clock.elapsed())
  const isScrapeToken = tokenCheck(config.metrics.token, settings.env)
  const isAuditorToken = tokenCheck(config.journal.auditorToken, settings.env)
  const frontEnds = frontEndsOf(config, settings.env, clock)

  await mustBeAlone(config.data)
  mustHaveRoom(config.data, () => giveReserveFree(config.data))
  const store = openStore({ dataDirectory: config.data, now: clock.now() })
  closers.push(() => store.close())
  const identity = await createIdentity({
    store: sqliteKeyStore(store),
    now: () => clock.now(),
    useCaseIds: () => config.useCases.map((useCase) => useCase.id),
    frontEndIds: () => config.frontEnds.map((frontEnd) => frontEnd.id),
    takesBearer: (frontEnd) => frontEnds.takesBearer(frontEnd),
    onTrouble: (error) => {
      // Whoever holds a permit is asked again, and without a readable store nobody's key stands.
      gate.withdraw()
      fault(error)
    },
  })
  closers.push(() => identity.stop())
  const gate = new Gate({
    clock,
    keys: identity,
    licences: { lampOf: (route) => licences.lampOf(route) },
    declared: new Map(config.useCases.map((useCase) => [useCase.id, useCase.lamps])),
    dataProtection: { lampOf: (route) => dataProtection.lampOf(route) },
  })
  identity.onRevoked(() => gate.withdraw())

  const metrics = new Metrics()
  const traces =
    config.traces.endpoint === undefined
      ? undefined
      : createTraces(config.traces.endpoint, (count) => log.event('traces.dropped', { count }))
  closers.push(() => traces?.close())
  const plain = createRecords(log, metrics, (facts) => traces?.add(facts, clock.now()))
  closers.push(() => plain.close())
  const publishedListeners: (() => void)[] = []
  const openedAt = clock.now()
  const { configuration, journal, close } = await openJournal(config, settings, log, {
    onDispute: (finding) => gate.shut(finding),
    onPublished: () => publishedListeners.forEach((hear) => hear()),
  })
  closers.push(close)
  const register = await openRegister({
    store,
    journal,
    dataDirectory: config.data,
    openedAt,
    // Lamps are computed from the configuration.
    onChanged: () => undefined,
  })
  const catalogue = await openCatalogue(config, { journal, onTrouble: fault })
  const licences = await openLicences(config, {
    store,
    journal,
    log,
    catalogue,
    now: () => clock.now(),
    source: settings.source,
    everyMs: settings.licencesEveryMs,
    onChanged: (route, isDark) => gate.licenceChanged(route, isDark),
  })
  closers.push(() => licences.close())
  const dataProtection = await openDataProtection(config, {
    store,
    journal,
    now: () => clock.now(),
    onRecorded: (route) => gate.dataProtectionRecorded(route),
    onTrouble: fault,
  })
  closers.push(() => dataProtection.close())
  const office = await openVaultOffice(journal, log)
  const evidence = createEvidence({
    append: (item) => journal.append(item),
    plain,
    configuration,
    configurationOn: (day) => configurationDigest(config, day),
    keepingOf: keepingByUseCase({
      records: new Map(config.useCases.map(({ id, record }) => [id, record])),
      bytesMax: config.limits.recordBytesMax,
      now: () => clock.now(),
    }),
    now: () => clock.now(),
  })
  closers.push(() => evidence.close())
  const { records } = evidence
  const running = new RunningCalls({ clock, concurrentRequestsMax: config.limits.concurrentRequestsMax })
  closers.push(() => running.close())
  const engines = new Engines(serverSettings, {
    clock,
    resolve: systemResolve,
    onReachable: (upstream, reach) => {
      const isReachable = reach === 'reachable'
      log.event('upstream.reachable', { upstream, isReachable, reach })
      if (isReachable) duties.reachable(upstream)
    },
    onWaited: (useCase, ms) => metrics.queueWait.of({ useCase })(ms / 1000),
  })
  closers.push(() => engines.close())
  const duties = openDuties(config, {
    journal,
    log,
    read: (upstream) => engines.counters(upstream),
    fault,
    everyMs: settings.reconcileEveryMs ?? config.journal.reconciliation.everyMinutes * 60_000,
  })
  publishedListeners.push(() => duties.published())
  closers.push(() => duties.close())
  const registry = new Registry(config, {
    serves: (upstream, endpoint) =>
      servesItself(engineByKind[upstream.kind], endpoint, 'native' in upstream ? upstream.native : undefined),
    translation: (endpoint) => translations[endpoint],
    reportsStreamUsage: (kind) => engineByKind[kind].reportsStreamUsage,
  })

  const terms = await openTerms(config, {
    store,
    journal,
    findings: licences.findings,
    keys: identity.office,
    onWithdrawn: () => gate.withdraw(),
  })

  const personal = await openPrivacy(config, log, settings)
  closers.push(() => personal.close())
  let publicUrl = publicUrlOf(config)
  const isPlain = isPlainBeyondLoopback(config.listen)
  const people = openPeople(config, {
    store,
    ledger: register,
    keys: identity.office,
    env: settings.env,
    clock,
    publicUrl: () => publicUrl,
    onTrouble: fault,
  })
  const house: House = {
    clock,
    running,
    knocks: new Knocks(clock),
    identity: {
      identify: identity.identify,
      introduce: (caller, frontEnd, telling, asking) => frontEnds.introduce(caller, frontEnd, telling, asking),
    },
    registry,
    limits: openLimits(config, clock, metrics),
    gate: terms.bound(gate),
    privacy: personal.privacy,
    licences: terms.desk,
    engines: {
      inOrder: (candidates) => engines.inOrder(candidates),
      isFree: (upstreamId) => engines.isFree(upstreamId),
      take: (upstreamId) => engines.take(upstreamId),
      waitMs: (upstreamIds) => engines.waitMs(upstreamIds),
      wait: (upstreamIds, waiter) => engines.wait(upstreamIds, waiter),
      send: (request) => engines.send(request),
      readEvents: () => new SseReader(),
      engineMessageOf,
    },
    records: duties.counting(records),
    door: {
      refusal: (error, speech) => errorResponse(error, { ...speech, shape: errorShapeOf(speech.endpoint), publicUrl }),
      errorEvent: (error, speech, said) => {
        const context = { ...speech, shape: errorShapeOf(speech.endpoint), publicUrl }
        return errorEvents(error, context, speech.endpoint, said)
      },
      keepAlive: keepAliveOf,
      whole: (text, requestId, endpoint) => jsonResponse(text, requestId, errorShapeOf(endpoint)),
      events: (body, requestId, endpoint) => eventResponse(body, requestId, errorShapeOf(endpoint)),
      lamps: shownLamps,
      sheet: (sheet, { format, requestId, language }) =>
        format === 'html' ? sheetPage(sheet, language, requestId) : textResponse(sheetText(sheet), requestId),
      plainText: (text, { requestId }) => textResponse(text, requestId),
    },
    settings: { ...config.limits, language: config.language, openedAt: clock.now() },
  }

  const gauges = {
    runningCount: () => running.count,
    outstanding: () => engines.outstanding(),
    waiting: () => engines.waiting(),
    reachable: () => engines.reachable(),
    reconciled: () => duties.reconciled(),
  }
  const health = (): Health => {
    const state = running.isDraining ? 'draining' : journal.isTaking ? 'ready' : 'notRecording'
    return { state, runningCount: running.count }
  }
  const controlApi = openControlApi(config, {
    register,
    store,
    gate,
    offices: {
      keys: identity.office,
      terms: terms.office,
      office,
      evidence: officeOver(journal),
      backup: backupOfficeOver(journal),
      catalogue,
      health,
      licences: licences.office,
      licenceState: licences.state,
      setUpLink: people.setUpLink,
    },
    version: settings.version,
    publicUrl: () => publicUrl,
    fault,
  })
  const entrance = await listen(
    {
      place: certificates.place,
      isStrictTransport: config.listen.tls?.hsts ?? false,
      language: config.language,
      publicUrl: () => publicUrl,
      bodyBytesMax: Math.max(config.limits.bodyBytesMax, config.limits.mediaBodyBytesMax),
      addresses: clientAddresses(config.listen.trustedProxies, config.listen.socket !== undefined),
    },
    {
      answer: (arrival) => answer(arrival, house),
      listModels: (knock) => listModels(knock, house),
      showModel: (path, knock) => showModel(path, knock, house),
      acceptTerms: (path, signing) => acceptTerms(path, signing, house),
      isReady: () => !running.isDraining && journal.isTaking,
      readyNote: () =>
        (canSeeRollback(config) ? '' : `${rollbackUnseen.en}\n`) +
        (isPlain ? `${plainBeyondLoopback.en}\n` : '') +
        gate.findings.map(({ text }) => `${text.en}.\n`).join(''),
      metrics: () => metrics.expose(gauges),
      isScrapeToken,
      logFile: (path, token) =>
        servedFile(path, { dataDirectory: config.data, isAuditor: isAuditorToken?.(token) ?? false }),
      control: (request) => controlApi(request, 'network'),
      signIn: people.answer,
      fault: (requestId, error) => records.fault(requestId, error),
    },
  )
  closers.push(() => entrance.stop(lastWordsMs))
  publicUrl = publicUrlOf(config, entrance.port)
  const control = openControlSocket(config.data, (request) => controlApi(request, 'socket'))
  closers.push(() => control.close())
  certificates.watch(entrance)
  closers.push(() => certificates.close())
  licences.watch()
  engines.watch()
  const embedded = openEmbedded(config, log, (upstream) => engines.look(upstream))
  closers.push(() => embedded.close())
  const keeping = keepHouse(office, log)
  closers.push(() => keeping.close())
  log.event('server.ready', {
    address: entrance.address,
    startMs: Math.round(clock.elapsed() - startedAt),
    pid: process.pid,
  })
  if (isPlain) log.event('server.plaintext', { address: entrance.address })
  log.flush()

  return {
    address: entrance.address,
    publicUrl,
    warnings: isPlain ? [plainBeyondLoopback] : [],
    renew: () => {
      certificates.renew()
      licences.renew()
    },
    keys: identity.office,
    firstLink: people.firstLink,
    vault: office,
    runningCount: () => running.count,
    async stop() {
      log.event('server.draining', { runningCount: running.count })
      // The listener stays open while it drains, so that newcomers hear why instead of a refused connection.
      engines.stopWaiting()
      const { cutCount } = await running.drain(config.limits.drainTimeoutMs)
      log.event('server.stopped', { cutCount })
      await closeAll(closers)
      return { cutCount }
    },
  }
}

/** Whether anybody outside the data directory remembers how large the journal was. */
function canSeeRollback({ journal }: Config): boolean {
  return journal.floor !== undefined || journal.witnesses.length > 0
}

function engineSettings(
  config: Config,
  env: Environment,
  certificates: KeptCertificates,
  elapsed: () => number,
): readonly EngineServerSettings[] {
  return config.upstreams.map((upstream) => ({
    id: upstream.id,
    engine: engineByKind[upstream.kind],
    url: 'url' in upstream ? upstream.url : undefined,
    key: 'key' in upstream && upstream.key !== undefined ? secretReader(upstream.key, env, elapsed) : undefined,
    tls: certificates.engines.get(upstream.id),
    ...(upstream.kind === 'embedded' ? { socket: engineSocket(config.data, upstream.id) } : {}),
    connectMs: upstream.timeouts.connectMs,
    health: upstream.health,
    breaker: upstream.breaker,
    concurrentRequestsMax: upstream.concurrentRequestsMax,
    queue: queueOf(upstream),
  }))
}
