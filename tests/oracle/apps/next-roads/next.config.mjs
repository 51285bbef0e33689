const config = {
  distDir: process.env.ORACLE_DIST,
  turbopack: { root: process.env.ORACLE_ROOT },
  productionBrowserSourceMaps: true,
  typescript: { ignoreBuildErrors: true },
  // Known before Next 16 only.
  publicRuntimeConfig: { nested: { key: process.env.CONFIG_RUNTIME_SECRET_KEY } },
  serverRuntimeConfig: { key: process.env.CONFIG_SERVER_RUNTIME_SECRET_KEY },
  async headers() {
    return [{ source: '/config-answers', headers: [{ key: 'x-internal', value: process.env.CONFIG_HEADER_SECRET_KEY }] }];
  },
  async redirects() {
    return [
      { source: '/config-moved', destination: `https://example.com/?key=${process.env.CONFIG_REDIRECT_SECRET_KEY}`, permanent: false },
    ];
  },
  async rewrites() {
    return [
      { source: '/config-proxied/:path*', destination: `http://127.0.0.1:9/:path*?key=${process.env.CONFIG_REWRITE_SECRET_KEY}` },
      { source: '/config-inside', destination: `/config-answers?key=${process.env.CONFIG_INSIDE_SECRET_KEY}` },
    ];
  },
};

export default config;
