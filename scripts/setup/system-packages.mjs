import { installPackages, isDebian, missingPackages, PACKAGES } from './debian.mjs';
import { say } from './progress.mjs';

/**
 * A step that sees to one group of Debian packages. On other systems nothing is demanded: what is missing there
 * is said by what needs it.
 * @param {string} name
 * @param {readonly string[]} packages
 */
function packagesStep(name, packages) {
  return {
    name,
    needed: () => missingPackages(packages).length > 0,
    async run() {
      await installPackages(packages);
    },
  };
}

export const browserPackages = packagesStep('browser and fonts', PACKAGES.browser);
export const cameraPackages = packagesStep('demo cameras', PACKAGES.cameras);

export function sayWhatIsAssumed() {
  if (!isDebian()) say('not a Debian system: chromium and GStreamer’s RTSP server have to be there already');
}
