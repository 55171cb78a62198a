// npm run package: installers by electron-forge, where Electron's binary can be had.
import { spawn } from 'node:child_process';
import { FORGE, hasElectron } from './programs/electron.ts';
import { ROOT } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

if (!hasElectron()) {
  say(
    'Electron’s binary is not here, and installers contain it: run npx install-electron on a machine that can download it, or set ELECTRON_OVERRIDE_DIST_PATH.',
  );
  process.exit(1);
}
const child = spawn(process.execPath, [FORGE, 'make', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
