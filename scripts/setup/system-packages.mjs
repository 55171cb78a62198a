import { existsSync } from 'node:fs';
import { installPackages, isDebian, missingPackages, PACKAGES } from './debian.mjs';
import { look } from './execute.mjs';
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

/**
 * A step that is done as root only, and whose failure leaves something out that is said.
 * @param {string} name
 * @param {readonly string[]} packages
 * @param {string} without what there will not be
 */
function wantedPackages(name, packages, without) {
  return {
    name,
    needed: () => process.getuid?.() === 0 && missingPackages(packages).length > 0,
    async run() {
      try {
        await installPackages(packages);
      } catch (error) {
        say(`${without}: ${error instanceof Error ? error.message : error}`);
      }
    },
  };
}

/** A server without them does everything but record, and says so: the set-up of one that apt cannot reach goes on. */
export const recordingPackages = wantedPackages('recording', PACKAGES.recording, 'rooms will not be recorded');
export const paperPackages = wantedPackages('fonts of papers', PACKAGES.papers, 'papers with some rare characters will be refused');
export const readerPackages = wantedPackages(
  'readers of papers',
  PACKAGES.readers,
  'papers will not be checked with an independent reader',
);

/**
 * For tests that need root as well: nobody else is asked for it. Where apt cannot give them the set-up goes on,
 * and those tests say why they are left out.
 */
export const networkPackages = {
  name: 'bad networks',
  needed: () => process.getuid?.() === 0 && missingPackages(PACKAGES.networks).length > 0,
  async run() {
    // Debian starts coturn's service as it installs it, open to the network; the tests start a relay of their own.
    if (missingPackages(['coturn']).length > 0 && existsSync('/run/systemd/system')) look(['systemctl', 'mask', 'coturn.service']);
    try {
      await installPackages(PACKAGES.networks);
    } catch (error) {
      say(`tests of bad networks will be left out: ${error instanceof Error ? error.message : error}`);
    }
  },
};

export function sayWhatIsAssumed() {
  if (!isDebian()) say('not a Debian system: chromium and GStreamer’s RTSP server have to be there already');
}
