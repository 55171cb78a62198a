import { join } from 'node:path';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { openAdministration } from './administration-services.ts';
import { startAgreements } from './agreement-services.ts';
import { startAttachments } from './attachment-services.ts';
import { ContentFiles } from './attachments/content-files.ts';
import { auditEnded, auditRefused, auditServer, openAudit } from './audit-services.ts';
import { startCasePapers } from './case-paper-services.ts';
import { type ServerConfig, type ServerOptions, serverConfigSchema } from './config.ts';
import { prepareFolder } from './data-folder.ts';
import { startDossiers } from './dossier-services.ts';
import { DataCore } from './governance/data-core.ts';
import { Feed } from './governance/feed.ts';
import { Library } from './governance/library/library.ts';
import { type HealthCheck, serveHealth } from './http/health.ts';
import { createHttpsServer } from './http/https-server.ts';
import { Metrics, serveMetrics } from './http/metrics.ts';
import { servePages } from './http/pages.ts';
import { listen } from './listen.ts';
import { createLogger } from './logging.ts';
import { startMedia } from './media-services.ts';
import { startParty } from './party-services.ts';
import { PROTOCOL_VERSION } from './protocol/version.ts';
import { startRecordings } from './recording-services.ts';
import { startRoomFiles } from './room-file-services.ts';
import { Invitations } from './security/invitations.ts';
import { SignInService } from './security/sign-in.ts';
import { tokenKey } from './security/token-secret.ts';
import { PlacedAudit } from './signaling/audit/placed-audit.ts';
import { RequestAudit } from './signaling/audit/request-audit.ts';
import { noticeChanges } from './signaling/change-notices.ts';
import { Gateway } from './signaling/gateway.ts';
import { authHandlers } from './signaling/handlers/auth.ts';
import { departmentHandlers } from './signaling/handlers/departments.ts';
import { libraryHandlers } from './signaling/handlers/library.ts';
import { mediationHandlers } from './signaling/handlers/mediations.ts';
import { meetingHandlers } from './signaling/handlers/meetings.ts';
import { recordingHandlers } from './signaling/handlers/recordings.ts';
import { recordHandlers } from './signaling/handlers/records.ts';
import { roomFileHandlers } from './signaling/handlers/room-files.ts';
import { speechHandlers } from './signaling/handlers/speech.ts';
import { syncHandlers } from './signaling/handlers/sync.ts';
import { teamHandlers } from './signaling/handlers/team.ts';
import { JointRooms } from './signaling/joint/joint-rooms.ts';
import { MeetingRooms } from './signaling/meetings/meeting-rooms.ts';
import { SessionRooms } from './signaling/party/session-rooms.ts';
import { RoomReadBacks } from './signaling/records/room-read-backs.ts';
import { RoomSpeeches } from './signaling/records/room-speeches.ts';
import { Sessions } from './signaling/sessions.ts';
import { SpeechService } from './speech/speech-service.ts';
import { openCertificate, openStore } from './startup.ts';
import { PlacesOfThings } from './store/places-of-things.ts';
import { StorageCheck } from './store/storage-check.ts';
import { startUpkeep } from './upkeep.ts';

export interface RunningServer {
  /** `https://127.0.0.1:7443`, with the port that it really has. */
  readonly url: string;
  /** Certificate of the authority, PEM. */
  readonly ca: string;
  readonly caFingerprint: string;
  /** Ends an account's sessions and keeps it from signing in again; false where there is none. */
  disableAccount(accountId: string): Promise<boolean>;
  /** Lets everybody go and releases everything; twice does no harm. */
  close(): Promise<void>;
}

/**
 * Starts the whole server.
 * @throws StartupFailure with one sentence for whoever starts it
 */
