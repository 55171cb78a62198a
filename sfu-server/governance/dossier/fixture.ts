import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { ContentFiles } from '../../attachments/content-files.ts';
import { sampleForms } from '../../papers/mediation/fixture.ts';
import { Printer } from '../../papers/printer.ts';
import type { PaperAudience, PaperForm } from '../../protocol/case-paper.ts';
import type { Account } from '../../protocol/session.ts';
import { sealPdf } from '../../security/seal/seal.ts';
import { SealKeys } from '../../security/seal/seal-keys.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { PaperFiles, sha256Of } from '../case-papers/paper-files.ts';
import { DataCore } from '../data-core.ts';
import { Dossiers, type DossiersOptions } from './dossiers.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.mp4': 'video/mp4',
};

interface PaperOptions {
  readonly subject?: string;
  readonly audience?: PaperAudience;
  readonly sealed?: boolean;
  /** A file of somebody's own in place of a paper that is printed, signed by hand. */
  readonly brought?: Buffer | null;
}

/** For tests: a township's committee with a real printer, real seals and a real disk; the clock can be set. */
export class DossierWorld implements AsyncDisposable {
  readonly county: SmallCounty;
  readonly dir: string;
  readonly printer = new Printer();
  readonly keys: SealKeys;
  readonly filed: PaperFiles;
  readonly papers: PaperFiles;
  readonly mediator: Account;
  readonly #core: DataCore;
  now = Date.UTC(2026, 10, 22, 3);
  dossiers: Dossiers;

  static async open(dir = mkdtempSync(join(tmpdir(), 'shilian-dossier-')), url?: string): Promise<DossierWorld> {
    const county = await openSmallCounty(url);
    return new DossierWorld(county, dir, await county.account('mediator-one', 'mediator', county.orgs.first));
  }

  private constructor(county: SmallCounty, dir: string, mediator: Account) {
    this.county = county;
    this.dir = dir;
    this.mediator = mediator;
    this.keys = new SealKeys(join(dir, 'secrets', 'seals'), () => this.now);
    this.filed = new PaperFiles(join(dir, 'dossiers'));
    this.papers = new PaperFiles(join(dir, 'case-papers'));
    this.#core = new DataCore(county.db, () => this.now);
    this.dossiers = this.started();
  }

  /** As after a restart. */
  started(printer: Partial<DossiersOptions['printer']> = {}): Dossiers {
    const kept = new ContentFiles(join(this.dir, 'dossiers'));
    const whole: DossiersOptions['printer'] = {
      assemble: (order) => this.printer.assemble(order),
      copy: (order) => this.printer.copy(order),
      warm: () => this.printer.warm(),
      pages: (pdf) => this.printer.pages(pdf),
      pagesBound: (given) => this.printer.pagesBound(given),
      ...printer,
    };
    return new Dossiers({
      ...{ db: this.county.db, printer: whole, keys: this.keys, files: this.filed },
      change: (work) => this.#core.change(work),
      readPaper: (sha256) => this.papers.whole(sha256),
      readAttachment: (sha256) => this.papers.whole(sha256),
      pathOf: (sha256) => kept.pathOf(sha256),
      now: () => this.now,
    });
  }

