import { v7 as uuidv7 } from 'uuid';
import type { MediationRecord, RecordLineWords, Speaker, TimeMark } from '../../../../sfu-server/protocol/entities/record.ts';
import type { SpeechProposal } from '../../../../sfu-server/protocol/speech.ts';

/** What a line that is begun now is given: where in the recording it is, and with whom it is spoken alone. */
export interface Surroundings {
  readonly mark: TimeMark | null;
  readonly apartWith: RecordLineWords['apartWith'];
}

/** Where a new line stands: after the line `afterId`, else at the end. */
export function positionAfter(lines: MediationRecord['lines'], afterId: string | null): number {
  const index = afterId === null ? -1 : lines.findIndex(({ id }) => id === afterId);
  const before = index < 0 ? lines.at(-1) : lines[index];
  const next = index < 0 ? undefined : lines[index + 1];
  if (before === undefined) return 1;
  return next === undefined ? Math.floor(before.position) + 1 : (before.position + next.position) / 2;
}

/**
 * What may be taken over now. It was said before everybody, so while the room is divided nothing of it is: the line would stay open to all
 * with the cursor in it, and what is written on is a caucus's.
 */
export function offeredIn(division: number | null, proposals: readonly SpeechProposal[]): readonly SpeechProposal[] {
  return division === null ? proposals : [];
}

/** A line that is begun now. */
export function newLine(position: number, speaker: Speaker, { mark, apartWith }: Surroundings, at: number): RecordLineWords {
  return { lineId: uuidv7(), position, speaker, text: '', at, mark, apartWith };
}

/** Lines of a question set, one after another from `position` on; those in 【】 part the record, the mediator asks the others. */
export function linesOfSet(
  texts: readonly string[],
  lines: MediationRecord['lines'],
  afterId: string | null,
  around: Surroundings,
  at: number,
) {
  const made: RecordLineWords[] = [];
  let [known, after] = [lines, afterId];
  for (const text of texts) {
    const kind = /^【.*】$/.test(text) ? 'heading' : 'mediator';
    const line = { ...newLine(positionAfter(known, after), { kind, name: null }, around, at), text } as const;
    made.push(line);
    const { lineId, ...words } = line;
    const at_ = after === null ? known.length : known.findIndex(({ id }) => id === after) + 1;
    known = [...known.slice(0, at_), { ...words, id: lineId, byId: lineId, byName: '', corrections: [] }, ...known.slice(at_)];
    if (after !== null) after = lineId;
  }
  return made;
}

/** The record that is written in a room: of the hearing that was opened there, else the one that is being written. */
export function recordOfRoom(records: readonly MediationRecord[], sessionId: string | null, roomId: string): MediationRecord | undefined {
  return records.find(({ id }) => id === sessionId || id === roomId) ?? records.find(({ state }) => state !== 'confirmed');
}
