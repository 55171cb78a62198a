import { createRequire } from 'node:module';
import type { SherpaModule } from './sherpa-engine.ts';

const require = createRequire(import.meta.url);
const NAME = 'sherpa-onnx-node';

/** Whether the package is installed; its native part may still be missing for this platform. */
export function hasSherpa(): boolean {
  try {
    require.resolve(NAME);
    return true;
  } catch {
    return false;
  }
}

/** @throws where the package, or its native part for this platform, is not installed */
export function loadSherpa(): SherpaModule {
  const loaded: unknown = require(NAME);
  if (!isSherpa(loaded)) throw new Error(`${NAME} is not the package that was expected.`);
  return loaded;
}

function isSherpa(loaded: unknown): loaded is SherpaModule {
  return typeof loaded === 'object' && loaded !== null && 'OfflineRecognizer' in loaded && typeof loaded.OfflineRecognizer === 'function';
}
