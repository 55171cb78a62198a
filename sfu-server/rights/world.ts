import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { AttachmentOwner } from '../protocol/entities/attachment.ts';
import type { CaseKind } from '../protocol/entities/case.ts';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import { ROLES, type Role } from '../protocol/roles.ts';
import type { RoomKind, RoomSummary } from '../protocol/room.ts';
import { type RunningServer, startServer } from '../server.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { WireClient } from '../testing/wire-client.ts';

/** Where a thing is, seen from those who ask: they sit in the first township. */
export type Place = 'own' | 'below' | 'above' | 'other';
export const PLACES: readonly Place[] = ['own', 'below', 'above', 'other'];

/** Somebody who asks: an account of each role in the first township, a guest of one room, and nobody. */
export interface Seat {
  readonly name: Role | 'guest' | 'nobody';
  readonly client: WireClient;
  readonly accessToken: string | null;
}

/** A real server over a small county, with somebody of every role, and helpers at every place who make what is asked for. */
export class World {
  readonly county: SmallCounty;
  readonly server: RunningServer;
  readonly orgAt: Readonly<Record<Place, string>>;
  readonly seats: readonly Seat[];
  readonly cameraAt: Readonly<Record<Place, string>>;
  /** The room that the guest's invitation opens; it belongs to the county. */
  readonly guestRoom: RoomSummary;
  readonly invitation: string;
  readonly #dir: string;
  readonly #helpers: Readonly<Record<Place, WireClient>>;
  readonly #opened: WireClient[];

  static async open(): Promise<World> {
    const dir = mkdtempSync(join(tmpdir(), 'shilian-rights-'));
    const county = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
    const { orgs } = county;
    const orgAt = { own: orgs.first, below: orgs.firstVillage, above: orgs.county, other: orgs.second };
    for (const role of ROLES) await county.account(role, role, orgAt.own);
    // Of all roles the operator may open most rooms and report events.
    for (const place of PLACES) await county.account(`helper-${place}`, 'operator', orgAt[place]);
    const cameraAt = { own: uuidv7(), below: uuidv7(), above: uuidv7(), other: uuidv7() };
    for (const place of PLACES) await addCamera(county, cameraAt[place], orgAt[place]);
    const options = { dataDir: dir, port: 0, rtcPort: 0, workers: 1, logLevel: 'silent' } as const;
    const server = await startServer(options, pino({ level: 'silent' }));
    const opened: WireClient[] = [];
    const signIn = async (username: string) => {
      const client = await WireClient.open(server.url, server.ca);
      opened.push(client);
      const { tokens } = await client.request('auth.signIn', { username, password: username });
      return { client, accessToken: tokens.accessToken };
    };
    const helpers = {
      own: (await signIn('helper-own')).client,
      below: (await signIn('helper-below')).client,
      above: (await signIn('helper-above')).client,
      other: (await signIn('helper-other')).client,
    };
    const { room } = await helpers.above.request('room.create', ROOM);
    const { code } = await helpers.above.request('room.invite', { roomId: room.id, label: '申请人' });
    const seats: Seat[] = [];
    for (const role of ROLES) seats.push({ name: role, ...(await signIn(role)) });
    for (const name of ['guest', 'nobody'] as const) {
      const client = await WireClient.open(server.url, server.ca);
      opened.push(client);
      if (name === 'guest') await client.request('auth.guest', { code, name: '王桂兰' });
      seats.push({ name, client, accessToken: null });
    }
    return new World({ dir, county, server, orgAt, seats, cameraAt, guestRoom: room, invitation: code, helpers, opened });
  }

  private constructor(made: {
    dir: string;
    county: SmallCounty;
    server: RunningServer;
    orgAt: World['orgAt'];
    seats: readonly Seat[];
    cameraAt: World['cameraAt'];
    guestRoom: RoomSummary;
    invitation: string;
    helpers: Readonly<Record<Place, WireClient>>;
    opened: WireClient[];
  }) {
    this.#dir = made.dir;
    this.county = made.county;
    this.server = made.server;
    this.orgAt = made.orgAt;
    this.seats = made.seats;
    this.cameraAt = made.cameraAt;
    this.guestRoom = made.guestRoom;
    this.invitation = made.invitation;
    this.#helpers = made.helpers;
    this.#opened = made.opened;
  }

