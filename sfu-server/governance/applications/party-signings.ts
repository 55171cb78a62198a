import { type CasePaper, openSheetSchema, type PaperSigner, type PaperState } from '../../protocol/case-paper.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { PartySigning } from '../../protocol/party.ts';
import type { CasePapers, Signing, SignWords } from '../case-papers/case-papers.ts';
import type { Reading } from '../case-papers/readings.ts';
import type { LinkedParty } from './party-links.ts';

/** A paper is on the party's page from when signatures are asked for until it is sealed. */
const SHOWN: readonly PaperState[] = ['signing', 'signed'];

/**
 * Papers that a party signs on their own page, by their own link: at home, in their time, on the lines of nobody else. What of a paper
 * is for the other side alone is not there.
 */
export class PartySignings {
  readonly #papers: CasePapers;

  constructor(papers: CasePapers) {
    this.#papers = papers;
  }

  /** Oldest first. */
  async list(linked: LinkedParty): Promise<PartySigning[]> {
    const papers = await this.#papers.ofParty(linked.caseId, linked.party.id);
    return papers.flatMap((paper) => {
      const isShown = SHOWN.includes(paper.state) && (paper.audience === 'all' || paper.audience === linked.party.side);
      return isShown ? [signingOf(paper, linked)] : [];
    });
  }

  /** @throws Refusal `row.unknown` for lines of others, and as `CasePapers.beginSigning` */
  async begin(linked: LinkedParty, signerId: string, remoteAddress: string): Promise<Reading> {
    const line = await this.#own(linked, signerId);
    return this.#papers.beginSigning(signerId, whoOf(linked, line, remoteAddress));
  }

  /** A piece of what was begun to be read. @throws Refusal `row.unknown`, `paper.not_read`, `attachment.not_there` */
  async read(linked: LinkedParty, signerId: string, nonce: string, offset: number, length: number): Promise<Buffer> {
    await this.#own(linked, signerId);
    return this.#papers.readPiece(nonce, signerId, keyOf(linked), offset, length);
  }

  /** @throws Refusal `row.unknown`, and as `CasePapers.sign` */
  async sign(linked: LinkedParty, signerId: string, words: SignWords, remoteAddress: string): Promise<PartySigning> {
    const line = await this.#own(linked, signerId);
    return signingOf(await this.#papers.sign(signerId, words, whoOf(linked, line, remoteAddress), null), linked);
  }

  /** @throws Refusal `row.unknown`, and as `CasePapers.decline` */
  async decline(linked: LinkedParty, signerId: string, reason: string, remoteAddress: string): Promise<void> {
    const line = await this.#own(linked, signerId);
    await this.#papers.decline(signerId, reason, whoOf(linked, line, remoteAddress));
  }

  async #own({ caseId, party }: LinkedParty, signerId: string): Promise<PaperSigner> {
    const { paper } = await this.#papers.ofSigner(signerId);
    const isTheirs = paper.caseId === caseId && (paper.audience === 'all' || paper.audience === party.side);
    const own = paper.signers.find(({ id, partyId }) => id === signerId && partyId === party.id);
    if (!isTheirs || own === undefined) throw new Refusal('row.unknown', 'There is no such paper to sign.');
    return own;
  }
}

const keyOf = ({ linkId }: LinkedParty): string => `link:${linkId}`;

/** Under the name of the line: for a party its guardian may sign, or its lawyer. */
function whoOf(linked: LinkedParty, { name }: PaperSigner, remoteAddress: string): Signing {
  const { party } = linked;
  return { key: keyOf(linked), name, remoteAddress, roomId: null, seat: null, accountId: null, partyId: party.id };
}

function signingOf(paper: CasePaper, { party }: LinkedParty): PartySigning {
  const own = paper.signers.filter(({ partyId }) => partyId === party.id);
  return { paper: openSheetSchema.parse(paper), ownSignerIds: own.map(({ id }) => id) };
}
