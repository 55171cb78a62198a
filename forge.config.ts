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
    // Vite's plugin packs only what it built: the page and the one native package come along here.
    packageAfterCopy: async (_config, buildPath, _electronVersion, platform, arch) => {
      await cp('dist/page', join(buildPath, '.vite/page'), { recursive: true });
      await copyNative(buildPath, platform, arch);
    },
  },
};
export default config;

/** better-sqlite3 with the binary of the platform that is packed, and no other. */
async function copyNative(buildPath: string, platform: string, arch: string): Promise<void> {
  const from = 'node_modules/better-sqlite3';
  const to = join(buildPath, from);
  await mkdir(join(to, 'prebuilds'), { recursive: true });
  await cp(join(from, 'package.json'), join(to, 'package.json'));
  await cp(join(from, 'lib'), join(to, 'lib'), { recursive: true });
  await cp(join(from, 'prebuilds', `${platform}-${arch}.node`), join(to, 'prebuilds', `${platform}-${arch}.node`));
}
