import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { TurnPasses } from './turn.ts';

const NOW = Date.UTC(2026, 10, 22);

test('a pass is one that a relay with the same secret can check, names nobody, and runs out in an hour', () => {
  const passes = new TurnPasses({ urls: ['turn:10.0.0.9:3478'], secret: '县里的秘密', now: () => NOW });
  const { urls, username, credential } = passes.issue();
  expect(urls).toEqual(['turn:10.0.0.9:3478']);
  expect(username).toMatch(new RegExp(`^${NOW / 1_000 + 3_600}:[\\w-]{12}$`));
  expect(credential).toBe(createHmac('sha1', '县里的秘密').update(username).digest('base64'));
  expect(passes.issue().username).not.toBe(username);
});
