'use client';

export default function ErrorBesideRoute() {
  return <b onClick={() => console.log('an error beside only a route')}>no</b>;
}
