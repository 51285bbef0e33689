import { defineConfig, loadEnv } from 'vite';
import { byHelper } from './config/defines';

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), '');
  const prefixed = loadEnv(mode, process.cwd());
  const listed = loadEnv(mode, process.cwd(), ['BY_L', 'VITE_']);
  const made = loadEnv(mode, process.cwd(), 'MADE_');
  return {
    build: { outDir: process.env.ORACLE_DIST, sourcemap: true },
    define: {
      'process.env.PICKED': JSON.stringify(env.PICKED),
      'process.env.PICKED_BRACKET': JSON.stringify(env.PICKED_BRACKET),
      'process.env.PICKED_TEMPLATE': JSON.stringify(env.PICKED_TEMPLATE),
      'process.env.PICKED_ALIAS': JSON.stringify(env.PICKED_ALIAS),
      'process.env.PICKED_APART': JSON.stringify(env.PICKED_APART),
      'import.meta.env.META_NAMED': JSON.stringify(env.META_NAMED),
      PICKED_GLOBAL: JSON.stringify(env.PICKED_GLOBAL),
      BY_PREFIX: JSON.stringify(prefixed.BY_PREFIX ?? ''),
      BY_LIST: JSON.stringify(listed.BY_LIST),
      FROM_PROCESS: JSON.stringify(process.env.FROM_PROCESS ?? ''),
      IN_TEXT: JSON.stringify(env.IN_TEXT),
      TESTED: JSON.stringify(env.TESTED),
      IN_OBJECT: JSON.stringify({ key: env.IN_OBJECT, other: 'harmless' }),
      'App.settings.IN_MEMBER': JSON.stringify(env.IN_MEMBER),
      ...byHelper(env),
      ...(mode === 'development' ? { IN_DEVELOPMENT: JSON.stringify(env.IN_DEVELOPMENT) } : {}),
      ...Object.fromEntries(Object.entries(made).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)])),
    },
  };
});
