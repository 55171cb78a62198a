import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { AuditTrail, type AuditTrailOptions } from './audit-trail.ts';
import type { AuditRecord } from './record.ts';

/** A folder of its own for one test. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'shilian-audit-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export function openTrail(dir: string, options: Partial<AuditTrailOptions> = {}): AuditTrail {
  return AuditTrail.open({ dir, log: pino({ level: 'silent' }), ...options });
}

/** Something that a duty officer did. */
export function aRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    actor: { kind: 'account', accountId: '0190c000-0000-7000-8000-000000000001', name: '值班员', orgPath: '990000/' },
    remoteAddress: '10.20.0.7',
    action: 'camera.watch',
    target: { type: 'camera', id: '0190c000-0000-7000-8000-0000000000ca' },
    targetPlace: { orgPath: '990000/990101/', label: '菜市场东口' },
    detail: { page: 'main' },
    outcome: 'done',
    ...changes,
  };
}
