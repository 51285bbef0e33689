'use client';

export function Show(props: Record<string, unknown>) {
  return <p>{Object.keys(props).length} props</p>;
}
