import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfFiles } from '../../scripts/programs/pdf-files.ts';

const root = import.meta.dirname;
const page = (name: string) => resolve(root, name);

/** The four pages: the console, the guest's room, the field worker's phone and the party's. Each loads only what it imports itself. */
export default defineConfig({
  root,
  base: '/',
  plugins: [react(), pdfFiles()],
  worker: { format: 'es' },
  build: {
    outDir: resolve(root, '../../dist/page'),
    emptyOutDir: true,
    target: 'chrome124',
    // antd alone is larger than the default limit; it is loaded once, from the machine itself or the county's own network.
    chunkSizeWarningLimit: 1500,
    // The pages forbid inline scripts and data: scripts by their content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: page('index.html'), join: page('join.html'), field: page('field.html'), party: page('party.html') },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|zustand)[\\/]/, priority: 30 },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/, priority: 30 },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/, priority: 20 },
            { name: 'leaflet', test: /node_modules[\\/]leaflet[\\/]/, priority: 20 },
            { name: 'mediasoup', test: /node_modules[\\/](mediasoup-client|h264-profile-level-id|sdp-transform)[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
});
