const config = {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  typescript: { ignoreBuildErrors: true },
  env: {
    FLAG_FROM_CONFIG: 'off',
    CARRIER_AUTH_TOKEN: '{{hex32 config-env-read}}',
    CARRIER_BACKUP_AUTH_TOKEN: '{{hex32 config-env-unread}}',
  },
};

export default config;
