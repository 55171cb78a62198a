import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../setup/paths.mjs';

/** Who imports what, from where: [importing file, specifier]. */
const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['app/renderer/features/map/a.ts', '../../../host/cache/rows.ts'],
  ['app/renderer/features/map/b.tsx', '../../../../sfu-server/store/tables.ts'],
  ['app/renderer/media/c.ts', 'electron'],
  ['app/renderer/media/d.ts', 'node:fs'],
  ['app/bridge/a.ts', '../host/host.ts'],
  ['app/bridge/b.ts', '../renderer/store/session.ts'],
  ['app/bridge/c.ts', 'node:crypto'],
  ['app/bridge/d.ts', '../../sfu-server/security/identity.ts'],
  ['app/host/a.ts', 'electron'],
  ['app/host/b.ts', '../main/window.ts'],
  ['app/host/c.ts', '../../sfu-server/store/tables.ts'],
  ['app/browser-host/a.ts', 'electron'],
  ['app/browser-host/b.ts', '../preload/expose.ts'],
  ['app/main/a.ts', '../browser-host/main.ts'],
  ['app/main/b.ts', '../../sfu-server/server.ts'],
  ['app/preload/a.ts', '../renderer/main.tsx/x.ts'],
  ['sfu-server/server.ts', '../app/host/host.ts'],
  ['sfu-server/store/a.ts', '../rooms/room-service.ts'],
  ['sfu-server/store/b.ts', '../speech/speech-service.ts'],
  ['sfu-server/speech/a.ts', '../signaling/gateway.ts'],
  ['sfu-server/media/a.ts', '../signaling/gateway.ts'],
  ['sfu-server/security/a.ts', '../governance/push.ts'],
  ['sfu-server/rooms/a.ts', '../signaling/gateway.ts'],
  ['sfu-server/cameras/a.ts', '../../app/bridge/contract.ts'],
  ['sfu-server/governance/a.ts', '../http/pages.ts'],
  ['sfu-server/administration/a.ts', '../signaling/sessions.ts'],
  ['sfu-server/protocol/a.ts', '../store/tables.ts'],
  ['scripts/a.ts', 'electron'],
];

const ALLOWED: readonly (readonly [string, string])[] = [
  ['app/renderer/e.ts', '../bridge/contract.ts'],
  ['app/renderer/f.ts', '../../sfu-server/protocol/errors.ts'],
  ['app/bridge/e.ts', '../../sfu-server/protocol/errors.ts'],
  ['app/host/d.ts', '../bridge/contract.ts'],
  ['app/host/e.ts', '../../sfu-server/protocol/requests/index.ts'],
  ['app/browser-host/c.ts', '../host/host.ts'],
  ['app/main/c.ts', 'electron'],
  ['app/main/d.ts', '../host/host.ts'],
  ['app/preload/b.ts', 'electron'],
  ['sfu-server/signaling/a.ts', '../rooms/room-service.ts'],
  ['sfu-server/rooms/b.ts', '../media/media-engine.ts'],
  ['sfu-server/media/b.ts', '../protocol/errors.ts'],
  ['sfu-server/main.ts', './signaling/gateway.ts'],
];

const reportSchema = z.object({ diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })) });

/** Files in which the rule found something, among files made of one import each in an empty copy of the project. */
async function filesWithComplaints(folder: string): Promise<Set<string>> {
  for (const [file, specifier] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), `import '${specifier}';\n`);
  }
  const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch((error: { stdout: string }) => error);
  const report = reportSchema.parse(JSON.parse(stdout));
  return new Set(report.diagnostics.map((diagnostic) => path.normalize(diagnostic.location.path)));
}

describe('the import rules', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shilian-lint-'));
  let complained: Set<string>;

  beforeAll(async () => {
    cpSync(path.join(ROOT, 'biome.json'), path.join(folder, 'biome.json'));
    complained = await filesWithComplaints(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(FORBIDDEN)('keep %s from importing %s', (file) => {
    expect(complained).toContain(file);
  });

  it.each(ALLOWED)('let %s import %s', (file) => {
    expect(complained).not.toContain(file);
  });
});
