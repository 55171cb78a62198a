import type { Form, FormName } from '../../papers/mediation/form.ts';
import type { SignatureLine } from '../../papers/mediation/inputs.ts';
import type { PaperForm, PaperSigner } from '../../protocol/case-paper.ts';
import type { KeptHand } from '../../store/case-papers.ts';

/** A paper of a case as it is printed from: one of the forms that a dossier is made of. */
export type PaperInput = Extract<Form, { form: PaperForm }>;
/** Does not compile where the protocol names a form that cannot be printed. */
export type EveryFormIsPrinted = PaperForm extends FormName ? true : never;

/** With empty lines to sign on, one for each signer; what is signed is this. */
export function unsignedForm(input: PaperInput, signers: readonly Pick<PaperSigner, 'role' | 'name'>[], version: number): PaperInput {
  const lines = signers.map(({ role, name }): SignatureLine => ({ role, name, picture: null, signedAt: null }));
  const bound =
    input.form === 'agreement' ? { ...input, contentHash: null, version, mediatorSeals: [], seal: null, sealedAt: null } : input;
  return signed(withoutSeal(bound), lines);
}

export interface Final {
  readonly signers: readonly PaperSigner[];
  readonly hands: readonly KeptHand[];
  readonly committee: string;
  /** UTC ms. */
  readonly sealedAt: number;
  readonly contentHash: string;
  readonly version: number;
}

/** With the hands at their places, the seals of mediators and committee, and the hash of what was signed. */
export function finalForm(input: PaperInput, { signers, hands, committee, sealedAt, contentHash, version }: Final): PaperInput {
  const of = new Map(hands.map((hand) => [hand.signerId, hand]));
  const lines = signers.map(({ id, role, name, refusal }): SignatureLine => {
    const hand = of.get(id);
    if (hand !== undefined) return { role, name, picture: `data:image/png;base64,${hand.picture}`, signedAt: hand.at };
    return { role, name, picture: null, signedAt: null, ...(refusal === null ? {} : { refusal: refusal.reason }) };
  });
  const seal = { name: committee, code: null };
  switch (input.form) {
    case 'agreement':
      return signed({ ...input, contentHash, version, mediatorSeals: mediators(signers), seal, sealedAt }, lines);
    case 'acceptance':
      return signed({ ...input, seal, sealedAt }, lines);
    case 'handover':
    case 'receipt':
      return signed({ ...input, seal }, lines);
    default:
      return signed(input, lines);
  }
}

/** Mediators who have signed seal with their names as well: the name alone, where an account's name begins with its post. */
function mediators(signers: readonly PaperSigner[]): string[] {
  return signers
    .filter(({ role, state }) => role.includes('调解员') && state === 'signed')
    .map(({ name }) => name.split(/\s+/u).at(-1) ?? name);
}

function withoutSeal(input: PaperInput): PaperInput {
  return 'seal' in input ? { ...input, seal: null } : input;
}

function signed(input: PaperInput, signatures: readonly SignatureLine[]): PaperInput {
  return 'signatures' in input ? { ...input, signatures } : input;
}
