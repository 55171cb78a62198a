import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { Session } from '../session.ts';
import { Sessions } from '../sessions.ts';
import { PartyNews } from './party-news.ts';

let county: SmallCounty;
let sessions: Sessions;
let session: Session;
let news: PartyNews;
let sent: string[];

beforeEach(async () => {
  county = await openSmallCounty();
  sent = [];
  const socket = { readyState: 1, OPEN: 1, bufferedAmount: 0, send: (text: string) => sent.push(text) };
  sessions = new Sessions((error) => {
    throw error;
  });
  session = new Session('s', '127.0.0.1', socket as unknown as WebSocket);
  sessions.add(session);
  const nobody = () => () => {};
  const log = pino({ level: 'silent' });
  news = new PartyNews({ db: county.db, core: { onCommitted: nobody }, rooms: { onEnded: nobody }, sessions, log });
});
afterEach(async () => {
  news[Symbol.dispose]();
  await county.db.destroy();
});

it('a page that watches a case is told of it, until it is closed', () => {
  news.watch(session.page('p'), { caseId: 'c' });
  news.changed('c');
  news.changed('d');
  expect(sent).toHaveLength(1);
  sessions.closePage(session, 'p');
  news.changed('c');
  expect(sent).toHaveLength(1);
});

it.each([
  ['was closed', () => sessions.closePage(session, 'p')],
  ['lost its socket', () => sessions.remove(session)],
])('a page that %s while its look was answered is not watched for ever', (_how, go) => {
  const asker = session.page('p');
  go();
  news.watch(asker, { caseId: 'c' });
  news.changed('c');
  expect(sent).toEqual([]);
});
