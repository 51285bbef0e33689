export default function manifest() {
  return { name: 'Shop', start_url: `/?key=${process.env.MANIFEST_SECRET_KEY}` };
}