export async function startServer(options: ServerOptions, logger?: Logger): Promise<RunningServer> {
  const config = serverConfigSchema.parse(options);
  // What is open, so that it is closed in the opposite order, also when a later step fails.
  const open = new AsyncDisposableStack();
  try {
    return await compose(config, logger ?? createLogger(config.logLevel), open);
  } catch (error) {
    await open.disposeAsync();
    throw error;
  }
}

async function compose(config: ServerConfig, log: Logger, open: AsyncDisposableStack): Promise<RunningServer> {
  const dataDir = prepareFolder(config.dataDir);
  const secrets = prepareFolder(join(dataDir, 'secrets'));
  // Opened first and closed last: what the others do in their last moment is recorded, too.
  const trail = open.adopt(openAudit(dataDir, log), (audit) => audit.close());
  const db = open.adopt(await openStore(config, dataDir, log), (store) => store.destroy());
  const places = new PlacesOfThings(db);
  const placed = new PlacedAudit(trail, (things) => places.of(things));
  // Before the store goes: what was done in the last moment is looked up in it.
  open.defer(() => placed.settled());
  const certificate = await openCertificate(config, secrets);

  const sessions = new Sessions((error) => log.error({ err: error }, 'letting go of a page failed'));
  open.defer(auditServer(trail, sessions, packageJson.version));
  const invitations = new Invitations(db);
  const signIns = new SignInService(db, {
    key: tokenKey(secrets, config.tokenSecret),
    ended: (which, reason) => {
      auditEnded(placed, which, reason);
      sessions.end(which, reason);
      recordings.signedOut(which);
      if ('accountId' in which) media.accountGone(which.accountId);
    },
  });
  const feed = new Feed(db);
  const core = new DataCore(
    db,
    Date.now,
    (error, mutation) => log.error({ err: error, ...mutation }, 'a mutation broke a rule of the database'),
    { usual: config.mediationDays, simple: config.simpleMediationDays },
  );
  open.defer(noticeChanges(core, feed, sessions));
  const media = open.adopt(await startMedia({ config, db, invitations, sessions, log }), (services) => services.close());

  open.use(await JointRooms.start({ db, core, rooms: media.rooms }));
  const meetings = open.use(await MeetingRooms.start({ db, core, rooms: media.rooms, log }));

  const metrics = new Metrics();
  metrics.gauge('shilian_sessions', 'Sockets that are open.', () => sessions.size);
  metrics.gauge('shilian_sessions_signed_in', 'Sockets whose other end has signed in.', () => sessions.signedIn);
  for (const [name, read] of Object.entries(media.gauges)) metrics.gauge(`shilian_media_${name}`, `Media ${name} that are open.`, read);

  const { app, server } = createHttpsServer(certificate, log);
  open.defer(() => app.close());
  let ending = false;
  const storage = new StorageCheck(db, dataDir);
  const health: readonly HealthCheck[] = [
    () => (ending ? 'The server is shutting down.' : null),
    () => storage.problem(),
    () => (media.gauges.workers() > 0 ? null : 'No media worker is running.'),
    () => (trail.failure === null ? null : 'The audit trail cannot be written.'),
  ];
  serveHealth(app, packageJson.version, health);
  serveMetrics(app, metrics, {
    accountOf: async (accessToken) => (await signIns.resume(accessToken)).account,
    refused: (account, remoteAddress) => auditRefused(trail, account, remoteAddress, 'GET /metrics'),
  });
  const attachments = await startAttachments({ app, dataDir, db, core, signIns, trail, audit: placed, log });
  const roomFiles = await startRoomFiles({ app, dataDir, db, rooms: media.rooms, trail, audit: placed, log });
  const keptDays = config.recordingsKeptDays;
  // Before the workers go: what was sent until then is written.
  const recordings = open.adopt(await startRecordings({ app, dataDir, db, trail, audit: placed, keptDays, log }), (service) =>
    service.close(),
  );
  metrics.gauge('shilian_recordings', 'Rooms that are being recorded.', () => recordings.size);
  const casePapers = open.adopt(
    await startCasePapers({
      ...{ dataDir, secrets, db, sessions, recordings, log },
      ...{ rooms: media.rooms, printer: media.printer, attachments: attachments.service },
    }),
    (services) => services.close(),
  );
  const paperFiles = new ContentFiles(join(dataDir, 'case-papers'));
  const party = open.use(
    startParty({
      ...{ app, db, core, sessions, invitations, trail, log },
      attachments: attachments.service,
      paperPath: (sha256) => paperFiles.pathOf(sha256),
      papers: casePapers.papers,
      rooms: media.rooms,
      audit: placed,
    }),
  );
  const dossiers = await startDossiers({ dataDir, secrets, db, core, printer: media.printer, retention: config.dossiersKept });
  const agreements = open.adopt(
    await startAgreements({ db, core, papers: casePapers.papers, keys: casePapers.keys, printer: media.printer, rooms: media.rooms, log }),
    (services) => services.dispose(),
  );
  const readBacks = open.use(await RoomReadBacks.start({ db, core, rooms: media.rooms }));
  const speech = open.adopt(new SpeechService({ modelFolder: config.speechModel ?? join(dataDir, 'speech-model'), log }), (service) =>
    service.close(),
  );
  const markAt = (roomId: string, at: number) => recordings.liveIn(roomId)?.markAt(at) ?? null;
  const speeches = open.use(new RoomSpeeches({ db, rooms: media.rooms, speech, log, markAt }));
  await servePages(app, config.pageDir);

  const administration = open.adopt(
    openAdministration({ db, dataDir, version: packageJson.version, sessions, signIns, gauges: media.gauges, health }),
    (services) => services.close(),
  );
  const gateway = new Gateway({
    server,
    sessions,
    handlers: {
      ...authHandlers(sessions, signIns, invitations),
      ...syncHandlers(core, feed),
      ...media.handlers,
      ...roomFileHandlers(media.rooms, roomFiles),
      ...recordingHandlers(media.rooms, recordings, ({ sessionId }) => sessions.get(sessionId)?.established?.signInId ?? null),
      ...casePapers.handlers,
      ...agreements.handlers,
      ...recordHandlers({ db, papers: casePapers.papers, rooms: media.rooms, readBacks }),
      ...speechHandlers(speeches),
      ...dossiers.handlers,
      ...teamHandlers(db),
      ...departmentHandlers(db),
      ...libraryHandlers(new Library({ db, change: (work) => core.change(work) })),
      ...mediationHandlers(db, new SessionRooms({ db, core, rooms: media.rooms, log })),
      ...party.handlers,
      ...meetingHandlers(meetings, { db, printer: media.printer }),
      ...administration.handlers,
    },
    welcome: () => ({
      serverVersion: packageJson.version,
      protocolVersion: PROTOCOL_VERSION,
      serverTime: Date.now(),
      demo: config.demo,
      rtpCapabilities: media.rtpCapabilities(),
    }),
    audit: new RequestAudit(trail, placed),
    log,
    answered: (type, ok, seconds) => metrics.answered(type, ok, seconds),
  });
  open.defer(() => gateway.close());
  open.defer(
    startUpkeep({
      config,
      db,
      server,
      secrets,
      certificate,
      sweepAttachments: async () => {
        await attachments.sweep();
        await roomFiles.sweep();
        await casePapers.papers.sweep();
        await dossiers.sweep();
      },
      sweepRecordings: () => recordings.sweep(),
      log,
    }),
  );
  const url = await listen(app, config);
  // The first thing of the end: whoever asks while people are let go is told not to send anybody any more.
  open.defer(() => {
    ending = true;
  });
  log.info({ url, demo: config.demo, workers: config.workers }, 'listening');

  return {
    url,
    ca: certificate.authority,
    caFingerprint: certificate.fingerprint,
    disableAccount: (accountId) => signIns.disable(accountId),
    close: () => open.disposeAsync(),
  };
}
