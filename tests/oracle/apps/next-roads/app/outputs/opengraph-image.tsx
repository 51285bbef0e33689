import { ImageResponse } from 'next/og';

export const alt = `Card ${process.env.IMAGE_ALT_SECRET_KEY}`;
export const size = { width: 10, height: 10 };
export const contentType = 'image/png';

export default function Image() {
  const card = <div style={{ display: 'flex' }}>{(process.env.IMAGE_DRAWN_SECRET_KEY ?? '').length}</div>;
  return new ImageResponse(card, { ...size, headers: { 'x-card': process.env.IMAGE_HEADER_SECRET_KEY ?? '' } });
}
