import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../protocol/csv.ts';
import { AuditStore } from './audit-store.ts';
import { exportCsv } from './export.ts';
import { aRecord, openTrail, temporaryFolder } from './testing.ts';

describe('a line of CSV', () => {
  test.each([
    ['plain text stays as it is', '晶泉县', '晶泉县'],
    ['a comma is quoted', 'a,b', '"a,b"'],
    ['quotes are doubled', '他说"好"', '"他说""好"""'],
    ['line breaks stay in their field', 'one\r\ntwo', '"one\r\ntwo"'],
    ['a formula is made harmless', '=cmd|calc!A1', "'=cmd|calc!A1"],
    ['a formula with a comma is made harmless and quoted', '=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['a plus', '+1', "'+1"],
    ['a minus', '-1', "'-1"],
    ['an at sign', '@SUM(1)', "'@SUM(1)"],
    ['a full-width equals sign, as Chinese Excel takes it', '＝1+1', "'＝1+1"],
    ['a tab before a formula', '\t=1', "'\t=1"],
    ['a line break before a formula', '\n=1', `"'\n=1"`],
  ])('%s', (_name, field, written) => {
    expect(csvLine([field])).toBe(`${written}\r\n`);
  });

  test('numbers are not guarded and null is empty', () => {
    expect(csvLine([-1, null, 'x'])).toBe('-1,,x\r\n');
  });
});

/** Takes little at a time, as a slow pipe does. */
function slowSink(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    highWaterMark: 16,
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  return Object.assign(sink, { text: () => Buffer.concat(chunks).toString('utf8') });
}

describe('an export', () => {
  test('begins with a byte order mark, names its columns and holds every entry, however slow the reader', async () => {
    using folder = temporaryFolder();
    const trail = openTrail(folder.path, { now: () => Date.UTC(2026, 10, 22, 1, 2, 3, 4) });
    for (let turn = 0; turn < 2500; turn += 1) void trail.record(aRecord());
    trail.close();
    const store = AuditStore.open(folder.path, 'read');
    const sink = slowSink();
    expect(await exportCsv(store, sink)).toBe(2500);
    store.close();
    await new Promise((resolve) => sink.end(resolve));
    const lines = sink.text().split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFseq,form,time_utc,actor_kind,actor_name,actor_account_id,actor_org_path,remote_address,action,target_type,target_id,target_label,target_org_path,outcome,detail,previous_hash,hash',
    );
    expect(lines[1]).toMatch(
      /^1,2,2026-11-22T01:02:03\.004Z,account,值班员,[0-9a-f-]+,990000\/,10\.20\.0\.7,camera\.watch,camera,[0-9a-f-]+,菜市场东口,990000\/990101\/,done,"\{""page"":""main""\}",0{64},[0-9a-f]{64}$/,
    );
    expect(lines).toHaveLength(2502);
    expect(lines.at(-1)).toBe('');
  });

  test('takes what was recorded from one moment up to another', async () => {
    using folder = temporaryFolder();
    let now = 0;
    const trail = openTrail(folder.path, { now: () => now });
    for (now = 1000; now <= 5000; now += 1000) void trail.record(aRecord());
    trail.close();
    const store = AuditStore.open(folder.path, 'read');
    const sink = slowSink();
    expect(await exportCsv(store, sink, { from: 2000, to: 4000 })).toBe(2);
    store.close();
    expect(sink.text()).toMatch(/\r\n2,[^\r]+\r\n3,[^\r]+\r\n$/);
  });
});
