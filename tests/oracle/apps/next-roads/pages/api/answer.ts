import type { NextApiRequest, NextApiResponse } from 'next';

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method === 'POST') {
    res.setHeader('x-key', process.env.API_HEADER_SECRET_KEY ?? '');
    return res.redirect(307, `https://example.com/?key=${process.env.API_REDIRECT_SECRET_KEY}`);
  }
  if (req.headers['x-cron'] === process.env.API_COMPARED_SECRET_KEY) return res.status(204).end();
  res.status(200).json({ key: process.env.API_BODY_SECRET_KEY, ready: !!process.env.API_READY_SECRET_KEY });
}
