import { defineConfig } from 'vite';

export default defineConfig({
  root: 'web',
  envDir: '../env',
  envPrefix: ['APP_', 'SHOP_'],
  publicDir: '../published',
  build: { outDir: `../${process.env.ORACLE_DIST}`, emptyOutDir: true, sourcemap: true, rollupOptions: { input: ['web/index.html', 'web/admin.html'] } },
});
