import { z } from 'zod';
import { sideSchema } from './entities/mediation.ts';
import { idSchema, lineOfText, timestampSchema } from './primitives.ts';

/** What papers a case has, in the order in which they lie in its dossier (人民调解文书格式). Cover, index and back cover belong to the dossier. */
export const PAPER_FORMS = [
  'application',
  'acceptance',
  'notice',
  'identity',
  'authority',
  'inquiry',
  'evidence',
  'record',
  'agreement',
  'performance',
  'followUp',
  'confirmation',
  'handover',
  'receipt',
  'note',
] as const;
export const paperFormSchema = z.enum(PAPER_FORMS);
export type PaperForm = z.infer<typeof paperFormSchema>;

export const PAPER_STATES = ['draft', 'signing', 'signed', 'sealed', 'void'] as const;
export const paperStateSchema = z.enum(PAPER_STATES);
export type PaperState = z.infer<typeof paperStateSchema>;

/** What a paper may turn into from each state. A sealed one stays what it is. */
export const PAPER_TRANSITIONS: { readonly [S in PaperState]: readonly PaperState[] } = {
  draft: ['signing', 'void'],
  signing: ['signed', 'void'],
  signed: ['sealed', 'void'],
  sealed: [],
  void: [],
};

/** These say what people agree to or ask for: without every hand they are nothing. On the others a refusal (拒签) is noted. */
export const NEEDS_EVERY_HAND: readonly PaperForm[] = ['application', 'authority', 'agreement', 'confirmation'];

/** Who may see a paper beside those who handle the case: all parties, or one side alone (private material). */
export const paperAudienceSchema = z.union([z.literal('all'), sideSchema]);
export type PaperAudience = z.infer<typeof paperAudienceSchema>;

/** Bytes of a PDF that is kept. */
const pdfSchema = z.object({
  /** Lower case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  pages: z.number().int().positive(),
});
export type KeptPdf = z.infer<typeof pdfSchema>;

/** Who is to sign, as the paper names them. */
export const signerWordsSchema = z.object({
  /** 申请人, 监护人, 委托代理人, 记录人, 人民调解员 …: stands before the line to sign on. */
  role: lineOfText(20),
  name: lineOfText(60),
  /** The party that signs, or for which a guardian or representative does; null for whoever has an account. */
  partyId: idSchema.nullable(),
  /** The account that signs by itself; null for people without one. */
  accountId: idSchema.nullable(),
});
export type SignerWords = z.infer<typeof signerWordsSchema>;

export const SIGNER_STATES = ['waiting', 'signed', 'declined'] as const;

export const paperSignerSchema = z.object({
  id: idSchema,
  ...signerWordsSchema.shape,
  state: z.enum(SIGNER_STATES),
  signedAt: timestampSchema.nullable(),
  /** Where in the recording of the room it was signed; null where nothing was being recorded. */
  recording: z.object({ id: idSchema, offsetMs: z.number().int().nonnegative() }).nullable(),
  /** Why it is not signed (拒签), and who says so. */
  refusal: z.object({ reason: z.string().max(200), byName: z.string().max(60), at: timestampSchema }).nullable(),
  /** The mediator has said which seat of a room signs here. */
  assigned: z.boolean(),
});
export type PaperSigner = z.infer<typeof paperSignerSchema>;

/** A paper of a case (文书), one version of it. */
export const casePaperSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  form: paperFormSchema,
  /** What tells several of one form apart: of which session, party, recipient; null where there is one of the form. */
  subject: z.string().max(60).nullable(),
  title: z.string().max(80),
  /** From 1; of the same form and subject. */
  version: z.number().int().positive(),
  state: paperStateSchema,
  /** Brought as a scan or file, not printed here. */
  brought: z.boolean(),
  unsigned: pdfSchema,
  sealed: pdfSchema.extend({ at: timestampSchema, byName: z.string().max(60), committee: z.string().max(80) }).nullable(),
  madeAt: timestampSchema,
  madeByName: z.string().max(60),
  audience: paperAudienceSchema,
  /** Signed one after another as they stand, or by whoever is ready. */
  inOrder: z.boolean(),
  /** In the order of the lines of the paper. */
  signers: z.array(paperSignerSchema),
  /** Being sealed just now, or cut off while it was: pressing again goes on with it. */
  sealing: z.boolean(),
  voidReason: z.string().max(200).nullable(),
});
export type CasePaper = z.infer<typeof casePaperSchema>;

/** A paper as it lies before whoever signs it: who signs beside them, and nothing of who handles it. */
export const openSheetSchema = casePaperSchema
  .pick({ id: true, title: true, version: true, state: true, unsigned: true, inOrder: true })
  .extend({
    signers: z.array(paperSignerSchema.pick({ id: true, role: true, name: true, state: true, signedAt: true })),
  });
