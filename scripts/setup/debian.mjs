import { existsSync, readFileSync } from 'node:fs';
import { execute, look } from './execute.mjs';
import { SetupFailure, say } from './progress.mjs';

/** Debian packages by what they are for. */
export const PACKAGES = {
  /** A browser to open the console in and to test it with, and a font that can write it. */
  browser: ['chromium', 'fonts-noto-cjk'],
  /** The demo's RTSP cameras: GStreamer's RTSP server from Python, an H.264 encoder, a clock that writes Chinese. */
  cameras: [
    'ffmpeg',
    'fonts-noto-cjk',
    'gir1.2-gst-rtsp-server-1.0',
    'gstreamer1.0-plugins-base',
    'gstreamer1.0-plugins-good',
    'gstreamer1.0-plugins-bad',
    'gstreamer1.0-plugins-ugly',
    'python3-gi',
    'python3-gi-cairo',
  ],
  /** Recordings of rooms: ffmpeg makes one file of a room's tracks, and writes names into the picture. */
  recording: ['ffmpeg', 'fonts-noto-cjk'],
  /** Papers: rare characters of names that the project's own font lacks. */
  papers: ['fonts-hanazono', 'fonts-noto-cjk'],
  /** Readers of PDF that share nothing with what made it, for tests and the benchmark. */
  readers: ['poppler-utils'],
  /** Bad networks for tests and benchmarks: namespaces and cables, filters, a TURN relay. */
  networks: ['coturn', 'iproute2', 'nftables'],
  /** To build mediasoup's worker from its sources, and its libraries at run time. */
  worker: [
    'ca-certificates',
    'cmake',
    'dpkg-dev',
    'flatbuffers-compiler',
    'g++',
    'libabsl-dev',
    'libflatbuffers-dev',
    'libsrtp2-dev',
    'libssl-dev',
    'libuv1-dev',
    'make',
    'ninja-build',
    'pkg-config',
  ],
};

const APT = ['-y', '-q', '--no-install-recommends'];

export function isDebian() {
  return process.platform === 'linux' && existsSync('/etc/debian_version');
}

/** Tells binaries built here from those of another distribution: `debian-12`, or `linux`. */
export function distribution() {
  if (process.platform !== 'linux') return process.platform;
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text)?.[1];
  return [field('ID') ?? 'linux', field('VERSION_ID')].filter(Boolean).join('-');
}

/**
 * Those of the packages that are not installed.
 * @param {readonly string[]} packages
 */
export function missingPackages(packages) {
  if (!isDebian()) return [];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format, not a template.
  const format = '${Package}\t${Status}\n';
  // One line a package: "install ok installed" behind its name. Unknown names go to standard error, hence the set.
  const { stdout } = look(['dpkg-query', '-W', '-f', format, ...packages]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith('\tinstall ok installed'))
      .map((line) => line.split('\t')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/**
 * Installs packages with apt where we are root; elsewhere says the exact command.
 * @param {readonly string[]} packages
 * @throws {SetupFailure} where it takes somebody with more rights
 */
export async function installPackages(packages) {
  const missing = missingPackages(packages);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new SetupFailure(`System packages are missing; run: sudo apt-get install ${APT.join(' ')} ${missing.join(' ')}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`installing ${missing.length} system packages: ${missing.join(' ')}`);
  await execute('apt-get update', ['apt-get', 'update', '-q'], { env });
  await execute('apt-get install', ['apt-get', 'install', ...APT, ...missing], { env });
}
