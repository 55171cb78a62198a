import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, describe, expect, it } from 'vitest';
import { Printer } from '../printer.ts';
import { APPLICANT, HEAD, NINE, sampleForms } from './fixture.ts';
import type { Form } from './form.ts';
import { DOSSIER_ORDER } from './order.ts';

const printer = new Printer();
afterAll(() => printer.close());

async function textOf(form: Form): Promise<string> {
  const data = Uint8Array.from(await printer.print({ kind: 'mediation', ...form }));
  const document = await getDocument({ data, verbosity: 0 }).promise;
  let text = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  return text.replaceAll(/\s/g, '');
}

const note = (text: string): Form => ({ form: 'note', ...HEAD, text, by: '赵立', at: NINE });

it.each(sampleForms().filter(({ form }) => form !== 'cover'))('prints $form with its name and the number of the case', async (form) => {
  const text = await textOf(form);
  expect(text).toContain(DOSSIER_ORDER.find((place) => place.form === form.form)?.name ?? '');
  expect(text).toContain(HEAD.docket);
});

it('writes sums in capital numerals, when each has signed, and what was signed', async () => {
  const agreement = sampleForms().find(({ form }) => form === 'agreement');
  if (agreement === undefined) throw new Error('No agreement.');
  const text = await textOf(agreement);
  for (const words of ['人民币壹万贰仟元整', '2026年11月22日10:02:00', 'SHA-2569f2c1e0b', '签署文本第3版']) expect(text).toContain(words);
});

it('shows in the record where each line is in the recording, and what it said before it was set right', async () => {
  const record = sampleForms().find(({ form }) => form === 'record');
  if (record === undefined) throw new Error('No record.');
  const text = await textOf(record);
  for (const words of ['00:03:08', '伸了三尺多', '陈敬于2026年11月22日09:55:00更正']) expect(text).toContain(words);
});

it.each([
  ['a short line that was set right forty times', '不申请。', 42],
  ['a line as long as a page', '他家屋檐伸出来了一尺多。'.repeat(120), 1],
])('prints %s, with all that stood there before', async (_, said, times) => {
  const record = sampleForms().find((form) => form.form === 'record');
  if (record?.form !== 'record') throw new Error('No record.');
  const corrections = Array.from({ length: times }, (_, at) => ({ was: `第${at}次`, by: '陈敬', at: NINE }));
  const lines = record.lines.map((line, at) => (at === 3 ? { ...line, text: said, corrections } : line));
  const text = await textOf({ ...record, lines });
  expect(text).toContain(said.slice(0, 24));
  for (const { was } of corrections) expect(text).toContain(`${was}　陈敬于`.replaceAll(/\s/g, ''));
});

it('names all of sixty who have confirmed a notice as a whole', async () => {
  const confirmedWhole = Array.from({ length: 60 }, (_, at) => ({ name: `村民${at + 1}号`, at: NINE }));
  const [signature] = sampleForms().flatMap((form) => ('signatures' in form ? form.signatures : []));
  const signatures = signature === undefined ? [] : [signature];
  const text = await textOf({ form: 'notice', ...HEAD, items: [{ text: '可以回避。', confirmed: [] }], confirmedWhole, signatures });
  for (const { name } of confirmedWhole) expect(text).toContain(name);
});

it('says of a record of a hearing that was not recorded nothing of places in a recording', async () => {
  const record = sampleForms().find((form) => form.form === 'record');
  if (record?.form !== 'record') throw new Error('No record.');
  expect(await textOf(record)).toContain('左侧时间');
  expect(await textOf({ ...record, lines: record.lines.map((line) => ({ ...line, offsetMs: null })) })).not.toContain('左侧时间');
});

it('prints the headings of a record as said by nobody', async () => {
  const record = sampleForms().find((form) => form.form === 'record');
  if (record?.form !== 'record') throw new Error('No record.');
  const heading = { speaker: '', text: '【现场情况】', offsetMs: null, corrections: [] };
  const text = await textOf({ ...record, lines: [...record.lines, heading] });
  expect(text).toContain('【现场情况】');
  expect(text).not.toContain('：【现场情况】');
});

