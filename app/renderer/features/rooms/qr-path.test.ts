import { describe, expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

describe('the code of an invitation', () => {
  test('has its three finder patterns and one square a dark module', () => {
    const { path, size } = qrPath('https://127.0.0.1:7443/join/abcdefghijklmnopqrstuvwx');
    expect(size).toBeGreaterThanOrEqual(21);
    for (const corner of ['M0 0h', `M${size - 1} 0h`, `M0 ${size - 1}h`]) expect(path).toContain(corner);
    expect(path).not.toContain(`M${size} `);
  });
});
