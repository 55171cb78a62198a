import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { paperName } from '../../papers/mediation/order.ts';
import type { Printer } from '../../papers/printer.ts';
import { type CasePaper, PAPER_FORMS, type PaperForm } from '../../protocol/case-paper.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { Account } from '../../protocol/session.ts';
import { sealPdf } from '../../security/seal/seal.ts';
import type { Sealer, SealKeys } from '../../security/seal/seal-keys.ts';
import type { Db } from '../../store/database.ts';
import { caseFor } from '../case-papers/access.ts';
import type { CasePapers } from '../case-papers/case-papers.ts';
import { contentsOf } from '../dossier/contents.ts';
import { headOf, PRINTED } from '../dossier/printed.ts';
import { caseToPrint } from './printed-case.ts';

/** For what the court gets a packet: to confirm what was agreed (司法确认), or to judge what could not be settled (调解不成). */
export type Purpose = 'confirmation' | 'suit';

/** What goes along, where there is one. */
const CONTENTS: { readonly [P in Purpose]: readonly PaperForm[] } = {
  confirmation: ['confirmation', 'agreement', 'identity', 'authority', 'record', 'performance', 'handover'],
  suit: ['application', 'acceptance', 'identity', 'authority', 'evidence', 'record', 'handover', 'receipt'],
};
/** Without these there is no packet. */
const NEEDED: { readonly [P in Purpose]: readonly PaperForm[] } = { confirmation: ['confirmation', 'agreement'], suit: [] };
/** In one message, before Base64, bytes. */
const MOST_BYTES = 2.5 * 1024 * 1024;

export interface Packet {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string;
  /** By name, in their order. */
  readonly papers: string[];
}

