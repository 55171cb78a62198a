import { expect, test } from 'vitest';
import { APPLIED, type Source, sourceSchema } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { letterOf, writtenSource } from './source-steps.ts';

const referred: Source = {
  kind: 'referral',
  from: 'court',
  originName: '晶泉县人民法院',
  originNumber: '（2026）晶泉委调1号',
  helped: 'none',
};

test('what was chosen for another kind of source is not written with this one', () => {
  const turned = { ...referred, kind: 'initiative' } as const;
  expect(sourceSchema.parse(writtenSource({ ...turned, helped: 'spoken' }))).toMatchObject({ from: null, helped: 'none' });
  expect(sourceSchema.parse(writtenSource({ ...APPLIED, kind: 'referral' })).from).toBe('petitionOffice');
});

test('a referral by an office with a numbered letter brings that letter to the case', () => {
  expect(letterOf(referred, 'case', 'letter', '人民法院')).toMatchObject({
    direction: 'from',
    office: 'court',
    officeName: '晶泉县人民法院',
    letterNumber: '（2026）晶泉委调1号',
  });
  expect(letterOf({ ...referred, originName: null }, 'case', 'letter', '人民法院')?.officeName).toBe('人民法院');
});

test.each([
  ['an event', { ...referred, from: 'event' }],
  ['a letter without a number', { ...referred, originNumber: null }],
  ['an application', APPLIED],
] as const)('%s brings no letter', (_, source) => {
  expect(letterOf(source, 'case', 'letter', '人民法院')).toBeNull();
});
