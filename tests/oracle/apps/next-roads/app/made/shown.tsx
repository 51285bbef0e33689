'use client';
export function Shown({ value }: { value?: string }) {
  return <b onClick={() => console.log(value)}>shown</b>;
}
