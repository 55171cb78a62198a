import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { aDrawing } from './harness/drawings.ts';
import { expectAttribute, expectCount } from './harness/expectations.ts';
import { drawnPages, sealsOf, unpacked, wordsOf } from './harness/paper-tools.ts';
import { keepPicture, OFFICE_SCREEN } from './harness/pictures.ts';
import { System } from './harness/system.ts';
import { picturesReceived, voicesHeard } from './harness/webrtc-probe.ts';
import { Applicant } from './pages/applicant.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { MediationCase } from './pages/mediation.ts';
import { RecordSheet } from './pages/record-sheet.ts';
import type { Room } from './pages/rooms.ts';
import { Signing } from './pages/signing.ts';

const APPLICANT = '王㛃兰';
const RESPONDENT = '李𡐓';
const MEDIATOR = '县矛调中心调解员 许文清';
const SETTLED = `${APPLICANT}与${RESPONDENT}邻里纠纷`;
const FAILED = '赵大成与孙小满房屋押金纠纷';
const SUM = '3,000.00';

/** Words of a paper are read without their spaces. */
const tight = (words: string) => words.replaceAll(/\s/g, '');

function filesOf(folder: string): { readonly file: string; readonly words: string; readonly pages: number }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pdf'))
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      return { file: name, words: wordsOf(file), pages: drawnPages(file, `${path.basename(folder)}-${name.replace(/\.pdf$/, '')}`) };
    });
}

