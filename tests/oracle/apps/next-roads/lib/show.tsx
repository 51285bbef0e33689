'use client';
import { createContext } from 'react';

export const Settings = createContext<unknown>(null);

export function Show(props: Record<string, unknown>) {
  return <p>{Object.keys(props).length} props</p>;
}

export function Shell({ children }: { children: React.ReactNode }) {
  return <section>{children}</section>;
}
