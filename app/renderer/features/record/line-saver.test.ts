import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { LineSaver, SAVE_AFTER_MS } from './line-saver.ts';

const words = { position: 1, speaker: { kind: 'mediator', name: null }, at: 1, mark: null, apartWith: null } as const;
const line = (lineId: string, text: string): MutationArgs<'record.line'> => ({ id: 'record', lineId, ...words, text });

let saved: string[];
let refused: unknown;
let states: boolean[];
let saver: LineSaver;

beforeEach(() => {
  vi.useFakeTimers();
  [saved, states, refused] = [[], [], null];
  saver = new LineSaver(
    async ({ lineId, text }) => {
      if (refused !== null) throw refused;
      saved.push(`${lineId}:${text}`);
    },
    ({ dirty }) => states.push(dirty),
  );
});
afterEach(() => vi.useRealTimers());

describe('what is typed', () => {
  it('is saved a moment after the last key, the newest words only', async () => {
    saver.type(line('a', '没'));
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1);
    saver.type(line('a', '没有'));
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(['a:没有']);
    expect(states.at(-1)).toBe(false);
  });

  it('is saved at once when the panel goes away', async () => {
    saver.type(line('a', '没有异议'));
    saver[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['a:没有异议']);
  });

  it('stays when it could not be kept, and is saved with the next', async () => {
    refused = new Error('full');
    saver.type(line('a', '一'));
    await saver.flush();
    expect(states.at(-1)).toBe(true);
    refused = null;
    saver.type(line('b', '二'));
    await saver.flush();
    expect(saved).toEqual(['a:一', 'b:二']);
    expect(states.at(-1)).toBe(false);
  });
});