export type OpenSheet = z.infer<typeof openSheetSchema>;

/** Somebody has begun to read in order to sign: what is signed is that hash, with that nonce, once. */
export const readingSchema = z.object({
  nonce: z.string(),
  sha256: pdfSchema.shape.sha256,
  pages: z.number().int().min(1).max(5000),
  expiresAt: timestampSchema,
});

/** The paper that a room is signing, as one seat sees it. */
export const roomSigningSchema = z.object({
  paper: casePaperSchema,
  /** The page that all look at, from 1. */
  page: z.number().int().positive(),
  /** Everybody turns pages by themselves. */
  free: z.boolean(),
  /** The lines on which this seat signs. */
  ownSignerIds: z.array(idSchema),
  /** The lines whose signers have begun to read it in order to sign, here or by their own link. */
  readerIds: z.array(idSchema),
});
export type RoomSigning = z.infer<typeof roomSigningSchema>;

/** Whose turn it is: the first who is waiting where the order counts, else all who are. */
export function nextSigners<S extends Pick<PaperSigner, 'state'>>({
  signers,
  inOrder,
}: {
  readonly signers: readonly S[];
  readonly inOrder: boolean;
}): readonly S[] {
  const waiting = signers.filter(({ state }) => state === 'waiting');
  return inOrder ? waiting.slice(0, 1) : waiting;
}

/** What tells a paper from others of its form, in words that can be read; null where that is nothing, or only an id. */
export function subjectWords({ subject }: Pick<CasePaper, 'subject'>): string | null {
  return subject === null || idSchema.safeParse(subject).success ? null : subject;
}

/** Whether nobody is waited for, and nobody lacks who may not. */
export function isFullySigned(form: PaperForm, signers: readonly Pick<PaperSigner, 'state'>[]): boolean {
  if (signers.some(({ state }) => state === 'waiting')) return false;
  return (
    signers.some(({ state }) => state === 'signed') &&
    (!NEEDS_EVERY_HAND.includes(form) || signers.every(({ state }) => state === 'signed'))
  );
}

/** Units of the pad that a hand is drawn on: so many across, whatever the screen. */
export const PAD_WIDTH = 1000;
export const PAD_HEIGHT = 400;
/** A dot, a tick or a line is no name: the hand reaches at least so far across, and its way is at least so long, units. */
export const LEAST_HAND = { across: 150, way: 300 } as const;
/** A hand as a picture, bytes before Base64. */
export const MAX_HAND_BYTES = 300 * 1024;

/** One stroke: x, y and ms since the first touch, in turn. */
const strokeSchema = z
  .array(z.number().int().min(0).max(3_600_000))
  .min(3)
  .max(3 * 2000)
  .refine((values) => values.length % 3 === 0, 'Points are triples.');
export const handSchema = z.object({
  strokes: z.array(strokeSchema).min(1).max(300),
  /** PNG. */
  picture: z.base64().max(Math.ceil((MAX_HAND_BYTES * 4) / 3) + 4),
});
export type Hand = z.infer<typeof handSchema>;

/** Whether strokes are long and wide enough to be a name. */
export function isHand(strokes: Hand['strokes']): boolean {
  let way = 0;
  let [left, right] = [Number.POSITIVE_INFINITY, 0];
  for (const stroke of strokes) {
    for (let at = 0; at < stroke.length; at += 3) {
      const [x, y] = [stroke[at] ?? 0, stroke[at + 1] ?? 0];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      if (at > 0) way += Math.hypot(x - (stroke[at - 3] ?? 0), y - (stroke[at - 2] ?? 0));
    }
  }
  return right - left >= LEAST_HAND.across && way >= LEAST_HAND.way;
}

/** What goes with a hand. `pagesShown`: every page that stood on this screen since the reading was begun. */
export const signWordsSchema = z.object({
  nonce: z.string().max(64),
  sha256: pdfSchema.shape.sha256,
  pagesShown: z.array(z.number().int().min(1).max(5000)).max(5000),
  hand: handSchema,
});

/** What a seal in a PDF comes to. */
export const sealVerdictSchema = z.object({
  signer: z.string(),
  sealedAt: timestampSchema.nullable(),
  /** The signed bytes are what was sealed. */
  intact: z.boolean(),
  /** Nothing was added behind the seal. */
  wholeFile: z.boolean(),
  /** The certificate comes from this server's own authority. */
  trusted: z.boolean(),
});
export type SealVerdict = z.infer<typeof sealVerdictSchema>;

/** Most bytes of a paper in one message, before Base64. */
export const PAPER_PIECE_BYTES = 384 * 1024;
/** Largest PDF that is looked at for its seals, bytes. */
export const MAX_VERIFIED_BYTES = 60 * 1024 * 1024;