it('says of a notice that was confirmed as a whole who has confirmed it, once, and leaves its own numbers to its items', async () => {
  const items = ['一、当事人享有下列权利：', '（一）接受或者拒绝调解；'].map((text) => ({ text, confirmed: [] }));
  const text = await textOf({ form: 'notice', ...HEAD, items, confirmedWhole: [{ name: '张㛃', at: NINE }], signatures: [] });
  expect(text).toContain('张㛃2026年11月22日09:00:00。');
  for (const words of ['未确认', '一、一、', '二、（一）']) expect(text).not.toContain(words);
});

it('leaves room to sign by hand where nobody has signed yet', async () => {
  const [, application] = sampleForms();
  if (application?.form !== 'application') throw new Error('No application.');
  const text = await textOf({ ...application, signatures: [{ role: '申请人', name: '张㛃', picture: null, signedAt: null }] });
  expect(text).toMatch(/申请人（签名）：年月日/);
});

describe('a paper that many sign', () => {
  const signed = sampleForms().flatMap((form) => ('signatures' in form ? [form] : []));
  const [hand] = signed.flatMap(({ signatures }) => signatures).filter(({ picture }) => picture !== null);
  const forty = (filled: boolean) =>
    Array.from({ length: 40 }, (_, at) => ({
      ...{ role: `第${at + 1}户`, name: `村民${at + 1}号` },
      ...{ picture: filled ? (hand?.picture ?? null) : null, signedAt: filled ? NINE : null },
    }));

  it.each(signed.flatMap((form) => [false, true].map((filled) => [form.form, filled, form] as const)))(
    '%s has a line for each of forty, with their hands: %s',
    async (_, filled, form) => {
      const text = await textOf({ ...form, signatures: forty(filled) });
      for (const { role, name } of forty(filled)) expect(text).toContain(`${role}（签名）：${filled ? name : '年月日'}`);
    },
  );

  it('is an agreement with its clause of effect and the seal below the last hand', async () => {
    const agreement = signed.find(({ form }) => form === 'agreement');
    if (agreement?.form !== 'agreement') throw new Error('No agreement.');
    const seal = { name: HEAD.committee, code: null };
    const text = await textOf({ ...agreement, signatures: forty(true), seal, sealedAt: NINE, mediatorSeals: Array(9).fill('陈敬') });
    expect(text).toContain('印章之日起生效');
    expect(text.lastIndexOf(`${HEAD.committee}2026年`)).toBeGreaterThan(text.indexOf('第40户'));
  });

  it('names who does not sign, with words as long as they may be', async () => {
    const agreement = signed.find(({ form }) => form === 'record');
    if (agreement?.form !== 'record') throw new Error('No record.');
    const refusal = '金额不对'.repeat(50);
    const signatures = forty(false).map((line) => ({ ...line, refusal }));
    expect(await textOf({ ...agreement, signatures })).toContain(`第40户村民40号拒签：${refusal}`);
  });
});

describe('rare characters', () => {
  it.each(['㛃', '𡐓', '𠮷', '𪚥', '䶮', '㐂'])('%s is written and can be copied out', async (character) => {
    expect(await textOf(note(`张${character}到场`))).toContain(`张${character}到场`);
  });

  it.each([
    ['of nobody’s font', '\u{323AF}'],
    ['of everybody’s own', '\uE005'],
  ])('one %s is refused by its name before anything is signed', async (_, character) => {
    await expect(textOf(note(`张${character}`))).rejects.toMatchObject({
      code: 'paper.no_glyph',
      message: expect.stringContaining(character),
    });
  });

  it('what turns the direction of the text or has no picture is left out', async () => {
    expect(await textOf(note('张\u202E三\u200B到场'))).toContain('张三到场');
  });
});

it('refuses a picture of a signature that is cut off', async () => {
  const [, application] = sampleForms();
  if (application?.form !== 'application') throw new Error('No application.');
  const [first] = application.signatures;
  if (first === undefined) throw new Error('No signature.');
  const broken = { ...first, picture: `${(first.picture ?? '').slice(0, 200)}` };
  await expect(textOf({ ...application, parties: [APPLICANT], signatures: [broken] })).rejects.toMatchObject({ code: 'paper.unreadable' });
});
