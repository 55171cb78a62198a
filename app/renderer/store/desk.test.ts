import { describe, expect, test } from 'vitest';
import { openDesk } from './desk.ts';

function addressAt(hash: string) {
  let listener: (() => void) | null = null;
  return {
    hash,
    read() {
      return this.hash;
    },
    write(next: string) {
      this.hash = next;
    },
    onChange(changed: () => void) {
      listener = changed;
      return () => {
        listener = null;
      };
    },
    go(next: string) {
      this.hash = next;
      listener?.();
    },
  };
}

describe('the desk', () => {
  test('comes back to the module in the address, and to the map where the address names none', () => {
    expect(openDesk(addressAt('#/rooms')).getState().module).toBe('rooms');
    expect(openDesk(addressAt('#/nonsense')).getState().module).toBe('map');
  });

  test('writes the open module into the address and follows the address', () => {
    const address = addressAt('');
    const desk = openDesk(address);
    desk.open('wall');
    expect(address.hash).toBe('#/wall');
    address.go('#/rooms');
    expect(desk.getState().module).toBe('rooms');
    desk[Symbol.dispose]();
    address.go('#/wall');
    expect(desk.getState().module).toBe('rooms');
  });

  test('opens the map to pick the place of a report and stops picking when one is set', () => {
    const desk = openDesk(addressAt('#/rooms'));
    desk.startReport(null);
    desk.pickPlace();
    expect(desk.getState()).toMatchObject({ module: 'map', draft: { position: null, picking: true } });
    desk.setPlace({ lat: 30, lng: 110 });
    expect(desk.getState().draft).toEqual({ position: { lat: 30, lng: 110 }, picking: false });
  });

  test('does not open a report by setting a place without one', () => {
    const desk = openDesk(addressAt(''));
    desk.setPlace({ lat: 30, lng: 110 });
    expect(desk.getState().draft).toBeNull();
  });
});
