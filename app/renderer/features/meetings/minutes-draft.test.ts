import { expect, test } from 'vitest';
import { NO_MINUTES } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { afterSave, changeOf, disputed, type MinutesDraft, settled, shownField, withTyped } from './minutes-draft.ts';

const saved = { ...NO_MINUTES, body: '一、听取汇报。', chair: '陈立民' };

test('two people who write different fields both keep theirs: only what was typed is saved, the rest follows the other', () => {
  const draft = withTyped({}, saved, 'body', '一、听取汇报。二、部署防汛。');
  const meanwhile = { ...saved, attendees: '各镇', chair: '何静' };
  expect(shownField(draft, meanwhile, 'attendees')).toEqual({ words: '各镇', theirs: null });
  expect(disputed(draft, meanwhile)).toEqual([]);
  expect(changeOf(draft, meanwhile)).toEqual({ body: '一、听取汇报。二、部署防汛。' });
});

test('a field that somebody else changes while it is typed into shows both, and is not saved until one is chosen', () => {
  const draft = withTyped({}, saved, 'body', '甲写的');
  const meanwhile = { ...saved, body: '乙写的' };
  expect(shownField(draft, meanwhile, 'body')).toEqual({ words: '甲写的', theirs: '乙写的' });
  expect(disputed(draft, meanwhile)).toEqual(['body']);
  expect(changeOf(draft, meanwhile)).toEqual({});
  expect(settled(draft, meanwhile, 'body', 'theirs')).toEqual({});
  const own = settled(draft, meanwhile, 'body', 'own');
  expect(disputed(own, meanwhile)).toEqual([]);
  expect(changeOf(own, meanwhile)).toEqual({ body: '甲写的' });
  // They go on writing: it is asked again.
  expect(disputed(own, { ...saved, body: '乙又写的' })).toEqual(['body']);
});

test('the same words of two people, and words that were taken back, dispute nothing', () => {
  const draft = withTyped({}, saved, 'body', '同样的话');
  expect(disputed(draft, { ...saved, body: '同样的话' })).toEqual([]);
  expect(withTyped(draft, saved, 'body', saved.body)).toEqual({});
});

test('what was typed on while the save was under way stays, on top of what was saved', () => {
  const sent = withTyped(withTyped({}, saved, 'body', '甲'), saved, 'recorder', '何静');
  const change = changeOf(sent, saved);
  const typedOn: MinutesDraft = withTyped(sent, saved, 'body', '甲乙');
  const left = afterSave(typedOn, change);
  expect(left).toEqual({ body: { began: '甲', words: '甲乙' } });
  expect(changeOf(left, { ...saved, ...change })).toEqual({ body: '甲乙' });
});
