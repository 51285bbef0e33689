'use client';
import { Theme } from './theme';

export function Themed({ children }: { children: React.ReactNode }) {
  return <Theme value={{ colour: process.env.FIRST_THEME_SECRET_KEY, token: process.env.FIRST_THEME_TOKEN_SECRET_KEY }}>{children}</Theme>;
}