  /** A settled dispute over a wall with two parties, whose papers are all there but those that are named. */
  async settled(without: readonly PaperForm[] = []): Promise<string> {
    const { db, orgs } = this.county;
    const id = uuidv7();
    const at = this.now - 10 * 86_400_000;
    const people = {
      applicant_name: '张㛃',
      respondent_name: '李𡐓',
      phone: null,
      facts: '院墙滴水。',
      field: 'neighbour',
      handler_name: null,
    };
    const made = { registered_by_id: this.mediator.id, registered_by_name: '某人', registered_at: at, received_at: at, updated_at: at };
    const number = `双湖调〔2026〕${id.slice(-6)}号`;
    await db
      .insertInto('cases')
      .values({
        ...{ id, org_id: orgs.first, grid_id: null, number, kind: 'mediation', title: '张㛃与李𡐓相邻纠纷', due_at: null },
        ...{ ...people, ...made, state: 'settled' },
      })
      .execute();
    const source = { kind: 'application', from: null, originNumber: null, originName: null, helped: 'none' };
    const nobody = { mediator_id: this.mediator.id, mediator_name: this.mediator.name, assistants: '[]' };
    const running = { suspended_at: null, suspended_by_name: null, suspension_reason: null, suspension_left_ms: null };
    await db
      .insertInto('mediations')
      .values({
        id,
        source: JSON.stringify(source),
        request: '修缮院墙。',
        amount_fen: 1_500_000,
        simple: 0,
        ...nobody,
        ...running,
        updated_at: at,
      })
      .execute();
    for (const [position, [side, name]] of (
      [
        ['applicant', '张㛃'],
        ['respondent', '李𡐓'],
      ] as const
    ).entries()) {
      const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
      const alone = { legalRepresentative: null, guardian: null, representatives: [] };
      const party = { id: uuidv7(), side, kind: 'person', name, ...nothing, ...alone };
      await db
        .insertInto('mediation_parties')
        .values({ id: party.id, mediation_id: id, position, body: JSON.stringify(party) })
        .execute();
    }
    for (const [day, state] of [
      [1, 'accepted'],
      [2, 'handling'],
      [5, 'settled'],
    ] as const) {
      const by = { by_account_id: this.mediator.id, by_name: this.mediator.name };
      await db
        .insertInto('case_notes')
        .values({ id: uuidv7(), case_id: id, at: at + day * 86_400_000, ...by, state, text: '' })
        .execute();
    }
    for (const form of ['notice', 'identity', 'record', 'agreement'] as const) if (!without.includes(form)) await this.paper(id, form);
    return id;
  }

  /** A paper of a case: sealed, or as it stands before. */
  async paper(
    caseId: string,
    form: PaperForm,
    { subject = '', audience = 'all', sealed = true, brought = null }: PaperOptions = {},
  ): Promise<string> {
    const sample = sampleForms().find((one) => one.form === form);
    if (sample === undefined) throw new Error(`No ${form}.`);
    const plain = brought ?? (await this.printer.print({ kind: 'mediation', ...sample, title: `纠纷 ${subject}` }));
    const sealer = { id: this.county.orgs.first, name: '双湖镇人民调解委员会' };
    const pdf =
      sealed && brought === null
        ? await sealPdf(plain, { keys: this.keys, sealer, reason: form, location: '双湖镇', at: this.now })
        : plain;
    await this.papers.put(plain);
    const sha256 = await this.papers.put(pdf);
    const id = uuidv7();
    const by = { made_at: this.now, made_by_id: this.mediator.id, made_by_name: this.mediator.name };
    const pages = brought === null ? await this.printer.pages(plain) : 1;
    const state = brought !== null ? ('signed' as const) : sealed ? ('sealed' as const) : ('signing' as const);
    const seal =
      sealed && brought === null
        ? {
            ...{ sealing_at: this.now, sealing_by_id: this.mediator.id, sealing_by_name: this.mediator.name },
            ...{ sealed_sha256: sha256, sealed_bytes: pdf.length, sealed_pages: pages },
          }
        : { sealing_at: null, sealing_by_id: null, sealing_by_name: null, sealed_sha256: null, sealed_bytes: null, sealed_pages: null };
    await this.county.db
      .insertInto('case_papers')
      .values({
        ...{ id, case_id: caseId, form, subject, title: `${form}文书`, version: 1, state, audience },
        ...{
          committee: sealer.name,
          input: brought === null ? '{}' : null,
          unsigned_sha256: sha256Of(plain),
          unsigned_bytes: plain.length,
          unsigned_pages: pages,
        },
        ...{ ...by, in_order: 1, room_id: null, void_reason: null, ...seal },
      })
      .execute();
    return id;
  }

  /** A file of a case; with `partyId`, as that party has brought it. @returns its hash */
  async brought(caseId: string, bytes: Uint8Array, { partyId = null, name }: { partyId?: string | null; name: string }): Promise<string> {
    const [id, sha256] = [uuidv7(), await this.papers.put(Buffer.from(bytes))];
    const media_type = MEDIA_TYPES[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream';
    const owner = { owner_entity: 'case', owner_id: caseId, created_by_id: this.mediator.id, created_by_name: '某当事人' } as const;
    const { db } = this.county;
    await db
      .insertInto('attachments')
      .values({ id, ...owner, name, media_type, size: bytes.length, sha256, created_at: this.now, complete: 1 })
      .execute();
    if (partyId !== null)
      await db.insertInto('party_materials').values({ attachment_id: id, case_id: caseId, party_id: partyId }).execute();
    return sha256;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.printer.close();
    await this.county.db.destroy();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