  async close(): Promise<void> {
    for (const client of this.#opened) client.close();
    await this.server.close();
    await this.county.db.destroy();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Somebody at that place opens a room for their whole line, or for the invited organisations only. */
  async room(place: Place, invited: readonly Place[] | null = null): Promise<string> {
    const access = invited === null ? ROOM : { ...ROOM, access: 'invited' as const, invitedOrgIds: invited.map((one) => this.orgAt[one]) };
    return (await this.#helpers[place].request('room.create', access)).room.id;
  }

  /** Somebody at that place calls the roll in a room of theirs. */
  async sheet(place: Place): Promise<string> {
    const roomId = await this.room(place);
    const expected = [{ orgId: this.orgAt[place] }];
    return (await this.#helpers[place].request('rollCall.start', { roomId, expected })).sheetId;
  }

  /** Somebody at that place reports an event there. */
  async event(place: Place): Promise<string> {
    const args = this.report(place);
    await pushed(this.#helpers[place], 'event.report', args);
    return args.id;
  }

  /** Somebody at that place registers a case there. */
  async case(place: Place, kind: CaseKind): Promise<string> {
    const args = this.registration(place, kind);
    await pushed(this.#helpers[place], 'case.register', args);
    return args.id;
  }

  /** Somebody at that place takes a dispute in, writes to the court, and plans a hearing. */
  async mediation(place: Place): Promise<{ readonly id: string; readonly transferId: string; readonly sessionId: string }> {
    const helper = this.#helpers[place];
    const id = await this.case(place, 'mediation');
    const [transferId, sessionId] = [uuidv7(), uuidv7()];
    const steps: readonly (readonly [MutationName, unknown])[] = [
      ['case.advance', { id, to: 'accepted', noteId: uuidv7(), note: '' }],
      ['mediation.handOver', { id, transferId, ...LETTER }],
      ['mediation.planSession', { id, sessionId, ...HEARING }],
    ];
    const mutations = steps.map(([name, args], index) => ({ number: index + 1, name, args, createdAt: Date.now() }));
    await helper.request('sync.push', { clientId: uuidv7(), mutations });
    return { id, transferId, sessionId };
  }

  /** Somebody at that place begins the record of a planned hearing, with one line. */
  async record(place: Place): Promise<{ readonly id: string; readonly caseId: string }> {
    const { id: caseId, sessionId: id } = await this.mediation(place);
    const spoken = { speaker: { kind: 'mediator', name: null }, text: '现在开始。' } as const;
    const line = { id, lineId: uuidv7(), position: 1, ...spoken, at: 1, mark: null, apartWith: null };
    await pushed(this.#helpers[place], 'record.open', { id, caseId, sessionId: id, openedAt: 1 });
    await pushed(this.#helpers[place], 'record.line', line);
    return { id, caseId };
  }

  /** A paper of a dispute there that a party is to sign; its file is not there. */
  async casePaper(place: Place): Promise<{ readonly caseId: string; readonly paperId: string; readonly signerId: string }> {
    const caseId = await this.case(place, 'mediation');
    const [paperId, signerId] = [uuidv7(), uuidv7()];
    const made = { made_at: 1, made_by_id: await this.account(place), made_by_name: '某人', in_order: 1, room_id: null, void_reason: null };
    const unsealed = { sealing_at: null, sealing_by_id: null, sealing_by_name: null, sealed_sha256: null, sealed_bytes: null };
    const words = { id: paperId, case_id: caseId, form: 'note', subject: '', title: '说明', version: 1, state: 'draft', audience: 'all' };
    const unsigned = { committee: '人民调解委员会', input: null, unsigned_sha256: 'a'.repeat(64), unsigned_bytes: 1, unsigned_pages: 1 };
    const { db } = this.county;
    await db
      .insertInto('case_papers')
      .values({ ...words, ...unsigned, ...made, ...unsealed, sealed_pages: null })
      .execute();
    const waiting = { person: null, state: 'waiting', refusal_reason: null, refusal_by_name: null, refused_at: null };
    await db
      .insertInto('case_paper_signers')
      .values({
        id: signerId,
        paper_id: paperId,
        position: 0,
        role: '申请人',
        name: '王桂兰',
        party_id: uuidv7(),
        account_id: null,
        ...waiting,
      })
      .execute();
    return { caseId, paperId, signerId };
  }

  /** Where the server keeps what is no row. */
  get dataDir(): string {
    return this.#dir;
  }

  /** Somebody at that place who may do everything there. */
  helper(place: Place): WireClient {
    return this.#helpers[place];
  }

  /** Somebody at that place adds an entry to the directory there. */
  async contact(place: Place): Promise<string> {
    const args = this.entry(place);
    await pushed(this.#helpers[place], 'contact.add', args);
    return args.id;
  }

  /** Somebody at that place writes a mediator's profile there. */
  async mediator(place: Place): Promise<string> {
    const args = this.profile(place);
    await pushed(this.#helpers[place], 'mediator.add', args);
    return args.id;
  }

  /** Somebody at that place founds a studio there. */
  async studio(place: Place): Promise<string> {
    const args = this.workshop(place);
    await pushed(this.#helpers[place], 'studio.add', args);
    return args.id;
  }

  /** Somebody at that place writes a question set there. */
  async outline(place: Place): Promise<string> {
    const args = this.questions(place);
    await pushed(this.#helpers[place], 'outline.add', args);
    return args.id;
  }

  /** Somebody at that place issues a document there, and shares it. */
  async document(place: Place, sharedWith: readonly Place[] = []): Promise<string> {
    const args = { ...this.paper(place), sharedWith: sharedWith.map((one) => this.orgAt[one]) };
    await pushed(this.#helpers[place], 'document.issue', args);
    return args.id;
  }

  /** Somebody at that place plans a meeting there, and invites some. */
  async meeting(place: Place, invited: readonly Place[] = []): Promise<string> {
    const args = { ...this.plan(place), orgIds: invited.map((one) => this.orgAt[one]) };
    await pushed(this.#helpers[place], 'meeting.plan', args);
    return args.id;
  }

  /** A meeting of that place decides something that an organisation has to do. */
  async task(place: Place, owner: Place): Promise<string> {
    const taskId = uuidv7();
    const id = await this.meeting(place, [owner]);
    await pushed(this.#helpers[place], 'meeting.decide', { ...this.decision(owner), id, taskId });
    return taskId;
  }

  plan(place: Place): MutationArgs<'meeting.plan'> {
    const words = { title: '调度例会', kind: 'regular' as const, durationMin: 60, agenda: [], people: [], orgIds: [], series: null };
    return { id: uuidv7(), orgId: this.orgAt[place], startsAt: Date.now() - 1000, plannedAt: Date.now(), ...words };
  }

  decision(owner: Place): Omit<MutationArgs<'meeting.decide'>, 'id' | 'taskId'> {
    const when = { dueAt: Date.now(), decidedAt: Date.now() };
    return { ownerOrgId: this.orgAt[owner], title: '排查涵洞', detail: '', personName: null, ...when };
  }

  /** Somebody at that place announces a file of an event there, or of another row. */
  async attachment(place: Place, owner?: { entity: AttachmentOwner; id: string }): Promise<string> {
    const args = owner === undefined ? file(await this.event(place)) : file(owner.id, owner.entity);
    await pushed(this.#helpers[place], 'attachment.add', args);
    return args.id;
  }

  report(place: Place): MutationArgs<'event.report'> {
    const position = { lat: 32, lng: 112 };
    const words = { title: '路面塌陷', detail: '', kind: 'facility', level: 3 } as const;
    return { id: uuidv7(), orgId: this.orgAt[place], gridId: null, position, reportedAt: Date.now(), ...words };
  }

  registration(place: Place, kind: CaseKind): MutationArgs<'case.register'> {
    const people = { applicantName: '王桂兰', respondentName: null, phone: null, handlerName: null };
    const words = { title: '宅基地边界争议', facts: '', field: 'housing' as const };
    return { id: uuidv7(), orgId: this.orgAt[place], gridId: null, kind, registeredAt: Date.now(), ...people, ...words };
  }

  entry(place: Place): MutationArgs<'contact.add'> {
    return { id: uuidv7(), orgId: this.orgAt[place], name: '陈立民', post: '主任', phone: '10012345678', isDuty: false, role: null };
  }

  profile(place: Place): MutationArgs<'mediator.add'> {
    const words = { name: '梁文山', kind: 'elder' as const, committee: null, certificate: null, phone: null, words: '', active: true };
    return { id: uuidv7(), orgId: this.orgAt[place], accountId: null, studioId: null, fields: [], duty: [], languages: [], ...words };
  }

  workshop(place: Place): MutationArgs<'studio.add'> {
    return { id: uuidv7(), orgId: this.orgAt[place], name: '梁文山工作室', leaderId: null, fields: [], words: '', active: true };
  }

  questions(place: Place): MutationArgs<'outline.add'> {
    return { id: uuidv7(), orgId: this.orgAt[place], name: '宅基地', lines: '是否办理过登记？', position: 1, replaces: null };
  }

  paper(place: Place): MutationArgs<'document.issue'> {
    const words = { title: '关于排查的通知', kind: 'notice' as const, body: '' };
    return { id: uuidv7(), orgId: this.orgAt[place], ...words, sharedWith: [], issuedAt: Date.now() };
  }

  /** A recording of a room of that place, made some time ago. */
  async recording(place: Place, kind: RoomKind): Promise<string> {
    const id = uuidv7();
    const by = await this.account(place);
    const room = { id, kind, title: '会', access: 'line', org_id: this.orgAt[place], invited_org_ids: '[]', created_by_id: by } as const;
    const { db } = this.county;
    await db
      .insertInto('rooms')
      .values({ ...room, created_by_name: '某人', created_at: 1, ended_at: 2 })
      .execute();
    const nothing = { ended_at: 2, end_reason: 'stopped', failure: '无', duration_ms: null, bytes: null, sha256: null } as const;
    const row = { id, room_id: id, kind, title: '会', org_id: this.orgAt[place], started_by_id: by, started_by_name: '某人' } as const;
    await db
      .insertInto('recordings')
      .values({ ...row, started_at: Date.now(), state: 'failed', ...nothing })
      .execute();
    return id;
  }

  /** A new account there; nobody can sign in with it. */
  async account(place: Place): Promise<string> {
    const id = uuidv7();
    const row = { id, username: `target-${id}`, password_hash: 'none', name: '某人', role: 'duty', org_id: this.orgAt[place] };
    await this.county.db
      .insertInto('accounts')
      .values({ ...row, disabled: 0, demo: 0, created_at: 1 })
      .execute();
    return id;
  }

  /** A further sign-in of an account. */
  async signIn(username: string) {
    const client = await WireClient.open(this.server.url, this.server.ca);
    this.#opened.push(client);
    return { client, ...(await client.request('auth.signIn', { username, password: username })) };
  }

  /** A further socket that has not said who it is. */
  async stranger(): Promise<WireClient> {
    const client = await WireClient.open(this.server.url, this.server.ca);
    this.#opened.push(client);
    return client;
  }

  /** A further socket that is like this seat: signed in, invited, or neither. */
  async twin(seat: Seat): Promise<WireClient> {
    if (seat.name !== 'guest' && seat.name !== 'nobody') return (await this.signIn(seat.name)).client;
    const client = await this.stranger();
    if (seat.name === 'guest') await client.request('auth.guest', { code: this.invitation, name: '王桂兰' });
    return client;
  }

  /** @returns the status, or the code of the refusal where the body has one */
  get(path: string, headers: Record<string, string>): Promise<string> {
    return new Promise((resolve, reject) => {
      const asked = httpsRequest(`${this.server.url}${path}`, { ca: this.server.ca, headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve(/"code":"([a-z_.]+)"/.exec(body)?.[1] ?? String(response.statusCode)));
      });
      asked.on('error', reject).end();
    });
  }
}

const ROOM = { kind: 'conference', title: '调度例会', access: 'line' as 'line' | 'invited', invitedOrgIds: [] as string[] } as const;

export const LETTER = {
  direction: 'to',
  office: 'court',
  officeName: '晶泉县人民法院',
  letterNumber: null,
  papers: ['申请书'],
  reason: '',
} as const satisfies Omit<MutationArgs<'mediation.handOver'>, 'id' | 'transferId' | 'papers'> & { papers: readonly string[] };
export const HEARING = { startsAt: 1_790_000_000_000, durationMin: 60, place: null };

export function file(ownerId: string, ownerEntity: AttachmentOwner = 'event'): MutationArgs<'attachment.add'> {
  return { id: uuidv7(), ownerEntity, ownerId, name: '现场.jpg', mediaType: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) };
}

/** Sends one change as a new client. @throws Refusal as the push or the change is refused */
export async function pushed<N extends MutationName>(client: WireClient, name: N, args: MutationArgs<N>): Promise<void> {
  const mutations = [{ number: 1, name, args, createdAt: Date.now() }];
  const { results } = await client.request('sync.push', { clientId: uuidv7(), mutations });
  const result = results[0];
  if (result?.status === 'refused') throw result.error;
}

async function addCamera(county: SmallCounty, id: string, orgId: string): Promise<void> {
  const place = { lat: 32, lng: 112, grid_id: null, org_id: orgId };
  await county.db
    .insertInto('cameras')
    .values({ id, ...place, name: '路口', code: id, kind: 'fixed', key_point: 0, source_url: null })
    .execute();
}
