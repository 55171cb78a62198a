import type { MinutesWords } from '../../../../sfu-server/protocol/entities/meeting.ts';

export type MinutesField = keyof MinutesWords;

/** What somebody has typed into a field that is not saved yet, and what stood there when they began. */
export interface TypedField {
  readonly began: string;
  readonly words: string;
}

/** Only fields that were typed into: all others follow what others write. */
export type MinutesDraft = { readonly [F in MinutesField]?: TypedField };

/** A field as the editor shows it. */
export interface ShownField {
  readonly words: string;
  /** What somebody else has made of it meanwhile; null while nobody has. */
  readonly theirs: string | null;
}

export function shownField(draft: MinutesDraft, saved: MinutesWords, field: MinutesField): ShownField {
  const typed = draft[field];
  if (typed === undefined) return { words: saved[field], theirs: null };
  const changed = saved[field] !== typed.began && saved[field] !== typed.words;
  return { words: typed.words, theirs: changed ? saved[field] : null };
}

export function withTyped(draft: MinutesDraft, saved: MinutesWords, field: MinutesField, words: string): MinutesDraft {
  const began = draft[field]?.began ?? saved[field];
  // Back to what stands there: nothing is typed any more.
  return words === saved[field] ? without(draft, field) : { ...draft, [field]: { began, words } };
}

/** Settles what two people wrote: theirs, and the own words go; or the own, which are to follow on what they wrote. */
export function settled(draft: MinutesDraft, saved: MinutesWords, field: MinutesField, keep: 'theirs' | 'own'): MinutesDraft {
  const typed = draft[field];
  if (typed === undefined || keep === 'theirs') return without(draft, field);
  return { ...draft, [field]: { ...typed, began: saved[field] } };
}

/** Fields that somebody else has changed since they were typed into, to be settled before they are saved. */
export function disputed(draft: MinutesDraft, saved: MinutesWords): readonly MinutesField[] {
  return typedFields(draft).filter((field) => shownField(draft, saved, field).theirs !== null);
}

/** What is to be saved: typed fields that nobody disputes and that differ from what stands there. */
export function changeOf(draft: MinutesDraft, saved: MinutesWords): Partial<MinutesWords> {
  const change: Partial<Record<MinutesField, string>> = {};
  for (const field of typedFields(draft)) {
    const { words, theirs } = shownField(draft, saved, field);
    if (theirs === null && words !== saved[field]) change[field] = words;
  }
  return change;
}

/** The draft without what has been saved as it still stands there: what was typed on meanwhile stays. */
export function afterSave(draft: MinutesDraft, change: Partial<MinutesWords>): MinutesDraft {
  let left = draft;
  for (const field of typedFields(draft)) {
    const sent = change[field];
    const typed = draft[field];
    if (sent === undefined || typed === undefined) continue;
    left = typed.words === sent ? without(left, field) : { ...left, [field]: { ...typed, began: sent } };
  }
  return left;
}

function typedFields(draft: MinutesDraft): MinutesField[] {
  const fields: readonly MinutesField[] = ['chair', 'attendees', 'absentees', 'recorder', 'body'];
  return fields.filter((field) => draft[field] !== undefined);
}

function without(draft: MinutesDraft, field: MinutesField): MinutesDraft {
  const { [field]: _gone, ...rest } = draft;
  return rest;
}
