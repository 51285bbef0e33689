'use client';

export default function Page() {
  return <b onClick={() => fetch('/route-handlers/api')}>call</b>;
}
