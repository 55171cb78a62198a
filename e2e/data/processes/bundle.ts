import { mkdirSync, mkdtempSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * Bundles one of these programs into a folder of its own beneath node_modules, where it finds the native packages. Started 200 times, a
 * program in a hundred files spends most of a test on finding them. @returns the folder, to be deleted by the caller, with the program in `program.mjs`
 */
export async function bundle(name: string): Promise<string> {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'shilian-kill-'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      outDir: folder,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      lib: { entry: { program: join(import.meta.dirname, name) }, formats: ['es'], fileName: () => 'program.mjs' },
      rolldownOptions: {
        platform: 'node',
        external: ['better-sqlite3', '@node-rs/argon2', ...builtinModules, ...builtinModules.map((module) => `node:${module}`)],
      },
    },
  });
  return folder;
}
