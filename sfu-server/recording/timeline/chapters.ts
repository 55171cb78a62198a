import type { RecordingChapter } from '../../protocol/recording.ts';
import type { RecordedParticipant, TimelineEvent } from './events.ts';

/** Somebody who speaks for less is an interjection, not a chapter, ms. */
const SHORTEST_MS = 3000;

/** Who spoke when: one chapter each time that the floor changes for more than a moment, and one each time that the room was divided. */
export function chaptersOf(events: readonly TimelineEvent[], endMs: number): RecordingChapter[] {
  const people = new Map<string, RecordedParticipant>();
  const turns: { startMs: number; participantId: string }[] = [];
  for (const event of events) {
    if (event.type === 'participant') people.set(event.participant.id, event.participant);
    if (event.type === 'speaker' && event.participantId !== null) turns.push({ startMs: event.t, participantId: event.participantId });
  }
  const chapters: RecordingChapter[] = [];
  for (const [index, { startMs, participantId }] of turns.entries()) {
    const until = turns[index + 1]?.startMs ?? endMs;
    if (until - startMs < SHORTEST_MS || chapters.at(-1)?.participantId === participantId) continue;
    const person = people.get(participantId);
    if (person !== undefined) {
      chapters.push({ startMs: Math.round(startMs), participantId, name: person.name, orgName: person.orgName });
    }
  }
  for (const event of events) {
    if (event.type === 'apart' && event.apart) chapters.push({ startMs: Math.round(event.t), participantId: null, name: '', orgName: '' });
  }
  return chapters.sort((a, b) => a.startMs - b.startMs);
}

/** Everybody who was in the room, with when first and until when last. */
export function peopleOf(events: readonly TimelineEvent[], endMs: number) {
  const people = new Map<string, RecordedParticipant & { fromMs: number; toMs: number }>();
  for (const event of events) {
    if (event.type === 'participant') {
      const fromMs = people.get(event.participant.id)?.fromMs ?? Math.round(event.t);
      people.set(event.participant.id, { ...event.participant, fromMs, toMs: Math.round(endMs) });
    }
    if (event.type === 'left') {
      const person = people.get(event.participantId);
      if (person !== undefined) person.toMs = Math.round(event.t);
    }
  }
  return [...people.values()].map(({ id, name, orgName, fromMs, toMs }) => ({ id, name, orgName, fromMs, toMs }));
}
