export default {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  env: {
    REPORT_AUTH_TOKEN: '{{hex32 report}}',
  },
};
