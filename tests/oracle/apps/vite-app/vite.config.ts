import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';
import { onlyInConfig } from './config/only-in-config';

export default defineConfig(({ mode }) => ({
  build: { outDir: process.env.ORACLE_DIST, sourcemap: true },
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  define: {
    __MOCKED__: 'false',
    __IN_PRODUCTION__: mode === 'production',
    __BUILD__: JSON.stringify(onlyInConfig().length),
    __PAGER_AUTH_TOKEN__: JSON.stringify('{{hex32 define-used}}'),
    __FAX_AUTH_TOKEN__: JSON.stringify('{{hex32 define-unused}}'),
  },
}));
