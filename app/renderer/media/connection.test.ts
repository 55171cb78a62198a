import { describe, expect, test } from 'vitest';
import { type ConnectionEvent, type ConnectionState, nextConnection } from './connection.ts';

describe('the connection of a seat', () => {
  test.each<[ConnectionState, ConnectionEvent, ConnectionState]>([
    ['connected', 'cut', 'reconnecting'],
    ['reconnecting', 'recovered', 'connected'],
    ['reconnecting', 'gaveUp', 'failed'],
    ['failed', 'retry', 'reconnecting'],
    ['failed', 'recovered', 'connected'],
    // What does not fit changes nothing.
    ['connected', 'gaveUp', 'connected'],
    ['connected', 'recovered', 'connected'],
    ['failed', 'cut', 'failed'],
  ])('%s, %s: %s', (state, event, next) => {
    expect(nextConnection(state, event)).toBe(next);
  });
});
