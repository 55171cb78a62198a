import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TONES, tones, writeToneModel } from '../sfu-server/speech/testing/tone-model.ts';
import { openDatabase } from '../sfu-server/store/database.ts';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { wavOf } from './harness/wav.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { Room } from './pages/rooms.ts';

/** Types a sentence where a record is written, and begins the next. */
async function type(room: Room, text: string): Promise<void> {
  await room.id('record-input').fill(text);
  await room.id('record-input').press('Enter');
}
const linesOf = (room: Room) => room.id('record-words').allTextContents();

/** The record of one hearing with two parties on their phones; each test goes on where the one before stopped. */
describe('the record of a hearing', () => {
  const TITLE = '排水沟走向争议笔录';
  let system: System;
  let browser: Browser;
  let desk: Desk;
  let room: Room;
  let applicant: Guest;
  let respondent: Guest;
  /** A model that knows two words, each a tone, and what the microphones hear. */
  let speech: string;

  const party = (name: string) => room.id('record-party').filter({ hasText: name });
  const confirmed = (name: string) => expectAttribute(party(name), 'data-state', 'done');

  async function comeIn(name: string): Promise<Guest> {
    await room.id('room-invite').click();
    await room.page.locator(`[data-testid="invite-party"][data-name="${name}"]`).click();
    const link = await room.id('invite-link').inputValue();
    await room.id('room-invite').click();
    const guest = await Guest.open(browser, link);
    await guest.knock(name);
    await room.id('lobby-row').filter({ hasText: name }).waitFor();
    await room.id('admit').first().click();
    await guest.connection.waitFor();
    return guest;
  }

  beforeAll(async () => {
    speech = mkdtempSync(path.join(tmpdir(), 'shilian-speech-'));
    writeToneModel(speech);
    const sound = path.join(speech, 'said.wav');
    writeFileSync(sound, wavOf(tones(48_000, [TONES.甲, TONES.乙], 0.6, 1.4), 48_000));
    system = await System.start({ cameras: false, server: ['--speech-model', speech] });
    browser = await launchBrowser(undefined, sound);
    desk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    const cases = new Cases(desk, 'mediation');
    await cases.register(TITLE, '王㛃兰');
    await desk.id('case-detail').waitFor();
    await cases.advance('accepted');
    await desk.id('mediation-tab-parties').click();
    for (const [side, name] of [
      ['applicant', '王㛃兰'],
      ['respondent', '李建国'],
    ] as const) {
      await desk.id(`party-add-${side}`).click();
      await desk.id('party-name').fill(name);
      await desk.id('party-submit').click();
      await desk.id('party').filter({ hasText: name }).waitFor();
    }
    await desk.id('mediation-tab-sessions').click();
    await desk.id('session-plan').click();
    await desk.id('session-enter').waitFor();
    await desk.id('outbox-count').filter({ hasText: /^0$/ }).waitFor();
    await desk.id('session-enter').click();
    await desk.id('connection-state').waitFor();
    room = new Room(desk.page);
    applicant = await comeIn('王㛃兰');
    respondent = await comeIn('李建国');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
    rmSync(speech, { recursive: true, force: true });
  });

  it('is typed beside the pictures, with who speaks and where in the recording', async () => {
    await room.id('record-toggle').click();
    await expectAttribute(room.id('record-state'), 'data-state', 'recording');
    await room.id('room-tab-record').click();
    await room.id('record-open').click();
    await type(room, '双方对台账记载的四至有无异议？');
    await room.id('record-input').press('Alt+2');
    await type(room, '没有异议。');
    await room.id('record-input').press('Alt+3');
    await type(room, '台账我认，沟要一起清。');
    await expect.poll(() => linesOf(room)).toEqual(['双方对台账记载的四至有无异议？', '没有异议。', '台账我认，沟要一起清。']);
    await expectCount(room.id('record-mark'), 3);
    await expectAttribute(room.id('record-line').nth(1), 'data-kind', 'applicant');
    await expectAttribute(room.id('record-saved'), 'data-state', 'saved');
  });

  it('takes in the question set that the centre has written', async () => {
    await room.id('record-set').selectOption('edit');
    await room.id('outline-new').click();
    await room.id('outline-name').fill('排水沟纠纷');
    await room.id('outline-lines').fill('【现场情况】\n沟由谁清理？');
    await room.id('outline-save').click();
    await room.id('outline').filter({ hasText: '排水沟纠纷' }).waitFor();
    await room.id('outlines-close').click();
    await room.id('record-set').selectOption({ label: '排水沟纠纷' });
    await expect.poll(async () => (await linesOf(room)).slice(3)).toEqual(['【现场情况】', '沟由谁清理？']);
  });

  it('has what was said beside it, and takes it in by a key alone', async () => {
    // One speaks. Here all hear the same, and what comes back to a microphone is taken for an echo.
    for (const silent of [room, respondent]) {
      await silent.id('mic-toggle').click();
      await expectAttribute(silent.id('mic-toggle'), 'aria-pressed', 'false');
    }
    await room.id('speech-listen').click();
    await expectAttribute(room.id('speech'), 'data-state', 'on', 60_000);
    // Whoever is listened to sees it.
    for (const phone of [applicant, respondent]) await expectCount(phone.id('transcribing'), 1);
    await room.id('speech-proposal').first().waitFor();
    await expectAttribute(room.id('speech-proposal'), 'data-kind', 'applicant');
    expect(await linesOf(room)).toHaveLength(5);
    await room.id('record-input').press('Tab');
    await expect.poll(() => room.id('record-input').inputValue()).toMatch(/^[甲乙]+$/);
    await room.id('record-input').press('Enter');
    await expect.poll(async () => (await linesOf(room))[5]).toMatch(/^[甲乙]+$/);
    await expectAttribute(room.id('record-line').nth(5), 'data-kind', 'applicant');
    await room.id('speech-listen').click();
    await expectAttribute(room.id('speech'), 'data-state', 'off');
  });

  it('says of a mark while the recording runs that it cannot be played yet', async () => {
    await room.id('record-mark').first().click();
    await expect.poll(() => room.id('record').getByRole('alert').textContent()).toContain('录像还在进行');
  });

  it('is read back on both phones, at the same line', async () => {
    await room.id('record-read-back').click();
    await room.id('record-show').click();
    for (const phone of [applicant, respondent]) await expectCount(phone.id('read-back-line'), 6);
    await room.id('read-back-line').nth(1).getByRole('button').click();
    for (const phone of [applicant, respondent]) {
      await expectAttribute(phone.id('read-back-line').nth(1), 'aria-current', 'true');
    }
  });

  it('is confirmed by a party on the phone, and again after it was set right', async () => {
    await applicant.id('read-back-confirm').click();
    await confirmed('王㛃兰');
    const line = room.id('record-line').filter({ hasText: '没有异议。' });
    await line.getByTestId('record-words').click();
    await room.id('record-edit').fill('有异议，差半米。');
    await room.id('record-edit').press('Enter');
    await expect.poll(() => room.id('record-trace').allTextContents()).toEqual([expect.stringContaining('没有异议。')]);
    await expectAttribute(party('王㛃兰'), 'data-state', 'outdated');
    await expect.poll(() => applicant.id('read-back-line').nth(1).textContent()).toContain('有异议，差半米。');
    for (const phone of [applicant, respondent]) await phone.id('read-back-confirm').click();
    for (const name of ['王㛃兰', '李建国']) await confirmed(name);
  });

  it('is closed, and printed with what was set right and who confirmed it', async () => {
    await room.id('record-confirm').click();
    await expectAttribute(room.id('record'), 'data-state', 'confirmed');
    await expectCount(applicant.id('read-back'), 0);
    await desk.id('outbox-count').filter({ hasText: /^0$/ }).waitFor();
    await room.id('record-print').click();
    await room.id('record-print').filter({ hasText: '已打印' }).waitFor();
    const dir = path.join(system.folder, 'server');
    const db = await openDatabase(`sqlite:${path.join(dir, 'shilian.sqlite')}`);
    const { unsigned_sha256: sha256 } = await db
      .selectFrom('case_papers')
      .select('unsigned_sha256')
      .where('form', '=', 'record')
      .executeTakeFirstOrThrow();
    await db.destroy();
    const file = path.join(dir, 'case-papers', sha256.slice(0, 2), sha256);
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s/g, '');
    for (const words of ['有异议，差半米。', '没有异议。', '王㛃兰', '李建国', '沟由谁清理？']) expect(text).toContain(words);
    expect(text).not.toContain('：【现场情况】');
  });

  it('plays the recording at a mark, in the room', async () => {
    const replay = room.id('mark-replay');
    await room.id('record-toggle').click();
    await expectAttribute(room.id('record-state'), 'data-state', 'stopped');
    await expect
      .poll(
        async () => {
          if ((await replay.count()) > 0) return 1;
          await room.id('record-mark').nth(2).click();
          // Until it is composed the mark says so instead.
          await replay.or(room.id('record').getByRole('alert')).first().waitFor();
          return replay.count();
        },
        { timeout: 90_000, interval: 2000 },
      )
      .toBe(1);
    const video = replay.getByTestId('replay-video');
    await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.readyState), { timeout: 20_000 }).toBeGreaterThan(1);
    const at = await video.evaluate((player: HTMLVideoElement) => player.currentTime);
    expect(at).toBeGreaterThan(0);
    await room.id('recordings-back').click();
    await expectCount(replay, 0);
  }, 150_000);
});
