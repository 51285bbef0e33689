export default function robots() {
  return { rules: { userAgent: '*', disallow: `/draft-${process.env.ROBOTS_SECRET_KEY}` } };
}
