import type { NextConfig } from 'next';

const config: NextConfig = {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@acme/ui', '@acme/sms'],
};

export default config;
