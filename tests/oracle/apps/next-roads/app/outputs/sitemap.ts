export default async function sitemap() {
  return [{ url: `https://example.com/?key=${process.env.SITEMAP_SECRET_KEY}`, priority: (process.env.SITEMAP_SIZE_SECRET_KEY ?? '').length }];
}
