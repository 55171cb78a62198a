import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { Session } from './session.ts';

/** As much of a socket as a session writes to. */
function aSession(): { session: Session; sent: () => unknown[] } {
  const sent: unknown[] = [];
  const socket = { readyState: 1, OPEN: 1, bufferedAmount: 0, send: (text: string) => sent.push(JSON.parse(text)) };
  return { session: new Session('s', '127.0.0.1', socket as unknown as WebSocket), sent: () => sent };
}

it('what is sent while an answer waits for its trace goes out after it, in order', async () => {
  const { session, sent } = aSession();
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  session.send({ n: 1 });
  session.sendAfter(first.promise, { n: 2 });
  session.send({ n: 3 });
  session.sendAfter(second.promise, { n: 4 });
  session.send({ n: 5 });
  expect(sent()).toEqual([{ n: 1 }]);
  second.resolve();
  await second.promise;
  expect(sent()).toEqual([{ n: 1 }]);
  first.resolve();
  await first.promise;
  expect(sent()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 }]);
  session.send({ n: 6 });
  expect(sent()).toHaveLength(6);
});

it('the same thing told to many is made into text once', () => {
  let made = 0;
  const rooms = {
    roomId: 'r',
    toJSON() {
      made += 1;
      return { roomId: 'r' };
    },
  };
  const [one, other] = [aSession(), aSession()];
  one.session.notify('room.gone', rooms);
  other.session.page('second').notify('room.gone', rooms);
  expect(one.sent()).toEqual([{ v: 1, type: 'room.gone', data: { roomId: 'r' } }]);
  expect(other.sent()).toEqual([{ v: 1, type: 'room.gone', data: { roomId: 'r' }, page: 'second' }]);
  expect(made).toBe(1);
});
