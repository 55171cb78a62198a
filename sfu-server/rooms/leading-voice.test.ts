import { expect, it } from 'vitest';
import { LeadingVoice } from './leading-voice.ts';

function heard() {
  const told: (string | null)[] = [];
  return { told, voice: new LeadingVoice((participantId) => told.push(participantId)) };
}

it('is the loudest of those who lead on the routers of a room, and nobody where all are silent', () => {
  const { told, voice } = heard();
  voice.hear('one', { participantId: 'a', volume: -40 });
  voice.hear('other', { participantId: 'b', volume: -20 });
  voice.hear('other', null);
  voice.hear('one', null);
  expect(told).toEqual(['a', 'b', 'a', null]);
});

it('does not jump to and fro between two who are about as loud', () => {
  const { told, voice } = heard();
  voice.hear('one', { participantId: 'a', volume: -30 });
  for (const volume of [-28, -33, -25]) voice.hear('other', { participantId: 'b', volume });
  expect(told).toEqual(['a']);
  expect(voice.participantId).toBe('a');
});

it('of those who are not heard just now nobody leads, however loud; they may again afterwards', () => {
  const told: (string | null)[] = [];
  let inside: string | null = 'mediator';
  const voice = new LeadingVoice(
    (participantId) => told.push(participantId),
    (participantId) => inside === null || participantId === inside,
  );
  voice.hear('one', { participantId: 'mediator', volume: -40 });
  voice.hear('two', { participantId: 'outside', volume: -10 });
  inside = null;
  voice.hear('two', { participantId: 'outside', volume: -10 });
  expect(told).toEqual(['mediator', 'outside']);
});
