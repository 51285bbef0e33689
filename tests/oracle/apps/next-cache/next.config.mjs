const config = {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  typescript: { ignoreBuildErrors: true },
  cacheComponents: true,
  async rewrites() {
    return {
      beforeFiles: [{ source: '/rewritten-before', destination: `/rewritten?key=${process.env.REWRITTEN_BEFORE_SECRET_KEY}` }],
      fallback: [{ source: `/rewritten-${process.env.REWRITTEN_SOURCE_SECRET_KEY}`, destination: `https://example.com/?key=${process.env.REWRITTEN_AWAY_SECRET_KEY}` }],
    };
  },
};

export default config;