/** Two disputes from the first word to the last paper; each test goes on where the one before stopped. */
describe('a dispute between neighbours, and one that cannot be settled', () => {
  let system: System;
  let browser: Browser;
  let township: Desk;
  let county: Desk;
  let kase: MediationCase;
  let room: Room;
  let applicant: Guest;
  let respondent: Guest;
  let myLink: string;
  const shot = (page: Page, name: string) => keepPicture(page, name);
  const seatOf = (name: string) => room.id('side-seat').filter({ hasText: name });
  const hears = (seat: Room, voices: number) => expect.poll(() => voicesHeard(seat.page)).toBe(voices);
  const signed = (seat: Room, count: number) =>
    expect.poll(() => seat.page.locator('[data-testid="paper-signer"][data-state="signed"]').count()).toBe(count);
  const phones = () => [applicant, respondent];

  async function comeIn(guest: Guest, name: string): Promise<void> {
    await expect.poll(() => guest.id('guest-name').inputValue()).toBe(name);
    await guest.id('guest-ready').click();
    await room.id('lobby-row').filter({ hasText: name }).getByTestId('admit').click();
    await guest.connection.waitFor();
  }

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    township = await Desk.signedIn(browser, system.serverUrl, 'mediator-township', { viewport: OFFICE_SCREEN });
    county = await Desk.signedIn(browser, await system.console('mediator'), 'mediator', { viewport: OFFICE_SCREEN });
    kase = new MediationCase(county);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [name, seat] of Object.entries({ county, applicant, respondent }))
      if (seat !== undefined && !seat.page.isClosed()) await shot(seat.page, `failed-${name}`);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('a party scans the code of the township and applies on a phone, under a name with rare characters', async () => {
    await township.go('mediation');
    await township.id('application-code-open').click();
    const link = await township.id('application-link').inputValue();
    await shot(township.page, 'a01-code');
    await township.page.keyboard.press('Escape');
    const phone = await Applicant.open(browser, link);
    await phone.id('apply-field-neighbour').check({ force: true });
    await shot(phone.page, 'a02-matter');
    await phone.next('applicants');
    await phone.person(APPLICANT, '13800001111');
    await phone.id('person-more').tap();
    await phone.id('person-idNumber').fill('310228198803120025');
    await phone.id('person-address').fill('双湖镇双湖村三组12号');
    await shot(phone.page, 'a03-applicant');
    await phone.next('respondents');
    await phone.person(RESPONDENT, '13900002222');
    await phone.next('facts');
    await phone.id('apply-facts').fill('今年七月连续下雨，李𡐓家屋檐的水滴到我家东墙，墙面发霉起皮，找他说过三次都没有修。');
    await phone.id('apply-request').fill('请对方改造屋檐，赔偿修墙费用三千元。');
    await phone.id('apply-amount').fill('3000');
    await phone
      .id('picture-choose')
      .setInputFiles([{ name: '东墙发霉.png', mimeType: 'image/png', buffer: await aDrawing(browser, '东墙发霉处') }]);
    await shot(phone.page, 'a04-facts');
    await phone.next('check');
    await phone.id('apply-true').check();
    await shot(phone.page, 'a05-check');
    await phone.id('apply-next').tap();
    await phone.id('apply-done').waitFor();
    expect(await phone.id('apply-number').textContent()).toMatch(/调〔\d{4}〕\d+号$/);
    await shot(phone.page, 'a06-done');
    await phone.id('apply-open-my').tap();
    await expectAttribute(phone.id('my-page'), 'data-state', 'registered');
    myLink = phone.page.url();
    applicant = new Guest(phone.page);
    await shot(phone.page, 'a07-my');
  });

  it('the township accepts it, and passes it up to the county, which takes it over with its file', async () => {
    await (await new Cases(township, 'mediation').find(SETTLED)).click();
    await shot(township.page, 'a08-township');
    const mine = new MediationCase(township);
    await mine.advance('accepted', '属于人民调解范围，予以受理。');
    await mine.tab('transfers');
    await township.id('escalate-reason').fill('双方分属两镇，对方经常外出，请县里主持');
    await township.id('escalate').click();
    await township.page.locator('[data-testid="transfer"][data-kind="escalation"]').waitFor();
    await shot(township.page, 'a09-escalated');
    await expectCount(township.id('case-edit'), 0);
    await (await new Cases(county, 'mediation').find(SETTLED)).click();
    await expect.poll(() => county.id('party').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining(RESPONDENT)]));
    await shot(county.page, 'a10-county-parties');
    await county.id('escalation-take').click();
    await county.id('escalation-pending').waitFor({ state: 'detached' });
    await kase.tab('files');
    await expectCount(county.page.locator('[data-testid="attachment-item"][data-state="there"]'), 1);
    await shot(county.page, 'a11-county-files');
    await kase.tab('transfers');
    await shot(county.page, 'a12-county-transfers');
    await township.close();
  });

  it('the county says who mediates and plans a hearing', async () => {
    await kase.assign(MEDIATOR);
    await shot(county.page, 'a13-assigned');
    await kase.plan('');
    await shot(county.page, 'a14-planned');
    await kase.advance('handling', '双方同意线上调解。');
    await shot(county.page, 'a15-course');
  });

  it('both parties come in on their phones, the applicant by their own page, the respondent by the link that the mediator gives out', async () => {
    room = await kase.enter();
    await expect
      .poll(async () => {
        if (await applicant.id('my-enter').isVisible()) return true;
        await applicant.id('my-refresh').tap();
        return false;
      })
      .toBe(true);
    await shot(applicant.page, 'a16-my-session');
    await applicant.id('my-enter').tap();
    await applicant.id('guest-ready').waitFor();
    await shot(applicant.page, 'a17-guest-check');
    await comeIn(applicant, APPLICANT);
    await room.id('room-invite').click();
    await room.page.locator(`[data-testid="invite-party"][data-name="${RESPONDENT}"]`).click();
    const link = await room.id('invite-link').inputValue();
    await shot(room.page, 'a18-invite');
    await room.id('room-invite').click();
    respondent = await Guest.open(browser, link);
    await comeIn(respondent, RESPONDENT);
    await room.id('room-tab-sides').click();
    for (const side of ['applicant', 'respondent'])
      await expectCount(room.page.locator(`[data-testid="side"][data-side="${side}"] [data-testid="side-seat"]`), 1);
    await expectCount(room.tiles('camera'), 3);
    await shot(room.page, 'a19-room');
    await shot(applicant.page, 'a19-room-phone');
  });

  it('each shows a document that is held against the face, and confirms the notice of rights', async () => {
    await room.id('procedure-next').click();
    for (const [phone, name] of [
      [applicant, APPLICANT],
      [respondent, RESPONDENT],
    ] as const) {
      const card = await aDrawing(browser, `居民身份证 ${name}`);
      await phone.id('show-document-file').setInputFiles([{ name: '证件.png', mimeType: 'image/png', buffer: card }]);
      await expectAttribute(phone.id('show-document'), 'data-shown', 'true');
      await seatOf(name).getByTestId('identity-check').click();
      await room.id('shown-document').locator('img').waitFor();
      await room.id('identity-words').fill('居民身份证');
      await shot(room.page, `a20-identity-${name === APPLICANT ? 'a' : 'b'}`);
      await room.id('identity-same').click();
      await expectAttribute(seatOf(name), 'data-identity', 'same');
    }
    await room.id('procedure-next').click();
    await room.id('notice-open').click();
    for (const phone of phones()) await phone.id('notice-confirm').waitFor();
    await shot(room.page, 'a21-notice');
    await shot(applicant.page, 'a21-notice-phone');
    for (const phone of phones()) await phone.id('notice-confirm').tap();
    for (const name of [APPLICANT, RESPONDENT]) await expectAttribute(seatOf(name), 'data-confirmed', 'true');
    await room.id('notice-open').click();
    await room.id('notice').waitFor({ state: 'detached' });
    await room.id('procedure-next').click();
  });

  it('while the mediator talks with one side alone the other hears and sees nothing and is told so; afterwards all is back by itself', async () => {
    await room.id('caucus-applicant').click();
    await respondent.id('caucus-outside').waitFor();
    expect(await respondent.id('caucus-outside').textContent()).toContain('申请方');
    await hears(respondent, 0);
    await expect.poll(() => picturesReceived(respondent.page)).toBe(0);
    for (const seat of [room, applicant]) await hears(seat, 1);
    await shot(room.page, 'a22-caucus');
    await shot(respondent.page, 'a22-caucus-outside');
    await shot(applicant.page, 'a22-caucus-inside');
    await room.id('sides-together').click();
    await respondent.id('caucus-outside').waitFor({ state: 'detached' });
    for (const seat of [room, ...phones()]) {
      await hears(seat, 2);
      await expect.poll(() => picturesReceived(seat.page)).toBe(2);
    }
  });

  it('the record is typed beside the pictures, read back, confirmed by each party on their phone, and printed', async () => {
    await room.id('room-tab-record').click();
    await room.id('record-open').click();
    const record = new RecordSheet(room);
    await record.say('mediator', '请申请人说明纠纷的经过和请求。');
    await record.say('applicant', '今年七月，他家屋檐的水滴到我家东墙，墙面发霉，请他改造屋檐并赔偿三千元。');
    await record.say('respondent', '滴水属实，我愿意改造，费用可以协商。');
    await record.say('mediator', '被申请人于何时改造？赔偿金额双方是否同意？');
    await record.say('respondent', '年底以前改好，同意赔三千元。');
    await record.say('applicant', '同意。');
    await record.result('双方自愿达成协议：被申请人改造屋檐并赔偿修墙费用三千元。');
    await shot(room.page, 'a23-record');
    await record.readBack();
    await room.id('record-show').click();
    for (const phone of phones()) await phone.id('read-back').waitFor();
    await shot(room.page, 'a24-read-back');
    await shot(applicant.page, 'a24-read-back-phone');
    for (const phone of phones()) await phone.id('read-back-confirm').tap();
    await expectCount(room.page.locator('[data-testid="record-party"][data-state="done"]'), 2);
    await room.id('read-back-away').click();
    await shot(room.page, 'a25-confirmed');
    await record.confirmAndPrint();
  });

  it('the agreement is made of clauses of the library, and both parties read it on their phones as it is written', async () => {
    await room.id('room-tab-agreement').click();
    await room.page.getByText('引用案件登记的事实').click();
    await expect.poll(() => room.id('agreement-facts').inputValue()).toContain('东墙');
    await room.id('clause-library').click();
    await room.page.locator('.ant-select-item-option').filter({ hasText: '改造' }).first().click();
    await room.id('clause-open').waitFor();
    await shot(room.page, 'a26-clause');
    for (const [slot, value] of [
      ['责任人', RESPONDENT],
      ['设施', '屋檐'],
      ['相邻人', APPLICANT],
    ] as const) {
      await room.page.locator(`[data-slot="${slot}"]`).fill(value);
      await room.page.locator(`[data-slot="${slot}"]`).press('Enter');
      await room.page.locator(`[data-slot="${slot}"]`).waitFor({ state: 'detached' });
    }
    await room.page.locator('[data-slot="日期"]').fill('2026-12-31');
    await expect
      .poll(() => room.id('clause-text').first().inputValue())
      .toBe(`${RESPONDENT}于2026年12月31日前改造屋檐，使其不再向${APPLICANT}一侧排水。`);
    await expectCount(room.id('clause-open'), 0);
    await room.id('clause-library').click();
    await room.page.locator('.ant-select-item-option').filter({ hasText: '再无其他争议' }).first().click();
    await expectCount(room.id('clause'), 2);
    await room.id('duty-who').fill(RESPONDENT);
    await room.page.getByLabel('对方', { exact: true }).fill(APPLICANT);
    await room.id('duty-what').fill('修墙费用');
    await room.id('duty-yuan').fill('3000');
    await room.id('duty-day').fill('2026-12-31');
    await room.page.getByLabel('方式', { exact: true }).fill('转账');
    await room.id('duty-add').click();
    await expectCount(room.id('duty'), 1);
    await room.id('agreement-share').click();
    for (const phone of phones()) {
      await expect.poll(() => phone.id('room-agreement').textContent()).toContain('不再向');
      await expect.poll(() => phone.id('room-agreement').textContent()).toContain(SUM);
    }
    await shot(room.page, 'a27-agreement');
    await shot(respondent.page, 'a27-agreement-phone');
    await room.id('agreement-share').click();
    for (const phone of phones()) await phone.id('room-agreement').waitFor({ state: 'detached' });
    await room.id('agreement-finish').click();
    await expectAttribute(room.id('agreement'), 'data-finished', 'true');
    await shot(room.page, 'a28-finished');
  });

  it.each([
    ['record', 4],
    ['agreement', 3],
  ] as const)(
    'the %s is read to its end and signed by one after another, with a finger on the phones, and sealed before all',
    async (form, hands) => {
      await (await new Cases(county, 'mediation').find(SETTLED)).click();
      await kase.openSigning(form, 'room');
      await shot(county.page, `a29-papers-${form}`);
      await county.go('rooms');
      for (const seat of [room, ...phones()]) await expectAttribute(seat.id('room-signing'), 'data-state', 'signing');
      await shot(room.page, `a30-signing-${form}`);
      await shot(applicant.page, `a30-signing-${form}-phone`);
      expect(await respondent.id('sign-own').isDisabled()).toBe(true);
      const first = new Signing(applicant, true);
      await first.read();
      await first.draw();
      await shot(applicant.page, `a31-hand-${form}-phone`);
      await first.submit();
      await signed(respondent, 1);
      await new Signing(respondent, true).sign();
      for (let done = 2; done < hands; done++) {
        await signed(room, done);
        await new Signing(room).sign();
      }
      for (const seat of [room, ...phones()]) await expectAttribute(seat.id('room-signing'), 'data-state', 'signed');
      await room.id('room-seal').click();
      for (const seat of [room, ...phones()]) await expectAttribute(seat.id('room-signing'), 'data-state', 'sealed');
      await shot(room.page, `a32-sealed-${form}`);
      await shot(respondent.page, `a32-sealed-${form}-phone`);
      await room.id('signing-put-away').click();
    },
  );

  it('the hearing ends for everybody', async () => {
    await room.id('room-end').click();
    await room.id('confirm-yes').click();
    for (const phone of phones()) await phone.connection.waitFor({ state: 'detached' });
    await shot(respondent.page, 'a33-ended-phone');
  });

  it('a party fetches the sealed agreement by their own page, and an independent reader finds its seal valid (pdfsig)', async () => {
    const { page } = applicant;
    await page.goto(myLink);
    const paper = applicant.id('my-paper').filter({ hasText: '协议书' });
    await paper.waitFor();
    await shot(page, 'a34-my-papers');
    const asked = page.waitForRequest(/\/copy\//);
    await paper.getByRole('button', { name: '下载' }).tap();
    const answer = await page.context().request.get((await asked).url());
    const file = path.join(system.folder, '协议书.pdf');
    writeFileSync(file, await answer.body());
    const seals = sealsOf(file);
    expect(seals).toContain('Signature is Valid.');
    expect(seals).toContain('Total document signed');
    const words = wordsOf(file);
    for (const part of [APPLICANT, RESPONDENT, '许文清', '晶泉县人民调解委员会', '不再向', SUM, 'SHA-256'])
      expect(words).toContain(tight(part));
    expect(words).not.toContain('{{');
    drawnPages(file, 'a-agreement');
    for (const phone of phones()) await phone.page.context().close();
    await (await new Cases(county, 'mediation').find(SETTLED)).click();
    await (await kase.paper('agreement')).getByTestId('paper-verify').click();
    await expectAttribute(county.id('seal-verdict'), 'data-good', 'true');
    await shot(county.page, 'a35-papers');
  });

  it('the dossier is filed and exported; the folder stands up to our own program, to sha256sum and to pdfsig', async () => {
    await kase.advance('settled', '双方已签署协议。');
    await kase.tab('dossier');
    await county.id('dossier-lines').waitFor();
    await shot(county.page, 'a36-dossier-draft');
    await expectCount(county.id('dossier-missing'), 0);
    await county.id('dossier-checked').fill('许文清');
    await county.id('dossier-file').click();
    await expectAttribute(county.id('dossier-card'), 'data-state', 'filed');
    await shot(county.page, 'a37-dossier-filed');
    await county.id('dossier-open').click();
    await county.id('dossier-take-kind').selectOption('folder');
    await county.id('dossier-take-reason').fill('年终评查');
    await shot(county.page, 'a38-dossier-take');
    const folder = unpacked(await kase.download('dossier-take-submit', system.folder));
    // Whoever checks it has the certificate of the authority from the centre, not from the folder.
    const authority = path.join(system.folder, 'server', 'secrets', 'seals', 'authority.pem');
    const verify = path.join(import.meta.dirname, '../scripts/verify.ts');
    const verified = spawnSync(process.execPath, [verify, '--authority', authority, folder], { encoding: 'utf8' });
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining('全部通过')]);
    expect(spawnSync('sha256sum', ['--strict', '--quiet', '-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
    const whole = path.join(folder, '卷宗.pdf');
    expect(sealsOf(whole)).toContain('Signature is Valid.');
    const words = wordsOf(whole);
    for (const part of [APPLICANT, RESPONDENT, '申请书', '权利义务告知', '身份核验', '人民调解记录', '协议书'])
      expect(words).toContain(part);
    expect(drawnPages(whole, 'a-dossier')).toBeGreaterThan(8);
    await shot(county.page, 'a39-dossier-uses');
  });

  it('what was owed is done and followed up, and the case ends with that in a supplement of the dossier', async () => {
    await kase.tab('performance');
    await shot(county.page, 'a40-performance');
    await county.id('duty-done').click();
    await expectAttribute(county.id('duty-state'), 'data-done', 'true');
    await county.id('follow-up-with').fill(APPLICANT);
    await county.id('follow-up-situation').fill('屋檐已经改造，三千元已收到，墙面已修好。');
    await county.id('follow-up-add').click();
    await expectCount(county.id('follow-up'), 1);
    await shot(county.page, 'a41-follow-up');
    await kase.advance('closed');
    await kase.tab('dossier');
    await expectCount(county.page.locator('[data-testid="dossier-line"][data-form="followUp"]'), 1);
    await county.id('dossier-file').click();
    await expectCount(county.id('dossier-card'), 2);
    await shot(county.page, 'a42-supplement');
  });

  it('a second dispute is registered at the desk with its evidence, assigned and heard, and fails', async () => {
    await county.theme('light');
    await new Cases(county, 'mediation').register(FAILED, '赵大成', {
      field: 'housing',
      facts: '租期届满，出租人以房屋损坏为由不退押金。',
    });
    await county.id('case-detail').waitFor();
    for (const [side, name, phone] of [
      ['applicant', '赵大成', '13700003333'],
      ['respondent', '孙小满', '13600004444'],
    ] as const)
      await kase.addParty(side, { name, phone, address: '晶泉县城关镇和平路8号' });
    await shot(county.page, 'b01-parties');
    await county.id('application-edit').click();
    await county.id('application-request').fill('退还房屋押金六千元。');
    await county.id('application-amount').fill('6000');
    await county.id('application-submit').click();
    await kase.tab('files');
    const lease = { name: '租赁合同.png', mimeType: 'image/png', buffer: await aDrawing(browser, '房屋租赁合同') };
    await county.id('attachment-add').setInputFiles([lease]);
    await expectCount(county.page.locator('[data-testid="attachment-item"][data-state="there"]'), 1);
    await shot(county.page, 'b02-files');
    await kase.addEvidence('房屋租赁合同', '租赁合同.png');
    await kase.advance('accepted', '予以受理。');
    await kase.assign(MEDIATOR);
    await kase.advance('handling');
    await kase.tab('record');
    await county.id('record-open-unplanned').click();
    const record = new RecordSheet(county);
    await record.say('applicant', '租期已满，请退还押金六千元。');
    await record.say('respondent', '房屋损坏严重，一分不退。');
    await record.say('mediator', '双方分歧较大，是否愿意继续调解？');
    await record.say('respondent', '不愿意。');
    await record.result('双方未能达成协议，告知可以向人民法院起诉。');
    await shot(county.page, 'b03-record');
    await record.readBack();
    for (let left = 2; left > 0; left--) {
      await county.id('record-confirm-party').first().click();
      await expectCount(county.id('record-confirm-party'), left - 1);
    }
    await shot(county.page, 'b04-record-confirmed');
    await record.confirmAndPrint();
    const paper = await kase.openSigning('record', 'apart');
    for (const reason of ['本人不愿签名', '本人不愿签名']) {
      await paper.getByTestId('paper-sign-off').first().click();
      await county.id('refusal-reason').fill(reason);
      await county.id('refusal-send').click();
      await county.id('refusal-reason').waitFor({ state: 'detached' });
    }
    for (let done = 0; done < 2; done++) {
      await new Signing(county).sign('paper-sign');
      await expectCount(paper.locator('[data-testid="paper-signer"][data-state="signed"]'), done + 1);
    }
    await paper.getByTestId('paper-seal').click();
    await expectAttribute(paper, 'data-state', 'sealed');
    await shot(county.page, 'b05-papers');
    await kase.advance('failed', '双方分歧较大，调解不成。');
    await shot(county.page, 'b06-failed');
  });

  it('the court gets it with a letter, a packet that names who disputes what, and gives a receipt', async () => {
    await kase.handOver({
      office: 'court',
      name: '晶泉县人民法院',
      number: '晶调函〔2026〕1号',
      papers: ['人民调解记录', '房屋租赁合同'],
      reason: '调解不成，当事人拟提起诉讼',
    });
    await shot(county.page, 'b07-letter');
    await kase.tab('performance');
    await shot(county.page, 'b08-court');
    const packet = filesOf(unpacked(await kase.download('court-packet', system.folder)));
    const words = packet.map((one) => one.words).join('\n');
    for (const part of ['赵大成', '孙小满', '人民调解记录', '一分不退', '晶泉县人民调解委员会', '受理登记表', '不退押金', '移送函'])
      expect(words).toContain(part);
    expect(packet.map(({ file }) => file)).toContainEqual(expect.stringContaining('房屋租赁合同'));
    for (const { pages } of packet) expect(pages).toBeGreaterThan(0);
    await kase.tab('transfers');
    await county.id('receipt-reason').fill('县法院立案庭 郑明');
    await county.id('receipt').click();
    await expect.poll(() => county.id('transfer').textContent()).toContain('郑明');
    await shot(county.page, 'b09-receipt');
    await kase.advance('closed', '已移送人民法院。');
    await shot(county.page, 'b10-closed');
  });
});
