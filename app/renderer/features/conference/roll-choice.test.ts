import { describe, expect, it } from 'vitest';
import type { RollCallCandidate } from '../../../../sfu-server/protocol/roll-call.ts';
import { choicesOf, expectedOf, groupsOf, presetOf, presetThatIs } from './roll-choice.ts';

const org = (id: string, group: string, more: Partial<RollCallCandidate> = {}): RollCallCandidate => {
  return { orgId: id, accountId: null, name: id, group, usual: true, here: false, ...more };
};
const somebody = (id: string, group: string, more: Partial<RollCallCandidate> = {}): RollCallCandidate => {
  return { orgId: group, accountId: id, name: id, group, usual: false, here: true, ...more };
};
const choices = choicesOf(
  [org('双湖镇', '双湖镇', { here: true }), org('柳堤镇', '柳堤镇'), somebody('王建国', '双湖镇')],
  [somebody('王建国', '双湖镇', { here: false }), somebody('李明', '县水利局', { here: false })],
);
const preset = (name: Parameters<typeof presetOf>[0]) => [...presetOf(name, choices)];

describe('who is called', () => {
  it('is chosen from what the server knows and who was invited by name, each once', () => {
    expect(choices.map(({ name, here }) => [name, here])).toEqual([
      ['双湖镇', true],
      ['柳堤镇', false],
      ['王建国', true],
      ['李明', false],
    ]);
  });

  it('is at first who is expected; people here are people, not the organisations they sit for', () => {
    expect(preset('usual')).toEqual(['双湖镇', '柳堤镇']);
    expect(preset('here')).toEqual(['王建国']);
    expect(preset('all')).toHaveLength(4);
    expect(preset('none')).toEqual([]);
  });

  it('is known as a preset only while it is exactly that', () => {
    expect(presetThatIs(new Set(['柳堤镇', '双湖镇']), choices)).toBe('usual');
    expect(presetThatIs(new Set(['双湖镇']), choices)).toBeNull();
  });

  it('stands under its township and is found by either name', () => {
    expect(groupsOf(choices, '').map(({ name, choices: them }) => [name, them.length])).toEqual([
      ['双湖镇', 2],
      ['柳堤镇', 1],
      ['县水利局', 1],
    ]);
    expect(groupsOf(choices, ' 水利').map(({ name }) => name)).toEqual(['县水利局']);
  });

  it('is asked for as an organisation or as a person, and stays chosen while it is searched past', () => {
    expect(expectedOf(choices, new Set(['柳堤镇', '王建国', 'nobody']))).toEqual([{ orgId: '柳堤镇' }, { accountId: '王建国' }]);
  });
});
