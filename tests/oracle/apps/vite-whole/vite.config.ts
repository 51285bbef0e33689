import { defineConfig } from 'vite';

export default defineConfig({ build: { outDir: process.env.ORACLE_DIST, sourcemap: true } });
