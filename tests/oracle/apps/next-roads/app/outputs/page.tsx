import { Show } from '@/lib';

export const viewport = { themeColor: process.env.VIEWPORT_SECRET_KEY };

export default function Page() {
  return <Show />;
}
