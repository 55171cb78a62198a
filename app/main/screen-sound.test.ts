import { describe, expect, it } from 'vitest';
import { givesSystemSound } from './screen-sound.ts';

describe('the system’s sound', () => {
  it('goes along with a whole screen on Windows, when the page asks for it', () => {
    expect(givesSystemSound({ audioRequested: true }, 'screen:0:0', 'win32')).toBe(true);
  });

  it('does not go along unasked, with a single window, or where Electron cannot give it', () => {
    expect(givesSystemSound({ audioRequested: false }, 'screen:0:0', 'win32')).toBe(false);
    expect(givesSystemSound({ audioRequested: true }, 'window:1234:0', 'win32')).toBe(false);
    expect(givesSystemSound({ audioRequested: true }, 'screen:0:0', 'linux')).toBe(false);
    expect(givesSystemSound({ audioRequested: true }, 'screen:0:0', 'darwin')).toBe(false);
  });
});
