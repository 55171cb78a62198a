import { describe, expect, it } from 'vitest';
import { answerTo, openingOf } from './window-opening.ts';
import { windowOptions } from './window-options.ts';

const OWN = 'shilian://console/#/rooms';

describe('a window that the page asks for', () => {
  it('is allowed when it is the empty one for a room’s pictures', () => {
    expect(openingOf({ url: 'about:blank', frameName: 'stage' }, OWN)).toBe('stage');
  });

  it('is refused under another name, with anything in it, or to any other page', () => {
    expect(openingOf({ url: 'about:blank', frameName: '' }, OWN)).toBe('refused');
    expect(openingOf({ url: 'about:blank#blocked', frameName: 'stage' }, OWN)).toBe('refused');
    expect(openingOf({ url: 'shilian://console/', frameName: 'stage' }, OWN)).toBe('refused');
    expect(openingOf({ url: 'file:///etc/passwd', frameName: 'stage' }, OWN)).toBe('refused');
    expect(openingOf({ url: 'javascript:alert(1)', frameName: 'stage' }, OWN)).toBe('refused');
    expect(openingOf({ url: 'about:blank', frameName: 'stage' }, 'about:blank')).toBe('refused');
    expect(openingOf({ url: 'about:blank', frameName: 'stage' }, 'https://elsewhere/')).toBe('refused');
  });

  it('goes to the person’s browser when it leads outside, and never from a foreign page', () => {
    expect(openingOf({ url: 'https://elsewhere/', frameName: 'stage' }, OWN)).toBe('outside');
    expect(openingOf({ url: 'https://elsewhere/', frameName: '' }, 'about:blank')).toBe('refused');
  });

  it('has the console’s sandbox and isolation but nothing of its preload', () => {
    const answer = answerTo('stage', windowOptions('/preload.cjs'));
    expect(answer.action).toBe('allow');
    const preferences = answer.action === 'allow' ? answer.overrideBrowserWindowOptions?.webPreferences : undefined;
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, backgroundThrottling: false });
    expect(preferences).not.toHaveProperty('preload');
    for (const opening of ['outside', 'refused'] as const) expect(answerTo(opening, windowOptions('/p'))).toEqual({ action: 'deny' });
  });
});
