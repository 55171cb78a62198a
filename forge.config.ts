import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { build } from 'vite';

/** Playwright drives Electron through its inspector: only a build for tests lets it in. */
const forTests = process.env.SHILIAN_TEST_BUILD === '1';

const config: ForgeConfig = {
  packagerConfig: {
    asar: true,
    executableName: 'shilian',
    appBundleId: 'cn.shilian.console',
  },
  makers: [
    new MakerDeb({ options: { name: 'shilian', productName: '视联 Shilian', section: 'net', categories: ['Network', 'Office'] } }),
    new MakerZIP({}, ['linux', 'win32', 'darwin']),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'app/main/main.ts', config: 'app/main/vite.main.config.ts', target: 'main' },
        { entry: 'app/preload/preload.ts', config: 'app/preload/vite.preload.config.ts', target: 'preload' },
      ],
      // The page is built by the hook below: it is the same for every host.
      renderer: [],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: forTests,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
  hooks: {
    generateAssets: async () => {
      await build({ configFile: 'app/renderer/vite.config.ts' });
    },
    // Vite's plugin packs only what it built: the page and the native packages come along here.
    packageAfterCopy: async (_config, buildPath, _electronVersion, platform, arch) => {
      await cp('dist/page', join(buildPath, '.vite/page'), { recursive: true });
      await copySqlite(buildPath, platform, arch);
      await copyArgon2(buildPath, platform, arch);
    },
  },
};
export default config;

/** better-sqlite3 with the binary of the platform that is packed, and no other. */
async function copySqlite(buildPath: string, platform: string, arch: string): Promise<void> {
  const from = 'node_modules/better-sqlite3';
  const to = join(buildPath, from);
  await mkdir(join(to, 'prebuilds'), { recursive: true });
  await cp(join(from, 'package.json'), join(to, 'package.json'));
  await cp(join(from, 'lib'), join(to, 'lib'), { recursive: true });
  await cp(join(from, 'prebuilds', `${platform}-${arch}.node`), join(to, 'prebuilds', `${platform}-${arch}.node`));
}

/** As the package names its binaries; its own packages, of which only that of the machine that packs is installed. */
const ARGON2_SUFFIX: Readonly<Record<string, string>> = { linux: '-gnu', win32: '-msvc', darwin: '' };

/** @node-rs/argon2, for passwords without a line. Throws where the binary of another platform would be needed. */
async function copyArgon2(buildPath: string, platform: string, arch: string): Promise<void> {
  const from = 'node_modules/@node-rs/argon2';
  const binary = `${from}-${platform}-${arch}${ARGON2_SUFFIX[platform] ?? ''}`;
  if (!existsSync(binary)) throw new Error(`${binary} is not installed: pack on a machine of that platform.`);
  await mkdir(join(buildPath, from), { recursive: true });
  for (const file of ['package.json', 'index.js']) await cp(join(from, file), join(buildPath, from, file));
  await cp(binary, join(buildPath, binary), { recursive: true });
}