/** What manifest.json of a packet says. */
export interface PacketManifest {
  readonly format: 'shilian-court-packet/1';
  readonly purpose: Purpose;
  readonly committee: string;
  readonly caseNumber: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly madeBy: string;
  readonly parties: readonly { readonly side: string; readonly name: string }[];
  readonly hash: 'SHA-256';
  readonly papers: readonly {
    readonly file: string;
    readonly name: string;
    readonly version: number;
    readonly state: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

/** A paper in a packet, with its bytes. */
interface Enclosure {
  readonly form: PaperForm;
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly content: Uint8Array;
}

export interface CourtPacketsOptions {
  readonly db: Db;
  readonly papers: CasePapers;
  readonly printer: Pick<Printer, 'print'>;
  readonly keys: Pick<SealKeys, 'signer'>;
  readonly now?: () => number;
}

/** Packs papers of a case for the court: each as it was sealed, those that nobody signs as they are printed now, and a manifest by which anybody can see that nothing was changed. */
export class CourtPackets {
  readonly #options: CourtPacketsOptions;

  constructor(options: CourtPacketsOptions) {
    this.#options = options;
  }

  /**
   * @throws Refusal `row.unknown`, `right.missing`; `state.conflict` where a paper is missing without which the court does not look at it;
   * `paper.too_large`
   */
  async pack(caseId: string, purpose: Purpose, by: Account): Promise<Packet> {
    const { db, papers, now = Date.now } = this.#options;
    const { orgId, path } = await caseFor(db, by, caseId, 'case.handle.mediation');
    const { printed } = await caseToPrint(db, caseId);
    const at = new Date(now());
    const kept: Enclosure[] = [];
    for (const paper of forCourt(await papers.list(caseId, by), purpose)) {
      const { form, title: name, version, state } = paper;
      kept.push({ form, name, version, state, content: await papers.content(paper, paper.sealed === null ? 'unsigned' : 'sealed') });
    }
    const { committee, title } = printed.head;
    const sealer = isAllowed(by.role, 'case.seal', by.organisation.path, path) ? { id: orgId, name: committee } : null;
    const made = await this.#printed(caseId, purpose, new Set(kept.map(({ form }) => form)), sealer, at.getTime());
    const chosen = [...kept, ...made].sort((one, other) => PAPER_FORMS.indexOf(one.form) - PAPER_FORMS.indexOf(other.form));
    for (const form of NEEDED[purpose]) {
      if (!chosen.some((paper) => paper.form === form)) throw new Refusal('state.conflict', `The packet lacks a signed paper: ${form}.`);
    }
    if (chosen.length === 0) throw new Refusal('state.conflict', 'The case has no papers that could be handed over.');
    const zip = new yazl.ZipFile();
    const lines: PacketManifest['papers'][number][] = [];
    let bytes = 0;
    for (const [index, { name, version, state, content }] of chosen.entries()) {
      bytes += content.length;
      if (bytes > MOST_BYTES) throw new Refusal('paper.too_large', 'These papers are too large for one packet: take the dossier instead.');
      const file = `${String(index + 1).padStart(2, '0')}-${name.replaceAll(/[\\/:*?"<>|]/g, '_')}.pdf`;
      zip.addBuffer(Buffer.from(content), file, { compress: false, mtime: at });
      const sha256 = createHash('sha256').update(content).digest('hex');
      lines.push({ file, name, version, state, bytes: content.length, sha256 });
    }
    const manifest: PacketManifest = {
      format: 'shilian-court-packet/1',
      purpose,
      committee,
      caseNumber: printed.number,
      title,
      madeAt: at.toISOString(),
      madeBy: by.name,
      parties: printed.parties.map(({ side, name }) => ({ side, name })),
      hash: 'SHA-256',
      papers: lines,
    };
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json', { mtime: at });
    zip.end();
    const content = (await buffer(zip.outputStream)).toString('base64');
    const name = purpose === 'confirmation' ? '司法确认材料' : '移送诉讼材料';
    return { fileName: `${name}-${printed.number}.zip`, mediaType: 'application/zip', content, papers: lines.map((line) => line.name) };
  }

  /**
   * Forms that nobody signs and that the case has no paper of, printed of what is kept of it, and sealed where whoever packs may seal.
   * Of letters only those to the court go to the court.
   */
  async #printed(caseId: string, purpose: Purpose, there: ReadonlySet<PaperForm>, sealer: Sealer | null, at: number): Promise<Enclosure[]> {
    const { db, printer, keys } = this.#options;
    const contents = await contentsOf(db, caseId);
    const { mediation } = contents;
    const transfers = mediation.transfers.filter((one) => one.kind === 'handover' && one.office === 'court');
    const ofCourt = { ...contents, mediation: { ...mediation, transfers } };
    const printers = new Map(Object.entries(PRINTED));
    const made: Enclosure[] = [];
    for (const form of CONTENTS[purpose]) {
      // Evidence goes along once it was taken in as a paper: what a party has shown to the mediator alone does not.
      if (there.has(form) || form === 'evidence') continue;
      const inputs = printers.get(form)?.(ofCourt, headOf(contents, null)) ?? [];
      for (const [index, { input }] of inputs.entries()) {
        const marked = input.form === 'handover' && sealer !== null ? { ...input, seal: { name: sealer.name, code: null } } : input;
        const pdf = await printer.print({ kind: 'mediation', ...marked });
        const name = inputs.length === 1 ? paperName(form) : `${paperName(form)}（${index + 1}）`;
        const content = sealer === null ? pdf : await sealPdf(pdf, { keys, sealer, reason: name, location: sealer.name, at });
        made.push({ form, name, version: 1, state: sealer === null ? 'printed' : 'sealed', content });
      }
    }
    return made;
  }
}

/**
 * What of the papers of a case goes along: of each form and subject the newest that holds, sealed here or brought with its hands. What is
 * signed but not sealed bears no hands yet. What one side alone may see goes to no court packet that both get.
 */
export function forCourt(papers: readonly CasePaper[], purpose: Purpose): CasePaper[] {
  const newest = new Map<string, CasePaper>();
  for (const paper of papers) {
    const { form, subject, state, audience, brought, version } = paper;
    const holds = state === 'sealed' || (state === 'signed' && brought);
    if (!holds || audience !== 'all' || !CONTENTS[purpose].includes(form)) continue;
    const key = JSON.stringify([form, subject]);
    if ((newest.get(key)?.version ?? 0) < version) newest.set(key, paper);
  }
  return [...newest.values()];
}
