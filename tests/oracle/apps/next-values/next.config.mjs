export default {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  typescript: { ignoreBuildErrors: true },
};
