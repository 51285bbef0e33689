import type { NextConfig } from 'next';
import { resolve } from 'node:path';

// The twilio package is written for Node. In the browser, this stands in for what it imports from there.
const shim = './lib/node-shim.ts';
const modules = ['fs', 'net', 'tls', 'url'];

const config: NextConfig = {
  reactStrictMode: true,
  turbopack: {
    resolveAlias: Object.fromEntries(modules.map((name) => [name, { browser: shim }])),
  },
  webpack(config, { isServer }) {
    if (!isServer) for (const name of modules) config.resolve.alias[name] = resolve(shim);
    return config;
  },
};

export default config;
