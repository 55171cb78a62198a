import { describe, expect, it } from 'vitest';
import type { RollCallEntry } from '../../../../sfu-server/protocol/roll-call.ts';
import type { Participant } from '../../../../sfu-server/protocol/room.ts';
import { roomState } from '../../media/testing/fake-server.ts';
import { clockFace, floorClock } from './floor-clock.ts';
import { actionsOn } from './person-actions.ts';
import { rollFigures, rollRows } from './roll-rows.ts';
import { rosterOf } from './roster.ts';

const [template] = roomState().participants;
if (template === undefined) throw new Error('The fixture has nobody.');
const person = (name: string, more: Partial<Participant> = {}): Participant => ({ ...template, id: name, name, joinedAt: 0, ...more });
const rosterNames = (participants: Participant[], queue: string[] = [], query = '') =>
  rosterOf({ participants, queue, query, groupOf: ({ orgName }) => orgName }).map((row) =>
    row.kind === 'person' ? row.person.name : `# ${typeof row.group === 'string' ? row.group : row.group.name} ${row.count}`,
  );

describe('the list of people', () => {
  it('has hands first, in the order of the queue and not of the clock', () => {
    const people = [person('甲', { joinedAt: 1 }), person('乙', { handRaisedAt: 5 }), person('丙', { handRaisedAt: 3 })];
    expect(rosterNames(people, ['乙', '丙'])).toEqual(['乙', '丙', '甲']);
  });

  it('finds by name and by organisation', () => {
    const people = [person('王建国', { orgName: '双湖镇' }), person('李明', { orgName: '柳堤镇' })];
    expect(rosterNames(people, [], ' 柳堤 ')).toEqual(['李明']);
    expect(rosterNames(people, [], '建国')).toEqual(['王建国']);
  });

  it('puts many under headings: hands, hosts, townships, guests; cameras are nobody', () => {
    const members = Array.from({ length: 12 }, (_, at) => person(`员${at}`, { orgName: at < 6 ? '乙镇' : '甲镇', joinedAt: at }));
    const others = [
      person('主', { role: 'host' }),
      person('客', { role: 'guest' }),
      person('机', { role: 'camera', kind: 'surveillance' }),
    ];
    const names = rosterNames([...members, ...others], ['员7']);
    expect(names.filter((name) => name.startsWith('#'))).toEqual(['# hands 1', '# hosts 1', '# 甲镇 5', '# 乙镇 6', '# guests 1']);
    expect(names).not.toContain('机');
    expect(names.slice(0, 2)).toEqual(['# hands 1', '员7']);
  });
});

describe('what one may do to somebody', () => {
  const host = person('主', { role: 'host' });
  const cohost = person('副', { role: 'cohost' });
  const member = person('员', { role: 'member' });
  const open = { microphone: true, camera: true };
  const state = { ...roomState(), participants: [host, cohost, member] };
  const keys = (of: Participant, by: Participant) => actionsOn(of, by, state, open).map(({ action }) => action);

  it('a member is offered nothing', () => expect(actionsOn(host, member, state, open)).toEqual([]));

  it('only the host gives roles', () => {
    expect(keys(member, host)).toEqual(expect.arrayContaining(['cohost', 'handOver', 'remove']));
    expect(keys(member, cohost)).not.toContain('cohost');
    expect(keys(member, cohost)).not.toContain('handOver');
  });

  it('a member’s own microphone is opened and closed for them alone, in a room for listeners only once they are speakers', () => {
    const of = (more: Partial<Participant>, settings: Partial<typeof state.settings>) => {
      const room = { ...state, settings: { ...state.settings, mayUnmute: true, audience: false, ...settings } };
      return actionsOn({ ...member, ...more }, host, room, open)
        .map(({ action }) => action)
        .filter((action) => action.endsWith('Unmute'));
    };
    expect(of({}, {})).toEqual(['forbidUnmute']);
    expect(of({ mayUnmute: false }, {})).toEqual(['allowUnmute']);
    expect(of({}, { mayUnmute: false })).toEqual(['allowUnmute']);
    expect(of({ mayUnmute: true }, { mayUnmute: false })).toEqual(['forbidUnmute']);
    expect(of({}, { audience: true })).toEqual([]);
    expect(of({ speaker: true }, { audience: true })).toEqual(['forbidUnmute']);
    expect(keys(cohost, host)).not.toContain('forbidUnmute');
  });

  it('a member is let show and draw, and no longer; who runs the room needs no leave', () => {
    expect(keys(member, cohost)).toContain('letPresent');
    const letting = { ...state, board: { ...state.board, presenters: [member.id] } };
    expect(actionsOn(member, host, letting, open).map(({ action }) => action)).toContain('unletPresent');
    expect(keys(cohost, host)).not.toContain('letPresent');
  });

  it('a cohost sees that the host is above them', () => {
    expect(actionsOn(host, cohost, state, open).find(({ action }) => action === 'remove')).toEqual({ action: 'remove', whyNot: 'higher' });
  });

  it('a microphone that is off cannot be muted, and says so', () => {
    const [mute] = actionsOn(member, host, state, { ...open, microphone: false });
    expect(mute).toEqual({ action: 'mute', whyNot: 'micOff' });
  });
});

describe('the clock of a speech', () => {
  const speaking = { participantId: 'x', startedAt: 1_000, endsAt: 61_000 };

  it('counts down, warns in the last half minute, and then counts what is over', () => {
    expect(floorClock(speaking, 1_000)).toEqual({ state: 'running', seconds: 60 });
    expect(floorClock(speaking, 31_000)).toEqual({ state: 'ending', seconds: 30 });
    expect(floorClock(speaking, 61_000)).toEqual({ state: 'over', seconds: 0 });
    expect(floorClock(speaking, 72_500)).toEqual({ state: 'over', seconds: 11 });
  });

  it('counts up where there is no limit', () => {
    expect(floorClock({ ...speaking, endsAt: null }, 4_500)).toEqual({ state: 'unlimited', seconds: 3 });
  });

  it('reads as minutes and seconds', () => {
    expect(clockFace(5)).toBe('0:05');
    expect(clockFace(3_725)).toBe('1:02:05');
  });
});

describe('the sheet of a roll call on screen', () => {
  const line = (name: string, group: string, state: RollCallEntry['state']): RollCallEntry => ({
    ...{ id: name, orgId: null, accountId: null, name, group, state, by: null, at: null, note: '' },
  });
  const entries = [line('双湖镇', '双湖镇', 'absent'), line('甲村', '柳堤镇', 'present'), line('乙村', '柳堤镇', 'late')];

  it('groups by township and counts who came', () => {
    expect(rollRows(entries, 'all')).toMatchObject([
      { kind: 'entry', key: '双湖镇' },
      { kind: 'group', name: '柳堤镇', came: 2, expected: 2 },
      { kind: 'entry', key: '甲村' },
      { kind: 'entry', key: '乙村' },
    ]);
  });

  it('shows only who is missing', () => expect(rollRows(entries, 'missing').map(({ key }) => key)).toEqual(['双湖镇']));

  it('counts late as come, and everybody as expected', () => {
    const figures = rollFigures({ waiting: 1, present: 2, wrongSeat: 1, absent: 3, late: 4 });
    expect(figures).toMatchObject({ expected: 11, came: 6, absent: 3, late: 4 });
  });
});
