module.exports = {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  typescript: { ignoreBuildErrors: true },
  transpilePackages: ['@acme/ui', '@acme/sms'],
};
