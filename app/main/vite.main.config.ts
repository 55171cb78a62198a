import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The main process and the host's process. Everything is bundled but what is native or Electron itself. */
export default defineConfig({
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    lib: {
      entry: { main: 'app/main/main.ts', 'host-process': 'app/main/host-process.ts' },
      formats: ['es'],
      fileName: (_format, name) => `${name}.mjs`,
    },
    rolldownOptions: {
      // CommonJS packages inside the bundle go on requiring Node's own modules.
      platform: 'node',
      external: ['electron', 'better-sqlite3', '@node-rs/argon2', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
    },
  },
});
